using System.Collections.Concurrent;

namespace Yuekao.App.Cycle;

/// <summary>Starts the look at a county's development of people, with the first record there is to look at. A second start is none.</summary>
public sealed class DevelopmentStarter : IDevelopmentWatch
{
    // Whom this process started: the hub need not be asked with every write.
    private readonly ConcurrentDictionary<CountyId, bool> started = new();

    public async Task WatchAsync(DurableTaskClient client, CountyId county, CancellationToken cancellation)
    {
        if (started.ContainsKey(county))
            return;
        await client.StartOnceAsync(nameof(DevelopmentOrchestrator), InstanceId(county), new DevelopmentRun(county), cancellation);
        started[county] = true;
    }

    /// <summary>The orchestration instance of a county, which no cycle is called like.</summary>
    internal static string InstanceId(CountyId county) => $"{county}~development";
}
