using System.Diagnostics.CodeAnalysis;
using System.Text;
using Azure.Core;

namespace Azure.Data.Tables.Transactions;

/// <summary>The answer to one action: a view on the text of the answer to its transaction.</summary>
internal sealed class ActionResponse(int status, string reasonPhrase, ReadOnlyMemory<char> headers, ReadOnlyMemory<char> body) : Response
{
    public override int Status => status;

    public override string ReasonPhrase => reasonPhrase;

    public override bool IsError => status >= 400;

    public override Stream ContentStream
    {
        get => field ??= ToStream(body.Trim());
        set;
    }

    public override string ClientRequestId { get; set; } = "";

    public override void Dispose()
    {
        // Nothing is held but memory.
    }

    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    protected override IEnumerable<HttpHeader> EnumerateHeaders()
    {
        for (ReadOnlyMemory<char> rest = headers; TryTakeHeader(ref rest, out ReadOnlyMemory<char> name, out ReadOnlyMemory<char> value);)
            yield return new HttpHeader(name.ToString(), value.ToString());
    }

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string value)
    {
        for (ReadOnlyMemory<char> rest = headers; TryTakeHeader(ref rest, out ReadOnlyMemory<char> found, out ReadOnlyMemory<char> text);)
        {
            if (found.Span.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                value = text.ToString();
                return true;
            }
        }

        value = null;
        return false;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string> values)
    {
        values = TryGetHeader(name, out string value) ? [value] : null;
        return values is not null;
    }

    private static bool TryTakeHeader(ref ReadOnlyMemory<char> rest, out ReadOnlyMemory<char> name, out ReadOnlyMemory<char> value)
    {
        (name, value) = (default, default);
        int colon = rest.Span.IndexOf(':');
        if (colon < 0)
            return false;
        int lineEnd = rest.Span[colon..].IndexOf('\n');
        int end = lineEnd < 0 ? rest.Length : colon + lineEnd;
        name = rest[..colon].Trim();
        value = rest[(colon + 1)..end].Trim();
        rest = rest[Math.Min(end + 1, rest.Length)..];
        return true;
    }

    private static MemoryStream ToStream(ReadOnlyMemory<char> text)
    {
        byte[] bytes = new byte[Encoding.UTF8.GetByteCount(text.Span)];
        Encoding.UTF8.GetBytes(text.Span, bytes);
        return new MemoryStream(bytes, 0, bytes.Length, writable: false, publiclyVisible: true);
    }
}
