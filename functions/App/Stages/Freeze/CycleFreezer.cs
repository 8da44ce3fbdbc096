namespace Yuekao.App.Stages.Freeze;

/// <summary>Gathers what a cycle freezes: whom the scheme assesses, by the places and rosters as they are now.</summary>
public sealed class CycleFreezer(CycleStore cycles, PlacesStore places, RosterStore rosters, TimeProvider clock)
{
    /// <returns>What is to be frozen, and everything that forbids it; nothing may be frozen while something does.</returns>
    public async Task<(FrozenCycle Frozen, IReadOnlyList<ProblemError> Problems)> GatherAsync(CycleRecord cycle, Scheme scheme, string digest, CancellationToken cancellation)
    {
        var problems = new List<ProblemError>();
        CountyPlaces county = (await places.FindAsync(cycle.Key.County, cancellation))?.Document ?? new CountyPlaces([]);
        if (county.Townships.Count == 0)
            problems.Add(new ProblemError("villages", "The county's townships and villages are not stored."));
        bool isOfPlaces = scheme.Document.Subject is SubjectKind.Village or SubjectKind.Township;
        IReadOnlyList<TownshipRoster> stored = isOfPlaces ? [] : await rosters.FindAllAsync(cycle.Key.County, county.Townships.Select(township => township.Id), cancellation);
        if (!isOfPlaces)
        {
            problems.AddRange(county.Townships.Where(township => stored.All(one => one.Township != township.Id))
                .Select(township => new ProblemError($"townships/{township.Id}/roster", $"{township.Name} has no roster.")));
        }

        IReadOnlyList<PeriodService> services = PeriodService.Of(stored, cycle.Key.Period, scheme.Document.Subject);
        ProblemError[] overlaps = [.. services.Select(service => service.Overlap).OfType<ProblemError>()];
        problems.AddRange(overlaps);
        IEnumerable<FrozenTownship> townships = overlaps.Length > 0 ? [] : county.Townships.Select(township => Subjects.Of(township, scheme.Document, services));
        FrozenTownship[] assessed = [.. townships.Where(township => township.Subjects.Count > 0)];
        if (assessed.Length == 0 && problems.Count == 0)
            problems.Add(new ProblemError("roster", $"The rosters name nobody whom '{scheme.Key}' assesses in {cycle.Key.Period}."));
        var frozen = new FrozenCycle
        {
            Key = cycle.Key,
            SchemeVersion = scheme.Key.Version,
            SchemeDigest = digest,
            At = clock.GetUtcNow(),
            SpecialItems = cycle.SpecialItems,
            Dates = cycle.Dates,
            Rosters = [.. stored.Select(one => new FrozenRoster(one.Township, one.Version))],
            Earlier = scheme.Document.Subsidy is null ? [] : EarlierCycle.Of(await cycles.BeforeAsync(cycle.Key, cancellation)),
            Townships = assessed,
        };
        return (frozen, problems.Count > 0 ? problems : [.. Misfits(scheme, frozen)]);
    }

    // Whatever the engine would refuse later, when readings are in, is better refused now.
    private static IEnumerable<ProblemError> Misfits(Scheme scheme, FrozenCycle frozen)
    {
        RosterEntry[] roster = [.. frozen.Townships.SelectMany(township => township.Subjects).Select(subject => subject.Entry)];
        var input = new PoolInput { Period = frozen.Key.Period, Roster = roster, Readings = [] };
        return Assessor.Check(scheme, input).Problems.Select(problem => new ProblemError("roster", problem.Message));
    }
}
