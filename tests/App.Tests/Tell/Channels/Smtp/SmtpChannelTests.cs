using System.Net.Sockets;

namespace Yuekao.App.Tests.Tell.Channels.Smtp;

public sealed class SmtpChannelTests
{
    private const string Password = "open-sesame";

    [Fact]
    public async Task Send_ServerThatTakesIt_IsSentToTheRecipientsAddress()
    {
        await using var server = new SmtpListener();

        ChannelReceipt receipt = await SmtpTest.SendAsync(server);

        Assert.Equal(new ChannelReceipt("smtp", DeliveryResult.Sent), receipt);
        Assert.Equal(
            ["MAIL FROM:<assessment@county.example>", "RCPT TO:<cadre.c0007@cadres.example>", "DATA"],
            server.Commands.SkipWhile(command => command.StartsWith("EHLO ", StringComparison.Ordinal)).Take(3));
    }

    [Theory]
    [InlineData("MAIL", "552 5.3.4 too big", "SMTP 552")]
    [InlineData("RCPT", "550 5.1.1 no such user", "SMTP 550")]
    [InlineData("RCPT", "553 5.1.3 bad address", "SMTP 553")]
    [InlineData("DATA", "554 5.6.0 no", "SMTP 554")]
    [InlineData("CONTENT", "554 5.7.1 spam", "SMTP 554")]
    [InlineData("MAIL", "530 5.7.0 log in first", "SMTP 530")]
    public async Task Send_ReplyThatStays_IsRefusedWithItsCode(string command, string reply, string detail)
    {
        await using SmtpListener server = Saying(command, reply);

        Assert.Equal(new ChannelReceipt("smtp", DeliveryResult.Refused, detail), await SmtpTest.SendAsync(server));
    }

    [Theory]
    [InlineData("GREETING", "421 4.3.2 closing", "SMTP 421")]
    [InlineData("MAIL", "451 4.3.0 try later", "SMTP 451")]
    [InlineData("RCPT", "450 4.2.1 greylisted", "SMTP 450")]
    [InlineData("RCPT", "452 4.2.2 mailbox full", "SMTP 452")]
    [InlineData("CONTENT", "452 4.3.1 disk full", "SMTP 452")]
    [InlineData("GREETING", "hello", "the conversation broke off")]
    public async Task Send_ReplyThatPasses_Throws(string command, string reply, string detail)
    {
        await using SmtpListener server = Saying(command, reply);

        ChannelUnavailableException failure = await Assert.ThrowsAsync<ChannelUnavailableException>(() => SmtpTest.SendAsync(server));

        Assert.Equal(("smtp", detail), (failure.Channel, failure.Detail));
    }

    [Fact]
    public async Task Send_NobodyListens_Throws()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        int port = ((IPEndPoint)taken.LocalEndPoint!).Port;

        using var channel = new SmtpChannel(SmtpTest.In(SmtpTest.Settings(port)));
        ChannelUnavailableException failure = await Assert.ThrowsAsync<ChannelUnavailableException>(() => channel.SendAsync(Messages.Notice, TestContext.Current.CancellationToken));

