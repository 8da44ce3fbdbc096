namespace Yuekao.App.Stages.Freeze;

/// <summary>
/// Days in post and base subsidies as the rosters have them when collecting closes (docs/design.md 4). Who is assessed, and where, was settled when the cycle froze:
/// somebody whom the rosters do not have any more was in post for no day.
/// </summary>
public sealed class RosterDays(RosterStore rosters)
{
    /// <summary>A pool's roster with the days of now: one storage call where no roster was replaced since the cycle froze.</summary>
    public async Task<IReadOnlyList<RosterEntry>> OfNowAsync(CycleContext context, Pool pool, CancellationToken cancellation)
    {
        IReadOnlyList<FrozenRoster> frozen = context.Frozen.Rosters;
        if (frozen.Count == 0)
            return pool.Roster;
        IReadOnlyDictionary<TownshipId, int> versions = await rosters.VersionsAsync(context.Key.County, cancellation);
        if (frozen.All(one => versions.GetValueOrDefault(one.Township) == one.Version))
            return pool.Roster;
        SchemeDocument scheme = context.Scheme.Document;
        IReadOnlyList<TownshipRoster> now = await rosters.FindAllAsync(context.Key.County, frozen.Select(one => one.Township), cancellation);
        Dictionary<SubjectId, PeriodService> services = PeriodService.Of(now, context.Key.Period, scheme.Subject).ToDictionary(service => service.Main.Posting.Cadre);
        return [.. pool.Roster.Select(entry => services.GetValueOrDefault(entry.Subject) switch
        {
            null => entry with { DaysInPost = 0, DaysServed = 0, BaseSubsidy = Fen.Zero, Status = PostStatus.Serving },
            // Two townships stored theirs at the same instant: until one mends it, what was frozen holds.
            { Overlap: not null } => entry,
            var service => service.Count(entry, scheme),
        })];
    }
}
