using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Yuekao.TestSupport.Smtp;

/// <summary>Text as mail carries it (RFC 2045, RFC 2047), in UTF-8 only.</summary>
internal static partial class MimeText
{
    /// <summary>Undoes the transfer encoding of a body.</summary>
    /// <param name="body">Its lines, which end in CR LF.</param>
    /// <param name="encoding">The Content-Transfer-Encoding, or null.</param>
    public static string DecodeBody(string body, string? encoding) => encoding?.ToUpperInvariant() switch
    {
        "BASE64" => Encoding.UTF8.GetString(Convert.FromBase64String(body)),
        "QUOTED-PRINTABLE" => Encoding.UTF8.GetString(Unquote(SoftBreak().Replace(body, ""))),
        _ => body,
    };

    /// <summary>Puts text in the place of encoded words. Those side by side are one text, whose characters may be split between them.</summary>
    public static string DecodeWords(string value) => Words().Replace(value, match =>
        Encoding.UTF8.GetString([.. Word().Matches(match.Value).SelectMany(word => DecodeWord(word.Groups["encoding"].Value, word.Groups["text"].Value))]));

    private static byte[] DecodeWord(string encoding, string text) =>
        encoding is "B" or "b" ? Convert.FromBase64String(text) : Unquote(text.Replace('_', ' '));

    private static byte[] Unquote(string text) =>
        [.. Quoted().Matches(text).SelectMany(match => match.Length == 3 ? [byte.Parse(match.ValueSpan[1..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)] : Encoding.UTF8.GetBytes(match.Value))];

    [GeneratedRegex(@"=[ \t]*\r\n", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SoftBreak();

    [GeneratedRegex("=[0-9A-Fa-f]{2}|[^=]+|=", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"=\?utf-8\?(?<encoding>[BQ])\?(?<text>[^?\s]*)\?=", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"=\?utf-8\?[BQ]\?[^?\s]*\?=(\s+=\?utf-8\?[BQ]\?[^?\s]*\?=)*", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words();
}
