using System.Net.Mail;
using System.Text;
using System.Text.RegularExpressions;

namespace Yuekao.App.Tests.Tell.Channels.Smtp;

/// <summary>Sends mail to a listener, and reads it.</summary>
internal static partial class SmtpTest
{
    public static SmtpSettings Settings(int port) =>
        new("127.0.0.1", port, new MailAddress("assessment@county.example"), "{recipient}@cadres.example", Credential: null, StartTls: false, TimeSpan.FromSeconds(30));

    /// <summary>As the mail server of the messages' county.</summary>
    public static Dictionary<string, SmtpSettings> In(SmtpSettings settings) => new() { [Messages.Notice.County] = settings };

    public static async Task<ChannelReceipt> SendAsync(SmtpListener server, ChannelMessage? message = null, Func<SmtpSettings, SmtpSettings>? with = null)
    {
        message ??= Messages.Notice;
        SmtpSettings settings = Settings(server.Port);
        using var channel = new SmtpChannel(new Dictionary<string, SmtpSettings> { [message.County] = with?.Invoke(settings) ?? settings });
        return await channel.SendAsync(message, TestContext.Current.CancellationToken);
    }

    /// <summary>A header's values in all mails, one for each time that it is there, unfolded and decoded.</summary>
    public static string[] Headers(SmtpListener server, string name)
    {
        string head = string.Join('\n', server.Mail).Replace("\n ", "", StringComparison.Ordinal).Replace("\n\t", "", StringComparison.Ordinal);
        return [.. head.Split('\n').Where(line => line.StartsWith($"{name}: ", StringComparison.OrdinalIgnoreCase)).Select(line => Decoded(line[(name.Length + 2)..]))];
    }

    /// <summary>The names of the headers.</summary>
    public static string[] HeaderNames(SmtpListener server) =>
        [.. server.Mail.TakeWhile(line => line.Length > 0).Where(line => line[0] is not (' ' or '\t')).Select(line => line.Split(':')[0])];

    /// <summary>The text.</summary>
    public static string Body(SmtpListener server) =>
        Encoding.UTF8.GetString(Convert.FromBase64String(string.Concat(server.Mail.SkipWhile(line => line.Length > 0))));

    // RFC 2047: base64, and quoted-printable for short names.
    private static string Decoded(string value) => EncodedWord().Replace(value, word => word.Groups["form"].ValueSpan is "b" or "B"
        ? Encoding.UTF8.GetString(Convert.FromBase64String(word.Groups["text"].Value))
        : Uri.UnescapeDataString(word.Groups["text"].Value.Replace('=', '%')));

    [GeneratedRegex(@"=\?utf-8\?(?<form>[BbQq])\?(?<text>[^?]*)\?=", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EncodedWord();
}
