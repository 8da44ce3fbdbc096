using System.Net;
using System.Net.Mail;

namespace Yuekao.App.Tell;

/// <summary>A county's mail server: the settings under <c>Channels:county:Smtp</c>.</summary>
/// <param name="Host"><c>Host</c>: the mail server.</param>
/// <param name="Port"><c>Port</c>: its port, 25 unless set.</param>
/// <param name="From"><c>From</c>: the sender.</param>
/// <param name="Recipient"><c>Recipient</c>: a recipient's address, with <c>{recipient}</c> for the id.</param>
/// <param name="Credential"><c>User</c> and <c>Password</c>; null to send without.</param>
/// <param name="StartTls"><c>StartTls</c>: whether to insist on an encrypted connection; unless set, so for every server but this machine.</param>
/// <param name="Timeout"><c>TimeoutSeconds</c>: how long one message may take, 30 seconds unless set.</param>
internal sealed record SmtpSettings(string Host, int Port, MailAddress From, string Recipient, NetworkCredential? Credential, bool StartTls, TimeSpan Timeout)
{
    /// <summary>Where the id stands in <see cref="Recipient"/>.</summary>
    public const string RecipientPlace = "{recipient}";

    /// <returns>Null when nothing of mail is set, or something is wrong.</returns>
    public static SmtpSettings? Read(SettingsReader settings, string section)
    {
        if (settings.Names(section).Count == 0)
            return null;
        string host = settings.Required($"{section}:Host", "the mail server, such as smtp.county.example");
        int port = settings.Number($"{section}:Port", otherwise: 25, minimum: 1, maximum: 65_535);
        MailAddress? from = Required(settings, $"{section}:From", "the sender's address, such as assessment@county.example", Address, "a mail address");
        string? recipient = Required(
            settings, $"{section}:Recipient", $"the recipients' addresses, such as {RecipientPlace}@cadres.example", Template, $"a mail address with {RecipientPlace} in it");
        bool local = IsThisMachine(host);
        bool startTls = settings.Flag($"{section}:StartTls", otherwise: !local);
        NetworkCredential? credential = Login(settings, section, encrypted: startTls || local);
        int seconds = settings.Number($"{section}:TimeoutSeconds", otherwise: 30, minimum: 1, maximum: 300);
        return from is null || recipient is null ? null : new SmtpSettings(host, port, from, recipient, credential, startTls, TimeSpan.FromSeconds(seconds));
    }

    private static T? Required<T>(SettingsReader settings, string key, string meaning, Func<string, T?> read, string right) where T : class
    {
        string text = settings.Required(key, meaning);
        T? value = read(text);
        if (value is null && text.Length > 0)
            settings.Wrong(key, right);
        return value;
    }

    private static MailAddress? Address(string text) => MailAddress.TryCreate(text, out MailAddress? address) ? address : null;

    private static string? Template(string text) =>
        text.Replace(RecipientPlace, "id", StringComparison.Ordinal) is var example && example != text && Address(example)?.Address == example ? text : null;

    private static NetworkCredential? Login(SettingsReader settings, string section, bool encrypted)
    {
        string? user = settings.Optional($"{section}:User");
        string? password = settings.Optional($"{section}:Password");
        if (user is null && password is null)
            return null;
        if (user is null || password is null)
            settings.Wrong(user is null ? $"{section}:User" : $"{section}:Password", "set as well: a user and a password belong together");
        if (!encrypted)
            settings.Wrong($"{section}:StartTls", "true where a password is sent to another machine");
        return new NetworkCredential(user, password);
    }

    private static bool IsThisMachine(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));
}
