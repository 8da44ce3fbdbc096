using System.Net.Mail;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Yuekao.App.Tell;

/// <summary>Sends mail by a mail server (RFC 5321), a connection a message.</summary>
internal sealed class SmtpChannel(SmtpSettings settings) : INoticeChannel
{
    public const string ChannelName = "smtp";

    // 5yz is the permanent negative reply: the same command must not be repeated.
    private const int FirstPermanent = 500;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public string Name => ChannelName;

    public bool Serves(ChannelMessage message) => true;

    public async Task<ChannelReceipt> SendAsync(ChannelMessage message, CancellationToken cancellation)
    {
        if (SmtpMail.AddressOf(message, settings) is not { } to)
            return new ChannelReceipt(Name, ChannelResult.Refused, "the recipient's id makes no mail address");
        using MailMessage mail = SmtpMail.Of(message, settings.From, to);
        using var client = new SmtpClient(settings.Host, settings.Port)
        {
            EnableSsl = settings.StartTls,
            Credentials = settings.Credential,
            Timeout = (int)(settings.Timeout + Grace).TotalMilliseconds,
        };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(settings.Timeout);
        try
        {
            // The client does not look at the token while it waits for the reply to the mail itself: its own timeout ends that.
            await client.SendMailAsync(mail, patience.Token).WaitAsync(patience.Token);
            return new ChannelReceipt(Name, ChannelResult.Sent);
        }
        catch (Exception ended) when (patience.IsCancellationRequested && ended is (OperationCanceledException or SmtpException))
        {
            cancellation.ThrowIfCancellationRequested();
            throw Unavailable($"no answer in {settings.Timeout.TotalSeconds} seconds");
        }
        catch (SmtpException failure) when ((int)failure.StatusCode >= FirstPermanent)
        {
            return new ChannelReceipt(Name, ChannelResult.Refused, Reply(failure));
        }
        catch (SmtpException failure)
        {
            throw Unavailable(failure.StatusCode == SmtpStatusCode.GeneralFailure ? Fault(failure) : Reply(failure));
        }
        catch (AuthenticationException)
        {
            throw Unavailable("no encrypted connection");
        }
    }

    private static string Reply(SmtpException failure) => $"SMTP {(int)failure.StatusCode}";

    private static string Fault(SmtpException failure) =>
        failure.GetBaseException() is SocketException socket ? $"no answer ({socket.SocketErrorCode})" : "the conversation broke off";

    private ChannelUnavailableException Unavailable(string detail) => new(Name, detail);
}
