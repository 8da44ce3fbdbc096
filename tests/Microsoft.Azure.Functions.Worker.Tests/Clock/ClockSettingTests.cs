using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Yuekao.TestSupport;

namespace Microsoft.Azure.Functions.Worker.Tests.Clock;

public sealed class ClockSettingTests(AzuriteFixture azurite)
{
    private const string Setting = "YUEKAO_CLOCK";
    private const string Start = "2026-10-25T08:00:00+08:00";
    private static readonly DateTimeOffset StartTime = new(2026, 10, 25, 8, 0, 0, TimeSpan.FromHours(8));
    private static readonly DateTimeOffset FirstRun = new(2026, 11, 1, 1, 0, 0, TimeSpan.FromHours(8));

    public static class Telling
    {
        [Function("time")]
        public static string Run([HttpTrigger("get")] HttpRequest request) => $"{request.HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow():O}";
    }

    public static class Waiting
    {
        [Function("wait")]
        public static async Task<DateTime> Run([OrchestrationTrigger] TaskOrchestrationContext context, DateTime until)
        {
            await context.CreateTimer(until, CancellationToken.None);
            return context.CurrentUtcDateTime;
        }
    }

    public sealed class Monthly(TaskCompletionSource<TimerInfo> ran)
    {
        [Function("monthly")]
        public void Run([TimerTrigger("0 0 1 1 * *", UseMonitor = false)] TimerInfo timer) => ran.TrySetResult(timer);
    }

    [Fact]
    public async Task Get_WithTheSetting_IsTheAppsTime()
    {
        await using RunningApp app = await AppAt(Start).StartAsync();

        DateTimeOffset now = await ReadAsync(app);
        DateTimeOffset told = DateTimeOffset.Parse(await app.GetStringAsync("api/time"), null);

        Assert.InRange(now, StartTime, StartTime.AddHours(1));
        Assert.InRange(told, now, StartTime.AddHours(1));
    }

