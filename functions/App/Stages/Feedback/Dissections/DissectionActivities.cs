namespace Yuekao.App.Stages.Feedback;

/// <summary>Has the county supervise on site whoever came last in a ranking of townships, where the scheme says so.</summary>
public sealed class DissectionActivities(DissectionStore dissections, PoolResults results, CycleContexts contexts, AuditTrail audit)
{
    /// <summary>Opens a dissection for each township that the result sends one to. Again: what is open stays.</summary>
    /// <returns>How many the result asks for.</returns>
    [Function(nameof(OpenDissections))]
    public async Task<int> OpenDissections([ActivityTrigger] PoolPublication publication, CancellationToken cancellation)
    {
        (CycleKey key, PoolId pool, DateTimeOffset published) = publication;
        CycleContext context = await contexts.RequireAsync(key, cancellation);
        PoolResult result = await results.ReadAsync(key, pool, cancellation);
        TownshipId[] last = [.. result.Consequences.Due.Where(due => due.Consequence.Action == ConsequenceAction.OnSiteSupervision).Select(due => TownshipId.Of(due.Subject.Value))];
        foreach (TownshipId township in last)
        {
            var one = new Dissection
            {
                Id = DissectionIds.Of(key, township),
                Township = township,
                Reason = DissectionReason.RankedLow,
                Cycle = key,
                OpenedAt = published,
                OpenedBy = key.Actor.Id,
                Remedy = new Remedy(context.Times.RectifyBy(published)),
            };
            if (await dissections.FindAsync(key.County, one.Id, revision: null, cancellation) is not null)
                continue;
            var entry = new AuditEntry(key.County.Value, key.Actor, nameof(OpenDissections), one.Resource, Before: null, Digest.OfJson(one));
            await audit.RecordAsync(entry, stop => dissections.TryWriteAsync(key.County, one, stop), cancellation);
        }

        return last.Length;
    }
}
