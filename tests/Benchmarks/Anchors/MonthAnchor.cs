using DurableTask.AzureStorage;
using DurableTask.Core;

namespace Yuekao.Benchmarks.Anchors;

/// <summary>
/// A bare program on the official Durable Task Framework and its Azure Storage provider, without Functions host, worker, HTTP and rules: what the same
/// durable steps and storage calls take at least. It is in this process, as the app is not.
/// </summary>
internal sealed class MonthAnchor : IAsyncDisposable
{
    // A decision or a source's readings for a township of 100, as JSON.
    private const int DocumentBytes = 12_000;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    private readonly TaskHubWorker worker;
    private readonly TaskHubClient client;
    private readonly BareStorage storage;
    private readonly MonthSteps steps;

    private MonthAnchor(TaskHubWorker worker, TaskHubClient client, BareStorage storage, MonthSteps steps) =>
        (this.worker, this.client, this.storage, this.steps) = (worker, client, storage, steps);

    /// <summary>Starts it on a storage.</summary>
    public static async Task<MonthAnchor> StartAsync(string connection, MonthSteps steps, string hub = "Anchor")
    {
        var service = new AzureStorageOrchestrationService(HubSettings.Read(connection, hub));
        await service.CreateIfNotExistsAsync();
        BareStorage bare = await BareStorage.CreateAsync(connection);
        var started = new TaskHubWorker(service);
        started.AddTaskOrchestrations(
            new NameValueObjectCreator<TaskOrchestration>(nameof(CountyOrchestration), string.Empty, typeof(CountyOrchestration)),
            new NameValueObjectCreator<TaskOrchestration>(nameof(PoolOrchestration), string.Empty, typeof(PoolOrchestration)));
        started.AddTaskActivities(new NameValueObjectCreator<TaskActivity>(nameof(StorageActivity), string.Empty, new StorageActivity(bare)));
        await started.StartAsync();
        return new MonthAnchor(started, new TaskHubClient(service), bare, steps);
    }

    /// <summary>Runs one county month after another on a storage of its own.</summary>
    /// <param name="connection">The storage.</param>
    /// <param name="steps">What a month takes.</param>
    /// <param name="runs">How many are measured; one more goes before, for warmth.</param>
    public static async Task<(Sample Proposals, Sample Notices)> MeasureAsync(string connection, MonthSteps steps, int runs)
    {
        await using MonthAnchor anchor = await StartAsync(connection, steps);
        var times = new List<(TimeSpan Proposals, TimeSpan Notices)>();
        for (int run = 0; run <= runs; run++)
            times.Add(await anchor.RunAsync($"county{run}"));
        return (Sample.Seconds(times.Skip(1).Select(one => one.Proposals)), Sample.Seconds(times.Skip(1).Select(one => one.Notices)));
    }

    /// <summary>Runs a county's month: from the last submissions to the proposals, and from the decisions to the notices.</summary>
    public async Task<(TimeSpan Proposals, TimeSpan Notices)> RunAsync(string name)
    {
        var county = new CountyInput(name, steps);
        await client.CreateOrchestrationInstanceAsync(nameof(CountyOrchestration), string.Empty, name, county);
        await UntilAsync(county, PoolOrchestration.Collecting);
        return (await PhaseAsync(county, PoolOrchestration.Collecting, PoolOrchestration.Deciding), await PhaseAsync(county, PoolOrchestration.Deciding, PoolOrchestration.Published));
    }

    public async ValueTask DisposeAsync()
    {
        await worker.StopAsync(isForced: true);
        worker.Dispose();
    }

    private Task<TimeSpan> PhaseAsync(CountyInput county, string from, string to) => Report.TimeAsync(async () =>
    {
        string document = new('x', DocumentBytes);
        await Task.WhenAll(Enumerable.Range(0, steps.Pools).Select(async pool =>
        {
            await storage.PutAsync(county.PoolId(pool), from, document);
            await client.RaiseEventAsync(new OrchestrationInstance { InstanceId = county.PoolId(pool) }, from, from);
        }));
        await UntilAsync(county, to);
    });

    private async Task UntilAsync(CountyInput county, string status)
    {
        for (int pool = 0; pool < steps.Pools;)
        {
            OrchestrationState? state = await client.GetOrchestrationStateAsync(county.PoolId(pool));
            if (state is { OrchestrationStatus: OrchestrationStatus.Failed })
                throw new InvalidOperationException($"The anchor's pool {pool} failed: {state.Output}");
            if (state?.Status?.Contains(status, StringComparison.Ordinal) == true)
                pool++;
            else
                await Task.Delay(Poll);
        }
    }
}
