namespace Yuekao.App.Tests.Tell.Channels.Smtp;

public sealed class SmtpMailTests
{
    [Fact]
    public async Task Send_Chinese_ArrivesAsItIs()
    {
        await using var server = new SmtpListener();

        await SmtpTest.SendAsync(server, Messages.Notice with { Subject = "关于𠮷家村2026年8月村干部履职考核结果反馈及整改要求的通知" });

        Assert.Equal(["关于𠮷家村2026年8月村干部履职考核结果反馈及整改要求的通知"], SmtpTest.Headers(server, "Subject"));
        Assert.Contains(server.Mail, line => line.StartsWith("Subject: =?utf-8?B?", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(["张伟 <cadre.c0007@cadres.example>"], SmtpTest.Headers(server, "To"));
        Assert.Equal("考核反馈\r\n等次：好", SmtpTest.Body(server));
        Assert.All(server.Mail, line => Assert.True(line.All(char.IsAscii) && line.Length <= 998, line));
    }

    [Fact]
    public async Task Send_Twice_HasTheSameIdBothTimes()
    {
        await using var first = new SmtpListener();
        await using var second = new SmtpListener();

        await SmtpTest.SendAsync(first);
        await SmtpTest.SendAsync(second);

        Assert.All([first, second], server =>
        {
            Assert.Equal(["<haixing%2F2026-08%2Fcadre%3Ac0007@haixing.county.example>"], SmtpTest.Headers(server, "Message-ID"));
            Assert.Equal(["haixing/2026-08/cadre:c0007"], SmtpTest.Headers(server, "X-Yuekao-Notice"));
        });
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    [InlineData("\r")]
    [InlineData("\u0085")]
    [InlineData("\u2028")]
    [InlineData("\r\n\r\n")]
    public async Task Send_LineEndsInWhatBecomesHeaders_MakeNoHeader(string lineEnd)
    {
        await using var plain = new SmtpListener();
        await using var server = new SmtpListener();
        string attack = $"{lineEnd}Bcc: everyone@evil.example{lineEnd}{lineEnd}body";

        await SmtpTest.SendAsync(plain);
        ChannelReceipt receipt = await SmtpTest.SendAsync(server, Messages.Notice with
        {
            Id = $"n1{attack}",
            County = $"haixing{attack}",
            Subject = $"Notice{attack}",
            RecipientName = $"Zhang \"<a@evil.example>, \\{attack}",
        });

        Assert.Equal(DeliveryResult.Sent, receipt.Result);
        Assert.Equal(SmtpTest.HeaderNames(plain), SmtpTest.HeaderNames(server));
        Assert.Single(server.Commands, command => command.StartsWith("RCPT", StringComparison.Ordinal));
        Assert.Equal("考核反馈\r\n等次：好", SmtpTest.Body(server));
    }

    [Theory]
    [InlineData("cadre:c1\r\nRCPT TO:<everyone@evil.example>")]
    [InlineData("c1\n")]
    [InlineData("c1@evil.example,x")]
    [InlineData("c1> <a")]
    [InlineData("c1 c2")]
    [InlineData("c..1")]
    [InlineData("张伟")]
    [InlineData(":c1")]
    [InlineData("")]
    public async Task Send_RecipientThatMakesNoAddress_IsRefusedWithoutAskingTheServer(string recipient)
    {
        await using var server = new SmtpListener();

        ChannelReceipt receipt = await SmtpTest.SendAsync(server, Messages.Notice with { Recipient = recipient });

        Assert.Equal(new ChannelReceipt("smtp", DeliveryResult.Refused, "the recipient's id makes no mail address"), receipt);
        Assert.Empty(server.Commands);
    }
}
