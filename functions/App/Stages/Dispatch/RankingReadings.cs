namespace Yuekao.App.Stages.Dispatch;

/// <summary>What a ranking reads of its dispatch: computed by the rules of the scheme that the cycle froze, and submitted like any source's readings.</summary>
public sealed class RankingReadings(DispatchRounds rounds, CycleContexts contexts, ComputedSubmissions submissions)
{
    /// <summary>Submits what the last revision of a closed dispatch comes to, and wakes the pools; the same again changes nothing.</summary>
    /// <param name="reason">Why it was computed anew; null for the first time.</param>
    public async Task<ReadingsOutcome> SubmitAsync(DurableTaskClient client, CycleKey key, AuditActor actor, string action, string? reason, CancellationToken cancellation)
    {
        if (await contexts.FindAsync(key, cancellation) is not { } context)
            return ReadingsOutcome.NotOpen;
        ClosedDispatch closed = await rounds.FindClosedAsync(key, cancellation) ?? throw new InvalidOperationException($"The dispatch of {key} is not closed.");
        bool[] stored = await Task.WhenAll(context.Frozen.Townships.Where(township => closed.Townships.Any(one => one.Township == township.Id))
            .Select(township => submissions.PutAsync(context, township.Id, SourceId.Projects, Reported(closed, context.Scheme, township), actor, action, reason, cancellation)));
        foreach (Pool pool in context.Pools)
            await client.RaiseAsync(key, pool.Id, new CollectingChanged(CollectingChange.Submitted), cancellation);
        return Array.TrueForAll(stored, one => one) ? ReadingsOutcome.Stored : ReadingsOutcome.Over;
    }

    private static IReadOnlyList<ReportedReading> Reported(ClosedDispatch closed, Scheme scheme, FrozenTownship township) =>
    [
        .. closed.ReadingsOf(scheme, township.Id).SelectMany(
            reading => township.Subjects, (reading, subject) => new ReportedReading { Item = reading.Item, Subject = subject.Entry.Subject, Value = ReportedValue.Of(reading.Points.Value) }),
    ];
}
