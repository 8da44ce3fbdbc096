namespace Yuekao.App.Tests.Tell.Channels.WeCom;

public sealed class WeComChannelTests
{
    private const string Key = "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa";
    private static readonly Uri County = new($"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={Key}");
    private static readonly Uri Gaowan = new($"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=gaowan-{Key}");

    [Fact]
    public async Task Send_RobotThatTakesIt_IsSentAsMarkdownWithTheIdInTheLastLine()
    {
        StubRobot robot = StubRobot.Answering("""{"errcode":0,"errmsg":"ok"}""");

        ChannelReceipt receipt = await SendAsync(robot);

        Assert.Equal(new ChannelReceipt("wecom", DeliveryResult.Sent), receipt);
        JsonElement post = JsonElement.Parse(robot.Body);
        Assert.Equal("markdown", post.GetProperty("msgtype").GetString());
        Assert.Equal("**考核反馈**\n请登录查阅\n> 编号：haixing/2026-08/cadre:c0007", post.GetProperty("markdown").GetProperty("content").GetString());
        Assert.Equal("application/json; charset=utf-8", robot.ContentType);
    }

    [Fact]
    public async Task Send_Chinese_IsNotEscaped()
    {
        StubRobot robot = StubRobot.Answering("""{"errcode":0}""");

        await SendAsync(robot);

        Assert.Contains("请登录查阅", robot.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("\\u", robot.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gaowan", true)]
    [InlineData("zhaomaotao", false)]
    [InlineData(null, false)]
    public async Task Send_TownshipWithItsOwnRobot_GoesThereAndEveryoneElsesToTheCounty(string? township, bool own)
    {
        StubRobot robot = StubRobot.Answering("""{"errcode":0}""");

        await SendAsync(robot, Messages.Notice with { Township = township });

        Assert.Equal(own ? Gaowan : County, robot.Address);
    }

    [Theory]
    [InlineData("gaowan", true)]
    [InlineData("zhaomaotao", false)]
    [InlineData(null, false)]
    public void LaneTo_NoRobotOfTheCounty_OnlyTownshipsWithTheirOwn(string? township, bool served)
    {
        using StubRobot robot = StubRobot.Answering("");
        using var channel = new WeComChannel(In(Settings with { Webhook = null }), robot);

        Assert.Equal(served, channel.LaneTo("haixing", township) is not null);
    }

    [Fact]
    public void LaneTo_OneRobotOfSeveral_IsTheSameAndTellsNoAddress()
    {
        using StubRobot robot = StubRobot.Answering("");
        using var channel = new WeComChannel(new Dictionary<string, WeComSettings> { ["haixing"] = Settings, ["dongguang"] = Settings with { Townships = new Dictionary<string, Uri>() } }, robot);

        Lane county = channel.LaneTo("haixing", null)!;

        Assert.All([channel.LaneTo("haixing", "zhaomaotao"), channel.LaneTo("dongguang", null), channel.LaneTo("dongguang", "gaowan")], lane => Assert.Equal(county, lane));
        Assert.NotEqual(county, channel.LaneTo("haixing", "gaowan"));
        Assert.Null(channel.LaneTo("cangzhou", null));
        Assert.DoesNotContain(Key, county.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_WhatIsNoGroupsBusiness_IsNotSent()
    {
        StubRobot robot = StubRobot.Answering("""{"errcode":0}""");

        await Assert.ThrowsAsync<ArgumentException>(() => SendAsync(robot, Messages.Notice with { GroupMarkdown = null }));

        Assert.Null(robot.Address);
    }

    [Theory]
    [InlineData(45009, 1)]
    [InlineData(130101, 1)]
    [InlineData(-1, null)]
    public async Task Send_TooManyInAMinute_AsksForAMinute(int code, int? minutes) => Assert.Equal(
        minutes, (await FailureAsync(StubRobot.Answering($$"""{"errcode":{{code}}}"""))).Wait?.TotalMinutes);

    [Fact]
    public async Task Send_StatusThatSaysWhenToComeBack_AsksForThat() => Assert.Equal(
        TimeSpan.FromSeconds(90), (await FailureAsync(StubRobot.Answering("", HttpStatusCode.TooManyRequests, answer => answer.Headers.RetryAfter = new(TimeSpan.FromSeconds(90))))).Wait);

    [Theory]
    [InlineData(93000, "errcode 93000, the webhook's key is wrong or the robot was removed from its group")]
    [InlineData(93004, "errcode 93004, the robot is disabled")]
    [InlineData(93008, "errcode 93008, the robot is not in the group")]
    [InlineData(40058, "errcode 40058, the content is not allowed or too long")]
    [InlineData(40008, "errcode 40008")]
    public async Task Send_ErrorThatStays_IsRefusedWithItsCode(int code, string detail)
    {
        ChannelReceipt receipt = await SendAsync(StubRobot.Answering($$"""{"errcode":{{code}},"errmsg":"no, key={{Key}}, hint: [1]"}"""));

        Assert.Equal(new ChannelReceipt("wecom", DeliveryResult.Refused, detail), receipt);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(6000)]
    [InlineData(45033)]
    [InlineData(45009)]
    [InlineData(130101)]
    public async Task Send_ErrorThatPasses_Throws(int code)
    {
        ChannelUnavailableException failure = await FailureAsync(StubRobot.Answering($$"""{"errcode":{{code}},"errmsg":"key={{Key}}"}"""));

        Assert.Equal("wecom", failure.Channel);
        Assert.StartsWith($"errcode {code}", failure.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.RequestTimeout)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task Send_StatusThatPasses_Throws(HttpStatusCode status) =>
        Assert.Equal($"HTTP {(int)status}", (await FailureAsync(StubRobot.Answering("""{"errcode":0}""", status))).Detail);

    [Theory]
    [InlineData(HttpStatusCode.Found)]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.NotFound)]
    public async Task Send_StatusThatStays_IsRefused(HttpStatusCode status) =>
        Assert.Equal(new ChannelReceipt("wecom", DeliveryResult.Refused, $"HTTP {(int)status}"), await SendAsync(StubRobot.Answering("""{"errcode":0}""", status)));

    [Theory]
    [InlineData("")]
    [InlineData("<html>log in</html>")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"errcode":"none"}""")]
    public async Task Send_AnswerThatIsNone_Throws(string body) => Assert.Equal("an answer without errcode", (await FailureAsync(StubRobot.Answering(body))).Detail);

    [Fact]
    public async Task Send_AnswerWithoutEnd_Throws() => Assert.StartsWith("no answer", (await FailureAsync(StubRobot.Answering(new string(' ', 65 * 1024)))).Detail, StringComparison.Ordinal);

    [Fact]
    public async Task Send_NoConnection_Throws()
    {
        ChannelUnavailableException failure = await FailureAsync(new StubRobot(_ => throw new HttpRequestException(HttpRequestError.ConnectionError, $"to {County}")));

        Assert.Equal("no answer (ConnectionError)", failure.Detail);
        Assert.DoesNotContain(Key, failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_NoAnswerInTime_Throws() =>
        Assert.Equal("no answer in 0.05 seconds", (await FailureAsync(Silent(), Settings with { Timeout = TimeSpan.FromMilliseconds(50) })).Detail);

    [Fact]
    public async Task Send_Cancelled_IsNotTakenForAFault()
    {
        using StubRobot robot = Silent();
        using var channel = new WeComChannel(In(Settings), robot);
        using var cancellation = new CancellationTokenSource();
        Task sending = channel.SendAsync(Messages.Notice, cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Fact]
    public void Settings_Written_TellNoKey() => Assert.DoesNotContain(Key, Settings.ToString(), StringComparison.Ordinal);

    private static WeComSettings Settings { get; } = new(County, new Dictionary<string, Uri> { ["gaowan"] = Gaowan }, TimeSpan.FromSeconds(10));

    private static Dictionary<string, WeComSettings> In(WeComSettings settings) => new() { ["haixing"] = settings };

    private static StubRobot Silent() => new(async cancellation =>
    {
        await Task.Delay(Timeout.Infinite, cancellation);
        throw new InvalidOperationException("It waits until it is cancelled.");
    });

    private static async Task<ChannelReceipt> SendAsync(StubRobot robot, ChannelMessage? message = null, WeComSettings? settings = null)
    {
        using var channel = new WeComChannel(In(settings ?? Settings), robot);
        return await channel.SendAsync(message ?? Messages.Notice, TestContext.Current.CancellationToken);
    }

    private static Task<ChannelUnavailableException> FailureAsync(StubRobot robot, WeComSettings? settings = null) =>
        Assert.ThrowsAsync<ChannelUnavailableException>(() => SendAsync(robot, settings: settings));
}
