using System.Net.Sockets;
using System.Text;
using Yuekao.TestSupport.Smtp;

namespace Yuekao.EndToEnd.Channels;

/// <summary>The mail server line by line.</summary>
public sealed class FakeSmtpSessionTests : IAsyncLifetime
{
    private readonly FakeSmtpServer server = new();
    private readonly TcpClient client = new();
    private StreamReader? answers;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await client.ConnectAsync("127.0.0.1", server.Port, Cancel);
        answers = new StreamReader(client.GetStream());
        Assert.StartsWith("220 ", await answers.ReadLineAsync(Cancel), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        answers?.Dispose();
        client.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Session_CommandsOutOfOrder_AreRefusedAndTheSessionGoesOn()
    {
        await AssertAnswersAsync(
            ("MAIL FROM:<a@x.example>", 503),
            ("EHLO", 501),
            ("HELO client", 250),
            ("RCPT TO:<b@x.example>", 503),
            ("MAIL FROM:a@x.example", 501),
            ("MAIL FROM:<a@x.example> SIZE=7", 555),
            ("MAIL FROM:<a@x.example> BODY=8BITMIME SMTPUTF8", 250),
            ("MAIL FROM:<a@x.example>", 503),
            ("DATA", 503),
            ("RCPT TO:<nobody>", 501),
            ("RCPT TO:<b@x.example>", 250),
            ("DATA now", 501),
            ("RSET", 250),
            ("RCPT TO:<b@x.example>", 503),
            ("STARTTLS", 500),
            ("AUTH PLAIN", 500),
            ("noop", 250),
            ("QUIT", 221));
        Assert.Null(await answers!.ReadLineAsync(Cancel));
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task Ehlo_Extensions_AreTheTwo()
    {
        await WriteAsync("EHLO client\r\n");

        List<string?> lines = [await answers!.ReadLineAsync(Cancel), await answers.ReadLineAsync(Cancel), await answers.ReadLineAsync(Cancel)];
        Assert.Equal(["250-127.0.0.1", "250-8BITMIME", "250 SMTPUTF8"], lines);
    }

    [Fact]
    public async Task Data_LoneLineFeeds_EndNeitherLinesNorTheMessage()
    {
        await BeginDataAsync();
        await AssertAnswersAsync(("Subject: a\r\n b\r\nX: 1\r\nX: 2\r\n\r\none\n.\ntwo\r\n..three\r\n.", 250));

        SmtpMessage message = Assert.Single(server.Messages);
        Assert.Equal("one\n.\ntwo\r\n.three", message.Body);
        Assert.Equal("a b", message.Header("Subject"));
        Assert.Equal(["1", "2"], message.Headers.Where(header => header.Key == "X").Select(header => header.Value));
        Assert.Throws<InvalidOperationException>(() => message.Header("X"));
    }

    [Fact]
    public async Task Data_BodyThatIsNotBase64_IsRefused()
    {
        await BeginDataAsync();
        await AssertAnswersAsync(("Content-Transfer-Encoding: base64\r\n\r\n月考\r\n.", 554), ("NOOP", 250));

        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task Data_ClientGoesAwayInTheMiddle_KeepsNothing()
    {
        await BeginDataAsync();
        await WriteAsync("Subject: half\r\n\r\nhalf of it");
        client.Client.Shutdown(SocketShutdown.Send);

        Assert.Null(await answers!.ReadLineAsync(Cancel));
        Assert.Empty(server.Messages);
    }

    private Task BeginDataAsync() => AssertAnswersAsync(("HELO client", 250), ("MAIL FROM:<>", 250), ("RCPT TO:<b@x.example>", 250), ("DATA", 354));

    private async Task AssertAnswersAsync(params (string Line, int Code)[] dialogue)
    {
        foreach ((string line, int code) in dialogue)
        {
            await WriteAsync(line + "\r\n");
            string? answer = await answers!.ReadLineAsync(Cancel);
            Assert.True(answer?.StartsWith($"{code} ", StringComparison.Ordinal) == true, $"{line}: {answer}");
        }
    }

    private ValueTask WriteAsync(string text) => client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text), Cancel);
}
