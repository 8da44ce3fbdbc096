using Azure.Storage.Blobs;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.Timers;
using Microsoft.Azure.WebJobs.Host.Executors;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Yuekao.Local.Host.Durable;
using Yuekao.TestSupport;

namespace Yuekao.Local.Host.Tests.Durable;

/// <summary>Timer functions on a driven clock.</summary>
public sealed class CronTimersTests(AzuriteFixture azurite) : IDisposable
{
    private static readonly DateTimeOffset Start = new(2031, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly CronFunction Nightly = new("Nightly", "0 30 2 * * *");

    private readonly string folder = Directory.CreateTempSubdirectory("yuekao-cron-").FullName;
    private readonly List<string> calls = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task MoveAsync_Steps_EachOccurrenceInItsTurn()
    {
        using DrivenClock clock = Clock();
        await using CronTimers cron = await StartAsync(clock, new MemoryMonitor(), Nightly, new("Weekly", "0 3 * * MON"));

        await new HubTime(clock, cron).MoveAsync(Start.AddDays(3), steps: true, Cancellation);

        Assert.Equal(["Nightly 03-02 02:30", "Nightly 03-03 02:30", "Weekly 03-03 03:00", "Nightly 03-04 02:30"], calls);
        Assert.Equal(new DateTimeOffset(2031, 3, 5, 2, 30, 0, TimeSpan.Zero), cron.Next);
    }

    [Fact]
    public async Task MoveAsync_JumpOverSeveral_OnePastDueCall()
    {
        using DrivenClock clock = Clock();
        await using CronTimers cron = await StartAsync(clock, new MemoryMonitor(), Nightly);
        var time = new HubTime(clock, cron);

        await time.MoveAsync(Start.AddDays(3), steps: false, Cancellation);
        await time.MoveAsync(Start.AddDays(4), steps: true, Cancellation);

        Assert.Equal(["Nightly 03-04 08:00 past due", "Nightly 03-05 02:30"], calls);
    }

    [Fact]
    public async Task StartAsync_OccurrenceMissedWhileDown_MadeUpForOnce()
    {
        using DrivenClock clock = Clock();
        await new BlobContainerClient(azurite.ConnectionString, "azure-webjobs-hosts").CreateIfNotExistsAsync(cancellationToken: Cancellation);
        IConfiguration storage = new ConfigurationBuilder().AddInMemoryCollection([new("AzureWebJobsStorage", azurite.ConnectionString)]).Build();
        var monitor = new StorageScheduleMonitor(new(), new HostId(AzuriteFixture.UniqueName("timers")), storage, NullLoggerFactory.Instance);
        await using (CronTimers before = await StartAsync(clock, monitor, Nightly))
            await new HubTime(clock, before).MoveAsync(Start.AddDays(1), steps: true, Cancellation);
        clock.MoveTo(Start.AddDays(3));

        await using CronTimers after = await StartAsync(clock, monitor, Nightly);
        await using CronTimers later = await StartAsync(clock, monitor, Nightly);

        Assert.Equal(["Nightly 03-02 02:30", "Nightly 03-04 08:00 past due"], calls);
    }

    [Fact]
    public async Task StartAsync_CutOffByTheEndOfTheHost_MadeUpFor()
    {
        using DrivenClock clock = Clock();
        var monitor = new MemoryMonitor();
        var begun = new TaskCompletionSource();
        await using (var before = new CronTimers(clock, monitor, NullLogger<CronTimers>.Instance))
        {
            await before.StartAsync([Nightly], (_, _, stop) =>
            {
                begun.SetResult();
                return Task.Delay(Timeout.Infinite, stop);
            });
            clock.MoveTo(Start.AddDays(1));
            await begun.Task;
        }

        await using CronTimers after = await StartAsync(clock, monitor, Nightly);

        Assert.Equal(["Nightly 03-02 08:00 past due"], calls);
    }

    [Fact]
    public async Task MoveAsync_FunctionFails_CountsAsDone()
    {
        using DrivenClock clock = Clock();
        await using var cron = new CronTimers(clock, new MemoryMonitor(), NullLogger<CronTimers>.Instance);
        await cron.StartAsync([Nightly], (name, _, _) => throw new InvalidOperationException($"{name} call {calls.Count}" + Add(calls)));

        await new HubTime(clock, cron).MoveAsync(Start.AddDays(2), steps: true, Cancellation);

        Assert.Equal(2, calls.Count);
        static string Add(List<string> calls)
        {
            calls.Add("failed");
            return "";
        }
    }

    [Fact]
    public async Task MoveAsync_FunctionRuns_WaitsForItBeforeTheNextStop()
    {
        using DrivenClock clock = Clock();
        var seen = new List<DateTime>();
        await using var cron = new CronTimers(clock, new MemoryMonitor(), NullLogger<CronTimers>.Instance);
        await cron.StartAsync([Nightly], async (_, _, stop) =>
        {
            await Task.Delay(100, stop);
            seen.Add(clock.UtcNow.Date);
        });

        await new HubTime(clock, cron).MoveAsync(Start.AddDays(2), steps: true, Cancellation);

        Assert.Equal([Start.AddDays(1).Date, Start.AddDays(2).Date], seen);
    }

    [Fact]
    public async Task StartAsync_RunOnStartup_RunsAtOnce()
    {
        using DrivenClock clock = Clock();
        await using CronTimers cron = await StartAsync(clock, new MemoryMonitor(), Nightly with { RunOnStartup = true });
        Assert.Equal(["Nightly 03-01 08:00"], calls);
    }

    [Fact]
    public async Task StartAsync_NoNcrontab_IsRefusedByName()
    {
        using DrivenClock clock = Clock();
        FormatException refusal = await Assert.ThrowsAsync<FormatException>(() => StartAsync(clock, new MemoryMonitor(), new CronFunction("Odd", "every day")));
        Assert.Contains("Odd", refusal.Message, StringComparison.Ordinal);
    }

    private async Task<CronTimers> StartAsync(DrivenClock clock, ScheduleMonitor monitor, params CronFunction[] functions)
    {
        var cron = new CronTimers(clock, monitor, NullLogger<CronTimers>.Instance);
        await cron.StartAsync(functions, NoteAsync);
        while (cron.Busy.Any())
            await Task.Delay(5, Cancellation);
        return cron;

        Task NoteAsync(string function, TimerInfo timer, CancellationToken stop)
        {
            lock (calls)
                calls.Add($"{function} {clock.UtcNow.ToString("MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture)}{(timer.IsPastDue ? " past due" : "")}");
            return Task.CompletedTask;
        }
    }

    private sealed class HostId(string id) : IHostIdProvider
    {
        public Task<string> GetHostIdAsync(CancellationToken cancellationToken) => Task.FromResult(id);
    }

    private DrivenClock Clock() => DrivenClock.Open(Path.Combine(folder, "clock"), Start);
}
