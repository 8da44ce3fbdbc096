using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace Yuekao.App.Tests.Tell.Channels.Smtp;

/// <summary>A mail server on this machine: it answers each command as told, and keeps what it hears.</summary>
internal sealed class SmtpListener : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> commands = [];
    private readonly ConcurrentQueue<string> mail = [];
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Func<string, string?> answer;
    private readonly Task accepting;
    private int connections;

    /// <summary>Starts it.</summary>
    /// <param name="answer">What it says to a command when not what is usual; to <c>GREETING</c> when connected, to <c>CONTENT</c> after the mail. Null for the usual, empty for nothing.</param>
    public SmtpListener(Func<string, string?>? answer = null)
    {
        this.answer = answer ?? (_ => null);
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>How many mails it takes by a connection before it closes it without a word.</summary>
    public int MailsAConnection { get; init; } = int.MaxValue;

    /// <summary>Where it listens.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How many connected so far.</summary>
    public int Connections => Volatile.Read(ref connections);

    /// <summary>The commands that it heard so far: the sender does not wait until its last one is heard.</summary>
    public IReadOnlyList<string> Commands => [.. commands];

    /// <summary>The lines of the mails as they came.</summary>
    public IReadOnlyList<string> Mail => [.. mail];

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        listener.Dispose();
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var conversations = new List<Task>();
        try
        {
            while (true)
                conversations.Add(ConverseAsync(await listener.AcceptTcpClientAsync(stop.Token)));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(conversations);
        }
    }

    private async Task ConverseAsync(TcpClient accepted)
    {
        Interlocked.Increment(ref connections);
        try
        {
            using TcpClient client = accepted;
            await using NetworkStream stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1);
            await SayAsync(stream, "GREETING", "220 mail.example");
            for (int mails = 0; mails < MailsAConnection && await reader.ReadLineAsync(stop.Token) is { } command;)
            {
                commands.Enqueue(command);
                if (await SayAsync(stream, command, Usual(command)) is "354 go on")
                {
                    while (await reader.ReadLineAsync(stop.Token) is { } line and not ".")
                        mail.Enqueue(line);
                    await SayAsync(stream, "CONTENT", "250 taken");
                    mails++;
                }
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException or SocketException)
        {
            // The test, or the sender, is done.
        }
    }

    private async Task<string> SayAsync(NetworkStream stream, string command, string usual)
    {
        string reply = answer(command) ?? usual;
        if (reply.Length > 0)
            await stream.WriteAsync(Encoding.ASCII.GetBytes(reply + "\r\n"), stop.Token);
        return reply;
    }

    private static string Usual(string command) => command.Split(' ')[0] switch
    {
        "EHLO" => "250-mail.example\r\n250 AUTH LOGIN",
        "DATA" => "354 go on",
        "QUIT" => "221 bye",
        _ => "250 ok",
    };
}
