using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Yuekao.TestSupport.Smtp;

/// <summary>
/// A mail server on loopback, as RFC 5321 describes the least one: no encryption, no log-in, 8BITMIME and SMTPUTF8.
/// It keeps every message that it accepts, and can be told to fail.
/// </summary>
public sealed class FakeSmtpServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentQueue<SmtpMessage> messages = new();
    private readonly ConcurrentDictionary<SmtpFailure, int> failures = new();
    private readonly ConcurrentDictionary<Task, bool> sessions = new();
    private readonly Task accepting;

    /// <summary>Starts a server on a free port.</summary>
    public FakeSmtpServer()
    {
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync();
    }

    /// <summary>Where it listens, on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>The messages that it accepted, in their order.</summary>
    public IReadOnlyList<SmtpMessage> Messages => [.. messages];

    /// <summary>Has the next commands that can fail so fail so.</summary>
    /// <param name="failure">How they fail.</param>
    /// <param name="times">How many of them, besides those that were told to before.</param>
    public void FailNext(SmtpFailure failure, int times = 1) => failures.AddOrUpdate(failure, times, (_, others) => others + times);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(sessions.Keys);
        stopping.Dispose();
    }

    /// <summary>Keeps a message that was sent whole.</summary>
    internal void Accept(SmtpMessage message) => messages.Enqueue(message);

    /// <summary>Whether this command is one that is to fail.</summary>
    internal bool TakeFailure(SmtpFailure failure)
    {
        while (failures.TryGetValue(failure, out int left) && left > 0)
        {
            if (failures.TryUpdate(failure, left - 1, left))
                return true;
        }

        return false;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                sessions.TryAdd(ServeAsync(await listener.AcceptTcpClientAsync(stopping.Token)), true);
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The server is disposed of.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await new SmtpSession(this, client.GetStream()).RunAsync(stopping.Token);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
                // The client went away, or the server is disposed of.
            }
        }
    }
}
