namespace Yuekao.App.Stages.Dispatch;

/// <summary>What a ranking reads of its dispatch: computed by the rules of the scheme that the cycle froze, and submitted like any source's readings.</summary>
public sealed class RankingReadings(ComputedSubmissions submissions)
{
    /// <summary>Submits what a closed dispatch comes to, and wakes the pools; the same again changes nothing.</summary>
    /// <param name="reason">Why it was computed anew; null for the first time.</param>
    /// <returns>The townships for which it counts now: those whose collecting has not ended.</returns>
    public async Task<IReadOnlySet<TownshipId>> SubmitAsync(
        DurableTaskClient client, CycleContext context, ClosedDispatch closed, AuditActor actor, string action, string? reason, CancellationToken cancellation)
    {
        FrozenTownship[] townships = [.. context.Frozen.Townships.Where(township => closed.Townships.Any(one => one.Township == township.Id))];
        bool[] stored = await Task.WhenAll(townships.Select(township =>
            submissions.PutAsync(context, township.Id, SourceId.Projects, Reported(closed, context.Scheme, township), actor, action, reason, cancellation)));
        foreach (Pool pool in context.Pools)
            await client.RaiseAsync(context.Key, pool.Id, new CollectingChanged(CollectingChange.Submitted), cancellation);
        return townships.Zip(stored).Where(one => one.Second).Select(one => one.First.Id).ToHashSet();
    }

    private static IReadOnlyList<ReportedReading> Reported(ClosedDispatch closed, Scheme scheme, FrozenTownship township) =>
    [
        .. closed.ReadingsOf(scheme, township.Id).SelectMany(
            reading => township.Subjects, (reading, subject) => new ReportedReading { Item = reading.Item, Subject = subject.Entry.Subject, Value = ReportedValue.Of(reading.Points.Value) }),
    ];
}
