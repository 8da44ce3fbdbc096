using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Yuekao.App.Tell;

/// <summary>A connection to a mail server: opened for the first mail, kept for those that follow within a while, opened anew where it broke.</summary>
internal sealed class SmtpConnection(SmtpSettings settings) : IDisposable
{
    // Shorter than a server waits for the next command, which is five minutes (RFC 5321, 4.5.3.2.7).
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim turn = new(1, 1);
    private SmtpClient? client;
    private Timer? idle;

    /// <summary>Sends a mail when those before it are sent.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled, or took longer than the settings allow, not counting the wait for those before it.</exception>
    public async Task SendAsync(MimeMessage mail, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            patience.CancelAfter(settings.Timeout);
            SmtpClient open = await OpenAsync(patience.Token);
            await open.SendAsync(mail, patience.Token);
            idle ??= new Timer(_ => CloseIdle());
            idle.Change(Kept, Timeout.InfiniteTimeSpan);
        }
        catch (SmtpCommandException refused) when (refused.StatusCode != SmtpStatusCode.ServiceNotAvailable && client is { IsConnected: true })
        {
            // The next mail may do better by the same connection.
            throw;
        }
        catch
        {
            Drop();
            throw;
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose()
    {
        // Whoever closes the idle connection just now is waited for.
        using var closed = new ManualResetEvent(false);
        if (idle?.Dispose(closed) is true)
            closed.WaitOne();
        Drop();
        turn.Dispose();
    }

    private async Task<SmtpClient> OpenAsync(CancellationToken cancellation)
    {
        if (client is { } kept && await IsThereAsync(kept, cancellation))
            return kept;
        Drop();
        // As .NET's own clients: the lists of revoked certificates may be out of a county network's reach.
        client = new SmtpClient { CheckCertificateRevocation = false, Timeout = (int)settings.Timeout.TotalMilliseconds };
        await client.ConnectAsync(settings.Host, settings.Port, settings.StartTls ? SecureSocketOptions.StartTls : SecureSocketOptions.None, cancellation);
        if (settings.Credential is { } credential && client.Capabilities.HasFlag(SmtpCapabilities.Authentication))
            await client.AuthenticateAsync(credential, cancellation);
        return client;
    }

    // Asked before the mail and not found out by it: a mail that broke off may have left.
    private static async Task<bool> IsThereAsync(SmtpClient kept, CancellationToken cancellation)
    {
        try
        {
            await kept.NoOpAsync(cancellation);
            return true;
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private void CloseIdle()
    {
        // Whoever sends now sets the timer again.
        if (!turn.Wait(0))
            return;
        try
        {
            client?.Disconnect(quit: true);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // It is gone already. Nobody waits for this: what it threw would end the host.
        }
        finally
        {
            Drop();
            turn.Release();
        }
    }

    private void Drop()
    {
        client?.Dispose();
        client = null;
    }
}
