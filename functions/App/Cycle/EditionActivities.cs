namespace Yuekao.App.Cycle;

/// <param name="Asked">Who is to be told that nothing need be done any more, by role: whoever was asked for something since the period was opened; empty where the cycle goes on.</param>
public sealed record EndedEdition(string Reason, IReadOnlyList<string> Asked);

public sealed class EditionActivities(CycleStore cycles, CycleContexts contexts)
{
    /// <summary>How an edition ended; and sees to it that the next one runs, where whoever began it was cut off.</summary>
    [Function(nameof(EndEdition))]
    public async Task<EndedEdition> EndEdition([ActivityTrigger] CycleKey key, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        CycleRecord cycle = (await cycles.FindAsync(key, cancellation))!;
        if (cycle.Key.Edition > key.Edition && cycle.Phase is not (CyclePhase.Cancelled or CyclePhase.Sealed))
            await client.StartOnceAsync(nameof(CountyCycleOrchestrator), cycle.Key.InstanceId, new CycleStart(cycle.Key), cancellation);
        PastEdition past = cycle.Past.Single(one => one.Edition == key.Edition);
        if (past.End == EditionEnd.FrozenAnew)
            return new EndedEdition(past.Reason, []);
        var asked = new List<string>();
        // Those before it that were frozen anew asked others too.
        for (int edition = key.Edition; edition == key.Edition || cycle.Past.Any(one => one.Edition == edition && one.End == EditionEnd.FrozenAnew); edition--)
        {
            if (await contexts.FindAsync(key with { Edition = edition }, cancellation) is { } context)
                asked.AddRange([.. context.Frozen.Townships.SelectMany(township => context.Sources.Where(source => source.IsReported), (township, source) => SourceRole.Of(township.Id, source)), .. context.Pools.Select(pool => $"meeting:{pool.Meeting}")]);
        }

        return new EndedEdition(past.Reason, asked.Count == 0 ? [] : ["county", .. asked.Distinct()]);
    }
}
