using System.Globalization;

namespace Azure.Data.Tables.Transactions;

/// <summary>Takes the answer to a transaction apart: one HTTP response an action, or a single one for the action that failed.</summary>
internal static class TransactionAnswer
{
    private const string StatusLine = "HTTP/1.1 ";
    private const string Boundary = "--";

    /// <summary>Cuts the parts out. Whatever precedes a status line is the part's envelope and says nothing new.</summary>
    internal static List<Response> Parse(Response response)
    {
        var parts = new List<Response>();
        string text = response.Content.ToString();
        for (int at = 0; at < text.Length;)
        {
            ReadOnlyMemory<char> line = NextLine(text, ref at);
            if (line.Span.StartsWith(StatusLine))
                parts.Add(ReadPart(line.Span[StatusLine.Length..], text, ref at));
        }

        return parts;
    }

    private static ActionResponse ReadPart(ReadOnlySpan<char> status, string text, ref int at)
    {
        int space = status.IndexOf(' ');
        int code = int.Parse(space < 0 ? status : status[..space], NumberStyles.None, CultureInfo.InvariantCulture);
        string reason = space < 0 ? "" : status[(space + 1)..].ToString();
        ReadOnlyMemory<char> headers = TextUntil(text, ref at, static line => line.IsEmpty);
        ReadOnlyMemory<char> body = TextUntil(text, ref at, static line => line.StartsWith(Boundary));
        return new ActionResponse(code, reason, headers, body);
    }

    private static ReadOnlyMemory<char> TextUntil(string text, ref int at, Func<ReadOnlySpan<char>, bool> isEnd)
    {
        int start = at, end = at;
        while (at < text.Length && !isEnd(NextLine(text, ref at).Span))
            end = at;
        return text.AsMemory(start..end);
    }

    private static ReadOnlyMemory<char> NextLine(string text, ref int at)
    {
        int start = at;
        int lineEnd = text.IndexOf('\n', start);
        at = lineEnd < 0 ? text.Length : lineEnd + 1;
        return text.AsMemory(start..at).TrimEnd("\r\n");
    }
}
