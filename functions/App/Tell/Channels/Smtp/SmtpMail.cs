using System.Net.Mail;
using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using MimeKit.Text;

namespace Yuekao.App.Tell;

/// <summary>A message as a mail (RFC 5322).</summary>
internal static partial class SmtpMail
{
    /// <summary>The header that holds the message's id as it is.</summary>
    public const string IdHeader = "X-Yuekao-Notice";

    /// <returns>Null when the recipient's id does not make an address.</returns>
    public static MailboxAddress? AddressOf(ChannelMessage message, SmtpSettings settings)
    {
        string place = message.Recipient.Replace(':', '.');
        if (!Place().IsMatch(place))
            return null;
        string address = settings.Recipient.Replace(SmtpSettings.RecipientPlace, place, StringComparison.Ordinal);
        return MailAddress.TryCreate(address, out MailAddress? to) ? new MailboxAddress(Encoding.UTF8, OneLine.Of(message.RecipientName), to.Address) : null;
    }

    public static MimeMessage Of(ChannelMessage message, MailAddress from, MailboxAddress to)
    {
        var body = new TextPart(TextFormat.Plain) { ContentTransferEncoding = ContentEncoding.Base64 };
        body.SetText(Encoding.UTF8, message.Text.ReplaceLineEndings("\r\n"));
        var mail = new MimeMessage([new MailboxAddress(Encoding.UTF8, from.DisplayName, from.Address)], [to], OneLine.Of(message.Subject), body);
        mail.Headers.Replace(HeaderId.MessageId, $"<{Uri.EscapeDataString(message.Id)}@{Uri.EscapeDataString(message.County)}.{from.Host}>");
        mail.Headers.Add(IdHeader, OneLine.Of(message.Id));
        // RFC 3834: no absence notice comes back.
        mail.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return mail;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]*\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();
}
