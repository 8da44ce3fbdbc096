using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Yuekao.App.Tell;

/// <summary>Sends mail by a county's mail server (RFC 5321), one after the other and many by one connection.</summary>
/// <param name="counties">The mail server of each county.</param>
internal sealed class SmtpChannel(IReadOnlyDictionary<string, SmtpSettings> counties) : INoticeChannel, IDisposable
{
    private readonly Dictionary<string, SmtpConnection> connections = counties.ToDictionary(county => county.Key, county => new SmtpConnection(county.Value), StringComparer.Ordinal);

    public string Name => "smtp";

    public bool IsGroup => false;

    public int? MostPerMinute => null;

    public Lane? LaneTo(string county, string? township) =>
        counties.TryGetValue(county, out SmtpSettings? server) ? Lane.Of(Name, $"{server.Host}:{server.Port} {server.Credential?.UserName}") : null;

    public async Task<ChannelReceipt> SendAsync(ChannelMessage message, CancellationToken cancellation)
    {
        SmtpSettings settings = counties[message.County];
        if (SmtpMail.AddressOf(message, settings) is not { } to)
            return new ChannelReceipt(Name, DeliveryResult.Refused, "the recipient's id makes no mail address");
        using MimeMessage mail = SmtpMail.Of(message, settings.From, to);
        try
        {
            await connections[message.County].SendAsync(mail, cancellation);
            return new ChannelReceipt(Name, DeliveryResult.Sent);
        }
        catch (Exception late) when (late is TimeoutException || (late is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw Unavailable($"no answer in {settings.Timeout.TotalSeconds} seconds");
        }
        catch (Exception failure) when (ReplyTo(failure) is { } reply)
        {
            // 5yz is the permanent negative reply: the same command must not be repeated.
            return reply >= SmtpStatusCode.SyntaxError ? new ChannelReceipt(Name, DeliveryResult.Refused, $"SMTP {(int)reply}") : throw Unavailable($"SMTP {(int)reply}");
        }
        catch (SocketException failure)
        {
            throw Unavailable($"no answer ({failure.SocketErrorCode})");
        }
        catch (Exception failure) when (failure is SslHandshakeException or NotSupportedException)
        {
            throw Unavailable("no encrypted connection");
        }
        catch (Exception failure) when (failure is ProtocolException or IOException or AuthenticationException or ServiceNotConnectedException)
        {
            throw Unavailable("the conversation broke off");
        }
    }

    public void Dispose()
    {
        foreach (SmtpConnection connection in connections.Values)
            connection.Dispose();
    }

    // What the server's text says is left out: it may repeat a password.
    private static SmtpStatusCode? ReplyTo(Exception failure) => failure switch
    {
        SmtpCommandException command => command.StatusCode,
        AuthenticationException { InnerException: SmtpCommandException command } => command.StatusCode,
        ServiceNotAuthenticatedException => SmtpStatusCode.AuthenticationRequired,
        _ => null,
    };

    private ChannelUnavailableException Unavailable(string detail) => new(Name, detail);
}
