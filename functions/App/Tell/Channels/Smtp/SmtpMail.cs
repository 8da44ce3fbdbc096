using System.Net.Mail;
using System.Text;
using System.Text.RegularExpressions;

namespace Yuekao.App.Tell;

/// <summary>A message as a mail (RFC 5322).</summary>
internal static partial class SmtpMail
{
    /// <summary>The header that holds the message's id as it is.</summary>
    public const string IdHeader = "X-Yuekao-Notice";

    /// <summary>The address of a message's recipient.</summary>
    /// <returns>Null when the recipient's id does not make an address.</returns>
    public static MailAddress? AddressOf(ChannelMessage message, SmtpSettings settings)
    {
        string place = message.Recipient.Replace(':', '.');
        if (!Place().IsMatch(place))
            return null;
        string address = settings.Recipient.Replace(SmtpSettings.RecipientPlace, place, StringComparison.Ordinal);
        // A quote or a backslash would end or escape the quoted name before the address.
        string name = OneLine.Of(message.RecipientName.Replace('"', ' ').Replace('\\', ' '));
        return MailAddress.TryCreate(address, name, Encoding.UTF8, out MailAddress? to) ? to : null;
    }

    /// <summary>The mail.</summary>
    /// <param name="message">The message.</param>
    /// <param name="from">The sender.</param>
    /// <param name="to">The recipient.</param>
    public static MailMessage Of(ChannelMessage message, MailAddress from, MailAddress to)
    {
        var mail = new MailMessage(from, to)
        {
            HeadersEncoding = Encoding.UTF8,
            SubjectEncoding = Encoding.UTF8,
            Subject = OneLine.Of(message.Subject),
            BodyEncoding = Encoding.UTF8,
            BodyTransferEncoding = TransferEncoding.Base64,
            Body = message.Text.ReplaceLineEndings("\r\n"),
        };
        mail.Headers.Add("Message-ID", $"<{Uri.EscapeDataString(message.Id)}@{Uri.EscapeDataString(message.County)}.{from.Host}>");
        mail.Headers.Add(IdHeader, OneLine.Of(message.Id));
        // RFC 3834: no absence notice comes back.
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return mail;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]*\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();
}
