using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Yuekao.TestSupport.Smtp;

namespace Yuekao.EndToEnd.Channels;

/// <summary>Mail from the framework's own client.</summary>
public sealed class FakeSmtpServerTests : IAsyncLifetime
{
    private const string Text = "张伟同志:\r\n.你的10月考核等次为“优秀”,请于3日内确认。\r\n\r\n..海兴县委组织部 = 月考";
    private readonly FakeSmtpServer server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData(TransferEncoding.Base64)]
    [InlineData(TransferEncoding.QuotedPrintable)]
    [InlineData(TransferEncoding.EightBit)]
    public async Task Send_ChineseMail_IsKeptAsItWasWritten(TransferEncoding encoding)
    {
        using MailMessage mail = Mail(Text, encoding);
        mail.Subject = "2026年10月村干部考核结果反馈:请在收到后三个工作日内完成确认,如有异议可提出申诉";
        mail.Headers["Message-ID"] = "<haixing.2026-10.c-17@yuekao>";
        mail.To.Add("li@gaowan.example");
        mail.Bcc.Add("archive@haixing.example");

        await SendAsync(mail);

        SmtpMessage kept = Assert.Single(server.Messages);
        Assert.Equal("yuekao@haixing.example", kept.From);
        Assert.Equal(["zhang@gaowan.example", "li@gaowan.example", "archive@haixing.example"], kept.Recipients);
        Assert.Equal("<haixing.2026-10.c-17@yuekao>", kept.Header("message-id"));
        Assert.Equal(mail.Subject, kept.Header("Subject"));
        Assert.Equal("月考 <yuekao@haixing.example>", kept.Header("From"));
        Assert.Null(kept.Header("Bcc"));
        Assert.Equal(Text, kept.Body.TrimEnd());
    }

    [Fact]
    public async Task Send_InternationalAddress_IsTaken()
    {
        using MailMessage mail = Mail(Text, TransferEncoding.EightBit);
        mail.To.Add("张伟@gaowan.example");

        await SendAsync(mail, SmtpDeliveryFormat.International);

        Assert.Contains("张伟@gaowan.example", Assert.Single(server.Messages).Recipients);
    }

    [Fact]
    public async Task Send_SeveralMailsOverOneClient_AreKeptInOrder()
    {
        using SmtpClient client = Client();
        foreach (string text in (string[])["first", "second", "third"])
        {
            using MailMessage mail = Mail(text, TransferEncoding.Base64);
            await client.SendMailAsync(mail, Cancel);
        }

        Assert.Equal(["first", "second", "third"], server.Messages.Select(message => message.Body));
    }

    [Fact]
    public async Task Send_MailRefused_FailsThatOftenAndIsNotKept()
    {
        server.FailNext(SmtpFailure.RefuseMail, 2);
        using MailMessage mail = Mail(Text, TransferEncoding.Base64);

        for (int refused = 0; refused < 2; refused++)
        {
            SmtpException failure = await Assert.ThrowsAsync<SmtpException>(() => SendAsync(mail));
            Assert.Equal(SmtpStatusCode.LocalErrorInProcessing, failure.StatusCode);
        }

        Assert.Empty(server.Messages);
        await SendAsync(mail);
        Assert.Single(server.Messages);
    }

    [Fact]
    public async Task Send_DroppedAfterData_IsKeptAndFails()
    {
        server.FailNext(SmtpFailure.DropAfterData);
        using MailMessage mail = Mail(Text, TransferEncoding.Base64);

        await Assert.ThrowsAsync<SmtpException>(() => SendAsync(mail));

        Assert.Single(server.Messages);
        await SendAsync(mail);
        Assert.Equal(2, server.Messages.Count);
    }

    private static MailMessage Mail(string text, TransferEncoding encoding) => new()
    {
        From = new MailAddress("yuekao@haixing.example", "月考", Encoding.UTF8),
        To = { "zhang@gaowan.example" },
        SubjectEncoding = Encoding.UTF8,
        Body = text,
        BodyEncoding = Encoding.UTF8,
        BodyTransferEncoding = encoding,
    };

    private SmtpClient Client(SmtpDeliveryFormat format = SmtpDeliveryFormat.SevenBit) => new("127.0.0.1", server.Port) { DeliveryFormat = format };

    private async Task SendAsync(MailMessage mail, SmtpDeliveryFormat format = SmtpDeliveryFormat.SevenBit)
    {
        using SmtpClient client = Client(format);
        await client.SendMailAsync(mail, Cancel);
    }
}
