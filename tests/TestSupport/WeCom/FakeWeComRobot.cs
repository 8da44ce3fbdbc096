using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Yuekao.TestSupport.WeCom;

/// <summary>
/// A WeCom (企业微信) group robot on loopback, as its webhook is documented: https://developer.work.weixin.qq.com/document/path/91770.
/// It takes markdown messages, keeps those it accepts, and can be told to fail.
/// </summary>
public sealed class FakeWeComRobot : IAsyncDisposable
{
    /// <summary>The most bytes of UTF-8 that a markdown message may have, inclusive.</summary>
    public const int MaxContentBytes = 4096;

    private readonly WebApplication app;
    private readonly string key;
    private readonly ConcurrentQueue<string> accepted = new();
    private readonly ConcurrentQueue<WeComFailure> failures = new();

    private readonly Queue<DateTimeOffset> posted = new();
    private int tooMany;

    private FakeWeComRobot(WebApplication app, string key) => (this.app, this.key) = (app, key);

    /// <summary>How many messages it takes in any minute, those that it refuses for that not counted.</summary>
    public int MostPerMinute { get; init; } = int.MaxValue;

    /// <summary>The clock that it counts minutes by.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How many it refused with errcode 45009, for they were too many.</summary>
    public int TooMany => Volatile.Read(ref tooMany);

    /// <summary>Where messages are sent to, with the robot's key.</summary>
    public Uri Webhook => new($"{app.Urls.Single()}/cgi-bin/webhook/send?key={key}");

    /// <summary>The contents of the messages that were accepted, in their order.</summary>
    public IReadOnlyList<string> Accepted => [.. accepted];

    /// <summary>Starts a robot on a free port, with a key of its own.</summary>
    public static Task<FakeWeComRobot> StartAsync(CancellationToken cancellation = default) => StartAsync(int.MaxValue, TimeProvider.System, cancellation);

    /// <summary>Starts a robot that takes so many messages in any minute of a clock.</summary>
    public static async Task<FakeWeComRobot> StartAsync(int mostPerMinute, TimeProvider clock, CancellationToken cancellation = default)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        builder.Logging.ClearProviders();
        WebApplication server = builder.Build();
        var robot = new FakeWeComRobot(server, Guid.NewGuid().ToString()) { MostPerMinute = mostPerMinute, Clock = clock };
        server.MapPost("/cgi-bin/webhook/send", robot.AnswerAsync);
        await server.StartAsync(cancellation);
        return robot;
    }

    /// <summary>Has the next sends fail, after those that were told to fail before.</summary>
    /// <param name="failure">How they fail.</param>
    /// <param name="times">How many of them.</param>
    public void FailNext(WeComFailure failure, int times = 1)
    {
        for (int send = 0; send < times; send++)
            failures.Enqueue(failure);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        if (http.Request.Query["key"] != key)
        {
            await AnswerAsync(http, 93000, "invalid webhook url");
            return;
        }

        if (!TakesOneMore())
        {
            Interlocked.Increment(ref tooMany);
            await AnswerAsync(http, 45009, "api freq out of limit");
            return;
        }

        WeComFailure? failure = failures.TryDequeue(out WeComFailure next) ? next : null;
        switch (failure)
        {
            case WeComFailure.TooFrequent:
                await AnswerAsync(http, 45009, "api freq out of limit");
                return;
            case WeComFailure.ServerError:
                http.Response.StatusCode = StatusCodes.Status500InternalServerError;
                return;
        }

        (WeComError? error, string content) = await WeComMessage.ReadAsync(http.Request);
        error ??= Encoding.UTF8.GetByteCount(content) > MaxContentBytes ? new WeComError(40058, $"markdown.content exceed max length {MaxContentBytes}") : null;
        if (error is not null)
        {
            await AnswerAsync(http, error.Code, error.Message);
            return;
        }

        accepted.Enqueue(content);
        if (failure == WeComFailure.DropAfterAccepting)
            http.Abort();
        else
            await AnswerAsync(http, 0, "ok");
    }

    private bool TakesOneMore()
    {
        lock (posted)
        {
            DateTimeOffset now = Clock.GetUtcNow();
            while (posted.TryPeek(out DateTimeOffset first) && first <= now - TimeSpan.FromMinutes(1))
                posted.Dequeue();
            if (posted.Count >= MostPerMinute)
                return false;
            posted.Enqueue(now);
            return true;
        }
    }

    private static Task AnswerAsync(HttpContext http, int errcode, string errmsg) => http.Response.WriteAsJsonAsync(new { errcode, errmsg }, http.RequestAborted);
}
