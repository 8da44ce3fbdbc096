using System.Text.Json;
using System.Threading.Channels;
using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Yuekao.TestSupport;

namespace Microsoft.Azure.Functions.Worker.Tests.Timers;

public sealed class TimerTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset Start = new(2026, 10, 1, 0, 0, 30, TimeSpan.Zero);

    private readonly string hostId = AzuriteFixture.UniqueName();
    private readonly ManualTimeProvider clock = new(Start);

    /// <summary>Hands runs to the test, which lets each of them go on.</summary>
    public sealed class Runs
    {
        private readonly Channel<TimerInfo> begun = Channel.CreateUnbounded<TimerInfo>();
        private int concurrent;

        public int MostAtOnce { get; private set; }

        /// <summary>Completed unless the test holds the runs.</summary>
        public TaskCompletionSource? Held { get; set; }

        public async Task RunAsync(TimerInfo timer)
        {
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref concurrent));
            begun.Writer.TryWrite(timer);
            await (Held?.Task ?? Task.CompletedTask);
            Interlocked.Decrement(ref concurrent);
        }

        public ValueTask<TimerInfo> NextAsync() => begun.Reader.ReadAsync(TestContext.Current.CancellationToken);

        public bool HasMore => begun.Reader.Count > 0;
    }

    public sealed class Minutely(Runs runs)
    {
        [Function("minutely")]
        public Task Run([TimerTrigger("%Schedule%")] TimerInfo timer) => runs.RunAsync(timer);
    }

    public sealed class AtStart(Runs runs)
    {
        [Function("atstart")]
        public Task Run([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true)] TimerInfo timer) => runs.RunAsync(timer);
    }

    public sealed class Unmonitored(Runs runs)
    {
        [Function("unmonitored")]
        public Task Run([TimerTrigger("0 * * * * *", UseMonitor = false)] TimerInfo timer) => runs.RunAsync(timer);
    }

    public sealed class Failing(Runs runs)
    {
        [Function("failing")]
        public async Task Run([TimerTrigger("0 * * * * *")] TimerInfo timer)
        {
            await runs.RunAsync(timer);
            throw new InvalidOperationException("this time");
        }
    }

    [Fact]
    public async Task Tick_TimeComes_RunsOnceOnTimeAndIsWrittenDown()
    {
        var runs = new Runs();
        await using RunningApp app = await App(typeof(Minutely), runs).StartAsync();
        await clock.WaitForTimerAsync(TimeSpan.FromSeconds(30));
        clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(runs.HasMore);
        clock.Advance(TimeSpan.FromSeconds(1));

        TimerInfo timer = await runs.NextAsync();
        await clock.WaitForTimerAsync(TimeSpan.FromMinutes(1));

        Assert.False(timer.IsPastDue);
        Assert.Equal(At("00:01:00"), timer.ScheduleStatus!.Next);
        ScheduleStatus stored = await StatusOf("minutely");
        Assert.Equal((At("00:01:00"), At("00:02:00")), (stored.Last, stored.Next));
    }

    [Fact]
    public async Task Tick_RunTakesLongerThanTheInterval_NeverRunsTwiceAtATimeAndSkipsWhatItMissed()
    {
        var runs = new Runs();
        await using RunningApp app = await App(typeof(Minutely), runs).StartAsync();
        await clock.WaitForTimerAsync(TimeSpan.FromSeconds(30));
        runs.Held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        clock.Advance(TimeSpan.FromSeconds(30));
        await runs.NextAsync();

        clock.Advance(TimeSpan.FromSeconds(150));
        Assert.False(runs.HasMore);
        runs.Held.SetResult();
        await clock.WaitForTimerAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(1, runs.MostAtOnce);
        Assert.Equal(At("00:04:00"), (await StatusOf("minutely")).Next);
    }

    [Fact]
    public async Task Start_TicksWereMissed_RunsOncePastDue()
    {
        await RunAndStopAsync();
        clock.Advance(TimeSpan.FromMinutes(10));

        var runs = new Runs();
        await using RunningApp app = await App(typeof(Minutely), runs).StartAsync();
        TimerInfo timer = await runs.NextAsync();
        await clock.WaitForTimerAsync(TimeSpan.FromMinutes(1));

        Assert.True(timer.IsPastDue);
        Assert.False(runs.HasMore);
        Assert.Equal(At("00:12:00"), (await StatusOf("minutely")).Next);
    }

    [Fact]
    public async Task Start_NoTickWasMissed_WaitsForTheNext()
    {
        await RunAndStopAsync();
        clock.Advance(TimeSpan.FromSeconds(10));

        var runs = new Runs();
        await using RunningApp app = await App(typeof(Minutely), runs).StartAsync();
        await clock.WaitForTimerAsync(TimeSpan.FromSeconds(50));

        Assert.False(runs.HasMore);
    }

    [Fact]
    public async Task Start_ScheduleHasChanged_CountsFromTheLastRunByTheNewOne()
    {
        await RunAndStopAsync();
        clock.Advance(TimeSpan.FromMinutes(10));

        var runs = new Runs();
        await using RunningApp app = await App(typeof(Minutely), runs, "0 0 1 * * *").StartAsync();
        await clock.WaitForTimerAsync(At("01:00:00") - clock.GetUtcNow().UtcDateTime);

        Assert.False(runs.HasMore);
    }

    [Fact]
    public async Task Start_RunOnStartup_RunsAtOnceAndNotPastDue()
    {
        var runs = new Runs();
        await using RunningApp app = await App(typeof(AtStart), runs).StartAsync();

        Assert.False((await runs.NextAsync()).IsPastDue);
    }

    [Fact]
    public async Task Tick_NotMonitored_HasNoStatus()
    {
        var runs = new Runs();
        await using RunningApp app = await App(typeof(Unmonitored), runs).StartAsync();
        await clock.WaitForTimerAsync(TimeSpan.FromSeconds(30));
        clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Null((await runs.NextAsync()).ScheduleStatus);
        Assert.False(await Blob("unmonitored").ExistsAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Tick_FunctionThrows_IsLoggedAndRunsAgainNextTime()
    {
        var runs = new Runs();
        await using RunningApp app = await App(typeof(Failing), runs).StartAsync();
        await clock.WaitForTimerAsync(TimeSpan.FromSeconds(30));
        clock.Advance(TimeSpan.FromSeconds(30));
        await runs.NextAsync();
        await clock.WaitForTimerAsync(TimeSpan.FromMinutes(1));
        clock.Advance(TimeSpan.FromMinutes(1));
        await runs.NextAsync();

        Assert.Contains(app.Log.Lines, line => line.Exception is InvalidOperationException { Message: "this time" });
    }

    [Fact]
    public async Task Stop_RunInProgress_IsWaitedForAndWrittenDown()
    {
        var runs = new Runs();
        await using RunningApp app = await App(typeof(Minutely), runs).StartAsync();
        await clock.WaitForTimerAsync(TimeSpan.FromSeconds(30));
        runs.Held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        clock.Advance(TimeSpan.FromSeconds(30));
        await runs.NextAsync();

        Task stop = app.StopAsync();
        Assert.False(stop.IsCompleted);
        runs.Held.SetResult();
        await stop;

        Assert.Equal(At("00:01:00"), (await StatusOf("minutely")).Last);
    }

    [Fact]
    public async Task Tick_ClockJumpsWhileTheLoopSetsItsDelay_RunsOnTime()
    {
        var runs = new Runs();
        var jumping = new JumpingTimeProvider(clock, TimeSpan.FromMinutes(1));
        await using RunningApp app = await App(typeof(Minutely), runs, "0 */2 * * * *", jumping).StartAsync();

        await clock.WaitForTimerAsync(TimeSpan.FromSeconds(30));
        clock.Advance(TimeSpan.FromSeconds(30));

        Assert.False((await runs.NextAsync()).IsPastDue);
        Assert.Equal(Start.AddSeconds(90), clock.GetUtcNow());
    }

    [Fact]
    public async Task Start_StatusWrittenByTheAzureHost_IsUnderstood()
    {
        await new BlobServiceClient(azurite.ConnectionString).GetBlobContainerClient("azure-webjobs-hosts").CreateIfNotExistsAsync(cancellationToken: TestContext.Current.CancellationToken);
        await Blob("minutely").UploadAsync(
            BinaryData.FromString("""{"Last":"2026-10-01T07:58:00+08:00","Next":"2026-10-01T07:59:00+08:00","LastUpdated":"2026-10-01T07:58:00+08:00"}"""),
            TestContext.Current.CancellationToken);

        var runs = new Runs();
        await using RunningApp app = await App(typeof(Minutely), runs).StartAsync();
        TimerInfo timer = await runs.NextAsync();

        Assert.True(timer.IsPastDue);
        Assert.Equal(At("00:00:00").AddMinutes(-2), timer.ScheduleStatus!.Last);
    }

    private async Task RunAndStopAsync()
    {
        var runs = new Runs();
        await using RunningApp app = await App(typeof(Minutely), runs).StartAsync();
        await clock.WaitForTimerAsync(TimeSpan.FromSeconds(30));
        clock.Advance(TimeSpan.FromSeconds(30));
        await runs.NextAsync();
        await clock.WaitForTimerAsync(TimeSpan.FromMinutes(1));
    }

    private TestApp App(Type functions, Runs runs, string schedule = "0 * * * * *", TimeProvider? time = null) => new(functions)
    {
        Settings =
        {
            ["AzureWebJobsStorage"] = azurite.ConnectionString,
            ["AzureFunctionsWebHost__hostId"] = hostId,
            ["Schedule"] = schedule,
        },
        Configure = builder => builder.Services.AddSingleton(runs).AddSingleton(time ?? clock),
    };

    private static DateTime At(string time) => Start.UtcDateTime.Date + TimeSpan.Parse(time, System.Globalization.CultureInfo.InvariantCulture);

    private async Task<ScheduleStatus> StatusOf(string function) =>
        JsonSerializer.Deserialize<ScheduleStatus>((await Blob(function).DownloadContentAsync(TestContext.Current.CancellationToken)).Value.Content)!;

    private BlobClient Blob(string function) =>
        new BlobServiceClient(azurite.ConnectionString).GetBlobContainerClient("azure-webjobs-hosts").GetBlobClient($"timers/{hostId}/{function}/status");
}
