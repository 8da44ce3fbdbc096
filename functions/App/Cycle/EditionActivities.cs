namespace Yuekao.App.Cycle;

public sealed class EditionActivities(CycleStore cycles)
{
    /// <summary>How an edition ended; and sees to it that the next one runs, where whoever began it was cut off.</summary>
    [Function(nameof(EndEdition))]
    public async Task<PastEdition> EndEdition([ActivityTrigger] CycleKey key, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        CycleRecord cycle = (await cycles.FindAsync(key, cancellation))!;
        if (cycle.Key.Edition > key.Edition && cycle.Phase is not (CyclePhase.Cancelled or CyclePhase.Sealed))
            await client.StartOnceAsync(nameof(CountyCycleOrchestrator), cycle.Key.InstanceId, new CycleStart(cycle.Key), cancellation);
        return cycle.Past.Single(one => one.Edition == key.Edition);
    }
}