    [Theory]
    [InlineData("2026-11-03T00:00:00Z")]
    [InlineData("2026-11-03T08:00:00+08:00")]
    [InlineData("2026-11-03T08:00:00.000+08:00")]
    [InlineData("2026-11-03T08:00+08:00")]
    public async Task Put_LaterTime_MovesTheAppsTime(string to)
    {
        DateTimeOffset expected = new(2026, 11, 3, 0, 0, 0, TimeSpan.Zero);
        await using RunningApp app = await AppAt(Start).StartAsync();

        using HttpResponseMessage answer = await PutAsync(app, JsonSerializer.Serialize(new { now = to }));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.InRange(await TimeOfAsync(answer), expected, expected.AddHours(1));
        Assert.InRange(await ReadAsync(app), expected, expected.AddHours(1));
        Assert.InRange(app.Services.GetRequiredService<TimeProvider>().GetUtcNow(), expected, expected.AddHours(1));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"now":null}""")]
    [InlineData("""{"now":1793000000}""")]
    [InlineData("""{"now":"tomorrow"}""")]
    [InlineData("""{"now":"2026-11-03"}""")]
    [InlineData("""{"now":"2026-11-03T08:00:00"}""")]
    [InlineData("""{"now":"2026-13-03T08:00:00+08:00"}""")]
    [InlineData("""{"now":"9999-12-31T23:59:59Z"}""")]
    [InlineData("""{"now":"2026-11-03T08:00:00+08:00","then":1}""")]
    [InlineData("""{"now":"2026-11-03T08:00:00+08:00""")]
    public async Task Put_MalformedBody_IsRefusedInASentence(string body)
    {
        await using RunningApp app = await AppAt(Start).StartAsync();

        using HttpResponseMessage answer = await PutAsync(app, body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.StartsWith("The body must be {\"now\":\"...\"}", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.InRange(await ReadAsync(app), StartTime, StartTime.AddHours(1));
    }

    [Fact]
    public async Task Put_EarlierTime_IsRefusedInASentence()
    {
        await using RunningApp app = await AppAt(Start).StartAsync();

        using HttpResponseMessage answer = await PutAsync(app, """{"now":"2026-10-25T07:59:59+08:00"}""");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.StartsWith(
            "The clock only moves forward, and it is 2026-10-25T00:", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endpoints_WithoutTheSetting_DoNotExist()
    {
        await using RunningApp app = await new TestApp(typeof(Telling)).StartAsync();

        using HttpResponseMessage read = await app.GetAsync("local/clock");
        using HttpResponseMessage move = await PutAsync(app, """{"now":"2026-11-03T08:00:00+08:00"}""");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (read.StatusCode, move.StatusCode));
        Assert.Same(TimeProvider.System, app.Services.GetRequiredService<TimeProvider>());
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("2026-10-25")]
    [InlineData("2026-10-25T08:00:00")]
    [InlineData("9999-06-01T00:00:00Z")]
    public async Task Start_WrongSetting_SaysSoInOneLine(string setting)
    {
        IReadOnlyList<string> problems = await AppAt(setting).FailToStartAsync();

        Assert.Equal([$"YUEKAO_CLOCK is '{setting}'; it must be an ISO 8601 time with its offset, such as 2026-10-25T08:00:00+08:00, up to the year 9998."], problems);
    }

    [Fact]
    public async Task Put_LaterTime_FiresTheDurableTimersInBetweenAtOnce()
    {
        TestApp app = DurableApp.On(azurite.ConnectionString, DurableApp.NewHub(), [typeof(Waiting)]);
        app.Settings[Setting] = Start;
        await using RunningApp running = await app.StartAsync();
        DateTime until = StartTime.AddDays(40).UtcDateTime;
        string id = await running.Client().ScheduleNewOrchestrationInstanceAsync("wait", until, TestContext.Current.CancellationToken);
        await running.Client().WaitForInstanceStartAsync(id, TestContext.Current.CancellationToken);

        (await PutAsync(running, """{"now":"2027-01-01T00:00:00+08:00"}""")).EnsureSuccessStatusCode();

        Assert.True((await running.EndOfAsync(id)).ReadOutputAs<DateTime>() >= until);
    }

    [Fact]
    public async Task Put_LaterTime_RunsTheTimerFunctionsInBetweenAtOnce()
    {
        var ran = new TaskCompletionSource<TimerInfo>(TaskCreationOptions.RunContinuationsAsynchronously);
        var app = new TestApp(typeof(Monthly))
        {
            Settings = { [Setting] = Start, ["WEBSITE_TIME_ZONE"] = "Asia/Shanghai", ["AzureWebJobsStorage"] = azurite.ConnectionString },
            Configure = builder => builder.Services.AddSingleton(ran),
        };
        await using RunningApp running = await app.StartAsync();
        // Again a month later only if the loop had not begun to wait when the clock was moved.
        for (int month = 0; month < 12 && !ran.Task.IsCompleted; month++)
        {
            (await PutAsync(running, JsonSerializer.Serialize(new { now = FirstRun.AddMonths(month) }))).EnsureSuccessStatusCode();
            await Task.WhenAny(ran.Task, Task.Delay(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken));
        }

        Assert.True(ran.Task.IsCompletedSuccessfully);
    }

    // As apps do: their clock is the system's unless they are given one.
    private static TestApp AppAt(string setting) => new(typeof(Telling))
    {
        Settings = { [Setting] = setting },
        Configure = builder => builder.ConfigureFunctionsWebApplication().Services.TryAddSingleton(TimeProvider.System),
    };

    private static async Task<DateTimeOffset> ReadAsync(RunningApp app)
    {
        using HttpResponseMessage answer = await app.GetAsync("local/clock");
        return await TimeOfAsync(answer.EnsureSuccessStatusCode());
    }

    private static async Task<DateTimeOffset> TimeOfAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("now").GetDateTimeOffset();

    private static async Task<HttpResponseMessage> PutAsync(RunningApp app, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await app.Http.PutAsync(new Uri("local/clock", UriKind.Relative), content, TestContext.Current.CancellationToken);
    }
}
