using System.Net;
using System.Net.Http.Headers;
using System.Text.Encodings.Web;

namespace Yuekao.App.Tell;

/// <summary>Posts to the WeCom (企业微信) group that a robot is in.</summary>
internal sealed class WeComChannel : INoticeChannel, IDisposable
{
    public const string ChannelName = "wecom";

    private const int MostAnswerBytes = 64 * 1024;

    // WeCom's error 40033 is about escaped characters (\uxxxx): everything that can be is sent as it is.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly WeComSettings settings;
    private readonly TimeProvider clock;
    private readonly HttpClient client;

    public WeComChannel(WeComSettings settings, HttpMessageHandler handler, TimeProvider clock)
    {
        this.settings = settings;
        this.clock = clock;
        client = new HttpClient(handler) { Timeout = settings.Timeout, MaxResponseContentBufferSize = MostAnswerBytes };
    }

    public string Name => ChannelName;

    public bool Serves(ChannelMessage message) => settings.RobotOf(message.Township) is not null;

    public async Task<ChannelReceipt> SendAsync(ChannelMessage message, CancellationToken cancellation)
    {
        Uri robot = settings.RobotOf(message.Township) ?? throw new ArgumentException("The message's township has no robot.", nameof(message));
        try
        {
            using HttpResponseMessage response = await client.PostAsync(robot, Content(message), cancellation);
            return Receipt(response, await response.Content.ReadAsByteArrayAsync(cancellation));
        }
        catch (HttpRequestException failure)
        {
            throw Unavailable($"no answer ({failure.HttpRequestError})");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw Unavailable($"no answer in {settings.Timeout.TotalSeconds} seconds");
        }
    }

    public void Dispose() => client.Dispose();

    private static ByteArrayContent Content(ChannelMessage message)
    {
        var post = new { Msgtype = "markdown", Markdown = new { Content = WeComMarkdown.Of(message.Markdown, message.Id) } };
        return new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(post, Json)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } };
    }

    private ChannelReceipt Receipt(HttpResponseMessage response, byte[] body)
    {
        if (response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError)
            throw Unavailable($"HTTP {(int)response.StatusCode}", RetryAfter(response));
        if (!response.IsSuccessStatusCode)
            return new ChannelReceipt(Name, ChannelResult.Refused, $"HTTP {(int)response.StatusCode}");
        WeComAnswer answer = WeComAnswer.Read(body) ?? throw Unavailable("an answer without errcode");
        if (answer.IsSent)
            return new ChannelReceipt(Name, ChannelResult.Sent);
        return answer.IsTemporary ? throw Unavailable(answer.Detail, answer.RetryAfter) : new ChannelReceipt(Name, ChannelResult.Refused, answer.Detail);
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        TimeSpan? wait = response.Headers.RetryAfter is { } asked ? asked.Delta ?? asked.Date - clock.GetUtcNow() : null;
        return wait > TimeSpan.Zero ? wait : null;
    }

    private ChannelUnavailableException Unavailable(string detail, TimeSpan? retryAfter = null) => new(Name, detail, retryAfter);
}
