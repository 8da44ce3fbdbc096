using System.Text;

namespace Yuekao.App.Tell;

/// <summary>What a group robot is given to show: the message, and its id in the last line.</summary>
internal static class WeComMarkdown
{
    /// <summary>The longest content that a robot takes, in bytes of UTF-8, inclusive: "markdown内容，最长不超过4096个字节" (developer.work.weixin.qq.com/document/path/91770).</summary>
    public const int MostBytes = 4096;

    /// <summary>The line that tells that lines are missing.</summary>
    public const string Hint = "> 内容较长，以下从略，全文请在门户查看。";

    /// <summary>The content for a message; where it is too long, whole lines are left out at its end.</summary>
    public static string Of(string markdown, string id)
    {
        string body = markdown.TrimEnd();
        string mark = $"\n> 编号：{OneLine.Of(id)}";
        if (Bytes(body) + Bytes(mark) <= MostBytes)
            return body + mark;
        string end = $"\n{Hint}{mark}";
        return $"{Cut(body, MostBytes - Bytes(end)).TrimEnd()}{end}";
    }

    private static ReadOnlySpan<char> Cut(string text, int mostBytes)
    {
        int length = 0;
        for (int bytes = 0; length < text.Length;)
        {
            // A character as people see it: an accent or a variant selector stays with what it modifies.
            int next = StringInfo.GetNextTextElementLength(text, length);
            bytes += Bytes(text.AsSpan(length, next));
            if (bytes > mostBytes)
                break;
            length += next;
        }
        bool atLineEnd = length == text.Length || text[length] is '\r' or '\n';
        int lineEnd = atLineEnd ? length : text.AsSpan(0, length).LastIndexOf('\n');
        return text.AsSpan(0, lineEnd > 0 ? lineEnd : length);
    }

    private static int Bytes(ReadOnlySpan<char> text) => Encoding.UTF8.GetByteCount(text);
}
