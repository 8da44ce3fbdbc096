using System.Text;
using System.Text.RegularExpressions;

namespace Yuekao.TestSupport.Smtp;

/// <summary>One client's connection.</summary>
internal sealed partial class SmtpSession(FakeSmtpServer server, Stream stream)
{
    private readonly SmtpLines lines = new(stream);
    private readonly List<string> recipients = [];
    private bool greeted;
    private string? sender;

    /// <summary>Serves the client until it quits, goes away, or is dropped.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await AnswerAsync("220 127.0.0.1 ESMTP", cancellation);
        while (await lines.ReadAsync(cancellation) is { } line)
        {
            string command = Encoding.UTF8.GetString(line);
            string verb = command.Split(' ')[0].ToUpperInvariant();
            if (verb == "DATA" && recipients.Count > 0 && command.Length == verb.Length)
            {
                if (!await TakeMessageAsync(cancellation))
                    return;
                continue;
            }

            await AnswerAsync(Answer(verb, command[verb.Length..].Trim()), cancellation);
            if (verb == "QUIT")
                return;
        }
    }

    private string Answer(string verb, string arguments) => verb switch
    {
        "EHLO" => Greet(arguments, "250-127.0.0.1\r\n250-8BITMIME\r\n250 SMTPUTF8"),
        "HELO" => Greet(arguments, "250 127.0.0.1"),
        "MAIL" => TakeSender(arguments),
        "RCPT" => TakeRecipient(arguments),
        "DATA" => arguments.Length > 0 ? "501 DATA takes no arguments" : "503 RCPT comes first",
        "RSET" => Forget("250 OK"),
        "NOOP" => "250 OK",
        "QUIT" => "221 Bye",
        _ => "500 Command not recognized",
    };

    private string Greet(string client, string answer)
    {
        if (client.Length == 0)
            return "501 The client's name is missing";
        greeted = true;
        return Forget(answer);
    }

    private string TakeSender(string arguments)
    {
        Match path = ReversePath().Match(arguments);
        if (!greeted || sender is not null)
            return greeted ? "503 There is a sender already" : "503 EHLO comes first";
        if (!path.Success)
            return "501 MAIL FROM:<address> is expected";
        string[] unknown = [.. path.Groups["parameters"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(parameter => parameter.ToUpperInvariant() is not ("BODY=8BITMIME" or "BODY=7BIT" or "SMTPUTF8"))];
        if (unknown.Length > 0)
            return "555 Parameter not recognized";
        if (server.TakeFailure(SmtpFailure.RefuseMail))
            return "451 Try again later";
        sender = path.Groups["address"].Value;
        return "250 OK";
    }

    private string TakeRecipient(string arguments)
    {
        Match path = ForwardPath().Match(arguments);
        if (sender is null)
            return "503 MAIL comes first";
        if (!path.Success)
            return "501 RCPT TO:<address> is expected";
        recipients.Add(path.Groups["address"].Value);
        return "250 OK";
    }

    private string Forget(string answer)
    {
        sender = null;
        recipients.Clear();
        return answer;
    }

    // False when the connection is to end.
    private async Task<bool> TakeMessageAsync(CancellationToken cancellation)
    {
        await AnswerAsync("354 End with <CRLF>.<CRLF>", cancellation);
        List<byte[]> content = [];
        while (await lines.ReadAsync(cancellation) is { } line)
        {
            if (line is [(byte)'.'])
            {
                string answer = Keep(content);
                if (server.TakeFailure(SmtpFailure.DropAfterData))
                    return false;
                await AnswerAsync(answer, cancellation);
                return true;
            }

            content.Add(line is [(byte)'.', .. byte[] stuffed] ? stuffed : line);
        }

        return false;
    }

    private string Keep(IReadOnlyList<byte[]> content)
    {
        try
        {
            server.Accept(SmtpMessage.Read(sender!, [.. recipients], content));
            return Forget("250 OK");
        }
        catch (FormatException)
        {
            return Forget("554 The message cannot be decoded");
        }
    }

    private ValueTask AnswerAsync(string line, CancellationToken cancellation) => stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), cancellation);

    [GeneratedRegex(@"\AFROM:<(?<address>[^<>\s]*)>(?<parameters>( [^\s]+)*)\z", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ReversePath();

    [GeneratedRegex(@"\ATO:<(?<address>[^<>\s@]+@[^<>\s@]+)>\z", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ForwardPath();
}
