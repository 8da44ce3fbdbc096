using System.Net;
using System.Net.Http.Headers;
using System.Text.Encodings.Web;

namespace Yuekao.App.Tell;

/// <summary>Posts to the WeCom (企业微信) group that a robot is in.</summary>
/// <param name="counties">The robots of each county.</param>
internal sealed class WeComChannel(IReadOnlyDictionary<string, WeComSettings> counties, HttpMessageHandler handler) : INoticeChannel, IDisposable
{
    // "每个机器人发送的消息不能超过20条/分钟" (developer.work.weixin.qq.com/document/path/91770).
    private const int MostOfARobot = 20;
    private const int MostAnswerBytes = 64 * 1024;

    // WeCom's error 40033 is about escaped characters (\uxxxx): everything that can be is sent as it is.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly HttpClient client = new(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MostAnswerBytes };

    public string Name => "wecom";

    public bool IsGroup => true;

    public int? MostPerMinute => MostOfARobot;

    public Lane? LaneTo(string county, string? township) => RobotOf(county, township) is { } robot ? Lane.Of(Name, robot.AbsoluteUri) : null;

    public async Task<ChannelReceipt> SendAsync(ChannelMessage message, CancellationToken cancellation)
    {
        Uri robot = RobotOf(message.County, message.Township) ?? throw new ArgumentException("The message's township has no robot.", nameof(message));
        TimeSpan timeout = counties[message.County].Timeout;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(timeout);
        try
        {
            using HttpResponseMessage response = await client.PostAsync(robot, Content(message), patience.Token);
            return Receipt(response, await response.Content.ReadAsByteArrayAsync(patience.Token));
        }
        catch (HttpRequestException failure)
        {
            throw Unavailable($"no answer ({failure.HttpRequestError})");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw Unavailable($"no answer in {timeout.TotalSeconds} seconds");
        }
    }

    public void Dispose() => client.Dispose();

    private Uri? RobotOf(string county, string? township) => counties.GetValueOrDefault(county)?.RobotOf(township);

    private static ByteArrayContent Content(ChannelMessage message)
    {
        string markdown = message.GroupMarkdown ?? throw new ArgumentException("It is no group's business.", nameof(message));
        var post = new { Msgtype = "markdown", Markdown = new { Content = WeComMarkdown.Of(markdown, message.Id) } };
        return new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(post, Json)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } };
    }

    private ChannelReceipt Receipt(HttpResponseMessage response, byte[] body)
    {
        if (response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError)
            throw Unavailable($"HTTP {(int)response.StatusCode}", response.Headers.RetryAfter?.Delta);
        if (!response.IsSuccessStatusCode)
            return new ChannelReceipt(Name, DeliveryResult.Refused, $"HTTP {(int)response.StatusCode}");
        WeComAnswer answer = WeComAnswer.Read(body) ?? throw Unavailable("an answer without errcode");
        if (answer.Errcode == 0)
            return new ChannelReceipt(Name, DeliveryResult.Sent);
        return answer.IsTemporary ? throw Unavailable(answer.Detail, answer.Wait) : new ChannelReceipt(Name, DeliveryResult.Refused, answer.Detail);
    }

    private ChannelUnavailableException Unavailable(string detail, TimeSpan? wait = null) => new(Name, detail, wait);
}

/// <summary>
/// What a robot answers, always with HTTP 200. Only the code counts, for the message beside it may change
/// (developer.work.weixin.qq.com/document/path/90455, which lists the codes).
/// </summary>
/// <param name="Errcode">0 when the message is in the group.</param>
internal sealed record WeComAnswer(int? Errcode)
{
    private const int TooManyPerMinute = 45009;
    private const int SentTooFast = 130101;

    /// <returns>Null when it is not one: a proxy's page, for example.</returns>
    public static WeComAnswer? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize<WeComAnswer>(body, JsonSerializerOptions.Web) is { Errcode: not null } answer ? answer : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether the same message may be taken later: busy, data in conflict, too many in a minute, too many at once, too fast.</summary>
    public bool IsTemporary => Errcode is -1 or 6000 or TooManyPerMinute or 45033 or SentTooFast;

    /// <summary>What a robot counts is a minute's; null where that is not the trouble.</summary>
    public TimeSpan? Wait => Errcode is TooManyPerMinute or SentTooFast ? TimeSpan.FromMinutes(1) : null;

    /// <summary>The code, and what it means where that is common.</summary>
    public string Detail => Errcode switch
    {
        TooManyPerMinute or SentTooFast => $"errcode {Errcode}, more messages in a minute than a robot may send",
        40058 => $"errcode {Errcode}, the content is not allowed or too long",
        93000 => $"errcode {Errcode}, the webhook's key is wrong or the robot was removed from its group",
        93004 => $"errcode {Errcode}, the robot is disabled",
        93008 => $"errcode {Errcode}, the robot is not in the group",
        _ => $"errcode {Errcode}",
    };
}
