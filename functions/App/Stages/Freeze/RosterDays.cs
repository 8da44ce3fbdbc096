namespace Yuekao.App.Stages.Freeze;

/// <summary>
/// Days in post and base subsidies as the rosters have them when collecting closes (docs/design.md 4). Who is assessed, and where, was settled when the cycle froze.
/// </summary>
public sealed class RosterDays(RosterStore rosters)
{
    /// <summary>A pool's roster with the days of now: one storage call where no roster was replaced since the cycle froze.</summary>
    public async Task<CountedRoster> OfNowAsync(CycleContext context, Pool pool, CancellationToken cancellation)
    {
        IReadOnlyList<FrozenRoster> frozen = context.Frozen.Rosters;
        if (frozen.Count == 0)
            return new CountedRoster(pool.Roster, []);
        IReadOnlyList<FrozenRoster> versions = await rosters.VersionsAsync(context.Key.County, cancellation);
        if (frozen.All(versions.Contains))
            return new CountedRoster(pool.Roster, versions);
        SchemeDocument scheme = context.Scheme.Document;
        FrozenRoster[] ofCycle = [.. versions.Where(version => frozen.Any(one => one.Township == version.Township))];
        IReadOnlyList<TownshipRoster> now = await rosters.FindAllAsync(context.Key.County, ofCycle, cancellation);
        Dictionary<SubjectId, PeriodService> services = PeriodService.Of(now, context.Key.Period, scheme.Subject).ToDictionary(service => service.Main.Posting.Cadre);
        return new CountedRoster([.. pool.Roster.Select(entry => PeriodService.Recount(entry, services.GetValueOrDefault(entry.Subject), scheme))], versions);
    }
}

/// <param name="Versions">The county's rosters that it was counted by, those of townships that the cycle does not have included; empty where places are assessed.</param>
public sealed record CountedRoster(IReadOnlyList<RosterEntry> Entries, IReadOnlyList<FrozenRoster> Versions);
