using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Yuekao.TestSupport.WeCom;

namespace Yuekao.EndToEnd.Channels;

public sealed class FakeWeComRobotTests : IAsyncLifetime
{
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false });
    private FakeWeComRobot? robot;

    private FakeWeComRobot Robot => robot!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => robot = await FakeWeComRobot.StartAsync(Cancel);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Robot.DisposeAsync();
    }

    [Fact]
    public async Task Send_MarkdownMessages_AreKeptInOrder()
    {
        Assert.Equal((0, "ok"), await SendAsync("**10月** 考核结果已公布"));
        Assert.Equal((0, "ok"), await SendAsync("> 请于3日内确认"));

        Assert.Equal(["**10月** 考核结果已公布", "> 请于3日内确认"], Robot.Accepted);
    }

    [Theory]
    [InlineData(1365, "a", 0)]
    [InlineData(1365, "aa", 40058)]
    public async Task Send_ContentOfThatManyBytes_IsTakenUpTo4096(int characters, string rest, int expected)
    {
        (int code, _) = await SendAsync(new string('月', characters) + rest);

        Assert.Equal(expected, code);
        Assert.Equal(expected == 0 ? 1 : 0, Robot.Accepted.Count);
    }

    [Fact]
    public async Task Send_UnknownKey_IsRefused()
    {
        var other = new Uri(Robot.Webhook, "?key=693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa");
        using HttpResponseMessage answer = await http.PostAsJsonAsync(other, Markdown("hello"), Cancel);

        Assert.Equal(93000, (await CodeOfAsync(answer)).Code);
        Assert.Empty(Robot.Accepted);
    }

    [Theory]
    [InlineData("""{"msgtype":"markdown","markdown":{"content":"no end""", "application/json", 47001)]
    [InlineData("""{"msgtype":"markdown","markdown":{"content":"as text"}}""", "text/plain", 47001)]
    [InlineData("""{"msgtype":"text","text":{"content":"hello"}}""", "application/json", 40008)]
    [InlineData("""{"markdown":{"content":"hello"}}""", "application/json", 40008)]
    [InlineData("[]", "application/json", 40008)]
    [InlineData("""{"msgtype":"markdown"}""", "application/json", 44004)]
    [InlineData("""{"msgtype":"markdown","markdown":{"content":""}}""", "application/json", 44004)]
    [InlineData("""{"msgtype":"markdown","markdown":{"content":7}}""", "application/json", 44004)]
    public async Task Send_MalformedMessage_IsRefused(string body, string type, int expected)
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        using HttpResponseMessage answer = await http.PostAsync(Robot.Webhook, content, Cancel);

        Assert.Equal(expected, (await CodeOfAsync(answer)).Code);
        Assert.Empty(Robot.Accepted);
    }

    [Fact]
    public async Task Send_OtherMethodOrPath_IsNotServed()
    {
        using HttpResponseMessage get = await http.GetAsync(Robot.Webhook, Cancel);
        using HttpResponseMessage elsewhere = await http.PostAsJsonAsync(new Uri(Robot.Webhook, "/cgi-bin/webhook/upload_media"), Markdown("hello"), Cancel);

        Assert.Equal((HttpStatusCode.MethodNotAllowed, HttpStatusCode.NotFound), (get.StatusCode, elsewhere.StatusCode));
    }

    [Fact]
    public async Task Send_ToldToFail_FailsThatOftenInThatOrder()
    {
        Robot.FailNext(WeComFailure.TooFrequent, 2);
        Robot.FailNext(WeComFailure.ServerError);

        Assert.Equal(45009, (await SendAsync("1")).Code);
        Assert.Equal(45009, (await SendAsync("2")).Code);
        using HttpResponseMessage third = await http.PostAsJsonAsync(Robot.Webhook, Markdown("3"), Cancel);
        Assert.Equal(HttpStatusCode.InternalServerError, third.StatusCode);
        Assert.Empty(Robot.Accepted);
        Assert.Equal(0, (await SendAsync("4")).Code);
        Assert.Equal(["4"], Robot.Accepted);
    }

    [Fact]
    public async Task Send_DroppedAfterAccepting_IsKeptAndNotAnswered()
    {
        Robot.FailNext(WeComFailure.DropAfterAccepting);

        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync("once"));
        Assert.Equal(["once"], Robot.Accepted);
        Assert.Equal(0, (await SendAsync("again")).Code);
    }

    [Fact]
    public async Task Send_ManyAtOnce_AreAllKept()
    {
        string[] contents = [.. Enumerable.Range(0, 100).Select(number => $"message {number}")];

        await Task.WhenAll(contents.Select(SendAsync));

        Assert.Equal(contents.Order(StringComparer.Ordinal), Robot.Accepted.Order(StringComparer.Ordinal));
    }

    private static object Markdown(string content) => new { msgtype = "markdown", markdown = new { content } };

    private async Task<(int Code, string Message)> SendAsync(string content)
    {
        using HttpResponseMessage answer = await http.PostAsJsonAsync(Robot.Webhook, Markdown(content), Cancel);
        return await CodeOfAsync(answer);
    }

    private static async Task<(int Code, string Message)> CodeOfAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        JsonElement body = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        return (body.GetProperty("errcode").GetInt32(), body.GetProperty("errmsg").GetString()!);
    }
}
