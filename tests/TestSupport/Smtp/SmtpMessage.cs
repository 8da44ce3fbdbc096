using System.Text;

namespace Yuekao.TestSupport.Smtp;

/// <summary>A message that the mail server accepted.</summary>
/// <param name="From">The envelope's sender; empty for none.</param>
/// <param name="Recipients">The envelope's recipients.</param>
/// <param name="Headers">The header fields in their order, unfolded, encoded words decoded.</param>
/// <param name="Body">The text, decoded from its transfer encoding; lines end in CR LF. Of a multipart message, all of its parts as they were sent.</param>
public sealed record SmtpMessage(string From, IReadOnlyList<string> Recipients, IReadOnlyList<KeyValuePair<string, string>> Headers, string Body)
{
    /// <summary>The value of a header field, or null when the message has none of that name.</summary>
    /// <param name="name">The field's name, in any case.</param>
    /// <exception cref="InvalidOperationException">The message has several.</exception>
    public string? Header(string name) => Headers.SingleOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Reads a message.</summary>
    /// <param name="from">The envelope's sender.</param>
    /// <param name="recipients">The envelope's recipients.</param>
    /// <param name="lines">The lines of the message, without their ends.</param>
    internal static SmtpMessage Read(string from, IReadOnlyList<string> recipients, IReadOnlyList<byte[]> lines)
    {
        List<string> fields = [];
        int line = 0;
        for (; line < lines.Count && lines[line].Length > 0; line++)
        {
            string text = Encoding.UTF8.GetString(lines[line]);
            if (text[0] is ' ' or '\t' && fields.Count > 0)
                fields[^1] += text;
            else
                fields.Add(text);
        }

        KeyValuePair<string, string>[] headers = [.. fields.Select(Field)];
        var message = new SmtpMessage(from, recipients, headers, "");
        string body = string.Join("\r\n", lines.Skip(line + 1).Select(Encoding.UTF8.GetString));
        return message with { Body = MimeText.DecodeBody(body, message.Header("Content-Transfer-Encoding")) };
    }

    private static KeyValuePair<string, string> Field(string text)
    {
        string[] parts = text.Split(':', 2);
        return KeyValuePair.Create(parts[0], parts.Length == 1 ? "" : MimeText.DecodeWords(parts[1].Trim()));
    }
}