        Assert.Equal("no answer (ConnectionRefused)", failure.Detail);
    }

    [Theory]
    [InlineData("GREETING")]
    [InlineData("RCPT")]
    [InlineData("CONTENT")]
    public async Task Send_NoAnswerInTime_Throws(string command)
    {
        await using SmtpListener server = Saying(command, "");

        ChannelUnavailableException failure = await Assert.ThrowsAsync<ChannelUnavailableException>(
            () => SmtpTest.SendAsync(server, with: settings => settings with { Timeout = TimeSpan.FromMilliseconds(200) }));

        Assert.Equal("no answer in 0.2 seconds", failure.Detail);
    }

    [Fact]
    public async Task Send_Cancelled_IsNotTakenForAFault()
    {
        await using SmtpListener server = Saying("GREETING", "");
        using var cancellation = new CancellationTokenSource();
        using var channel = new SmtpChannel(SmtpTest.In(SmtpTest.Settings(server.Port)));
        Task sending = channel.SendAsync(Messages.Notice, cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Fact]
    public async Task Send_StartTlsWithAServerThatHasNone_ThrowsAndSendsNothing()
    {
        await using var server = new SmtpListener();

        await Assert.ThrowsAsync<ChannelUnavailableException>(() => SmtpTest.SendAsync(server, with: settings => settings with { StartTls = true }));

        Assert.DoesNotContain(server.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_WithLogin_LogsIn()
    {
        await using SmtpListener server = Login("235 welcome");

        ChannelReceipt receipt = await SmtpTest.SendAsync(server, with: WithLogin);

        Assert.Equal(DeliveryResult.Sent, receipt.Result);
        Assert.Contains(Base64(Password), server.Commands);
    }

    [Fact]
    public async Task Send_LoginThatIsWrong_IsRefusedWithoutTellingIt()
    {
        await using SmtpListener server = Login($"535 5.7.8 {Password} is wrong");

        ChannelReceipt receipt = await SmtpTest.SendAsync(server, with: WithLogin);

        Assert.Equal(new ChannelReceipt("smtp", DeliveryResult.Refused, "SMTP 535"), receipt);
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_ManyAtOnce_GoByOneConnectionOneAfterTheOther()
    {
        await using var server = new SmtpListener();
        using var channel = new SmtpChannel(SmtpTest.In(SmtpTest.Settings(server.Port)));

        ChannelReceipt[] receipts = await Task.WhenAll(Enumerable.Range(1, 5).Select(number => channel.SendAsync(Messages.Notice with { Id = $"n{number}" }, TestContext.Current.CancellationToken)));

        Assert.All(receipts, receipt => Assert.Equal(DeliveryResult.Sent, receipt.Result));
        Assert.Equal(["n1", "n2", "n3", "n4", "n5"], SmtpTest.Headers(server, SmtpMail.IdHeader).Order(StringComparer.Ordinal));
        Assert.Equal(1, server.Connections);
        Assert.Single(server.Commands, command => command.StartsWith("EHLO", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_AfterARefusal_GoesByTheSameConnection()
    {
        int asked = 0;
        await using var server = new SmtpListener(command => command.StartsWith("RCPT", StringComparison.Ordinal) && asked++ == 0 ? "550 5.1.1 no such user" : null);
        using var channel = new SmtpChannel(SmtpTest.In(SmtpTest.Settings(server.Port)));

        ChannelReceipt refused = await channel.SendAsync(Messages.Notice, TestContext.Current.CancellationToken);
        ChannelReceipt sent = await channel.SendAsync(Messages.Notice, TestContext.Current.CancellationToken);

        Assert.Equal((DeliveryResult.Refused, DeliveryResult.Sent, 1), (refused.Result, sent.Result, server.Connections));
    }

    [Fact]
    public async Task Send_AfterTheServerClosed_ConnectsAnewAndSendsOnce()
    {
        await using var server = new SmtpListener { MailsAConnection = 1 };
        using var channel = new SmtpChannel(SmtpTest.In(SmtpTest.Settings(server.Port)));

        ChannelReceipt first = await channel.SendAsync(Messages.Notice with { Id = "n1" }, TestContext.Current.CancellationToken);
        ChannelReceipt second = await channel.SendAsync(Messages.Notice with { Id = "n2" }, TestContext.Current.CancellationToken);

        Assert.Equal((DeliveryResult.Sent, DeliveryResult.Sent, 2), (first.Result, second.Result, server.Connections));
        Assert.Equal(["n1", "n2"], SmtpTest.Headers(server, SmtpMail.IdHeader));
    }

    [Fact]
    public async Task Send_AfterNoAnswerInTime_ConnectsAnew()
    {
        int asked = 0;
        await using var server = new SmtpListener(command => command == "CONTENT" && asked++ == 0 ? "" : null);
        using var channel = new SmtpChannel(SmtpTest.In(SmtpTest.Settings(server.Port) with { Timeout = TimeSpan.FromMilliseconds(500) }));

        await Assert.ThrowsAsync<ChannelUnavailableException>(() => channel.SendAsync(Messages.Notice, TestContext.Current.CancellationToken));
        ChannelReceipt receipt = await channel.SendAsync(Messages.Notice, TestContext.Current.CancellationToken);

        Assert.Equal((DeliveryResult.Sent, 2), (receipt.Result, server.Connections));
    }

    [Fact]
    public void Settings_Written_TellNoPassword() => Assert.DoesNotContain(Password, WithLogin(SmtpTest.Settings(25)).ToString(), StringComparison.Ordinal);

    private static SmtpListener Saying(string command, string reply) => new(heard => heard.Split(' ')[0] == command ? reply : null);

    private static SmtpListener Login(string verdict) => new(command => command switch
    {
        "AUTH LOGIN" => "334 VXNlcm5hbWU6",
        _ when command == Base64("app") => "334 UGFzc3dvcmQ6",
        _ when command == Base64(Password) => verdict,
        _ => null,
    });

    private static SmtpSettings WithLogin(SmtpSettings settings) => settings with { Credential = new NetworkCredential("app", Password) };

    private static string Base64(string text) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));
}
