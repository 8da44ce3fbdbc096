namespace Yuekao.App.Stages.Freeze;

/// <summary>Gathers what a cycle freezes: whom the scheme assesses, by the places and rosters as they are now.</summary>
public sealed class CycleFreezer(
    CycleStore cycles, CycleContexts contexts, CycleSchemes schemes, PlacesStore places, RosterStore rosters, CohortStore cohorts, CollectedPools collecting, TimeProvider clock)
{
    /// <returns>What is to be frozen, and everything that forbids it; nothing may be frozen while something does.</returns>
    public async Task<(FrozenCycle Frozen, IReadOnlyList<ProblemError> Problems)> GatherAsync(CycleRecord cycle, CancellationToken cancellation)
    {
        (Scheme scheme, string digest) = await FindSchemeAsync(cycle, cancellation);
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

        IReadOnlyList<PeriodService> services = await cohorts.OnlyAsync(
            cycle.Key.County, scheme.Document, cycle.Key.Period, PeriodService.Of(stored, cycle.Key.Period, scheme.Document.Subject), cancellation);
        ProblemError[] overlaps = [.. services.Select(service => service.Overlap).OfType<ProblemError>()];
        problems.AddRange(overlaps);
        IEnumerable<FrozenTownship> townships = overlaps.Length > 0 ? [] : county.Townships.Select(township => Subjects.Of(township, scheme.Document, services));
        FrozenTownship[] assessed = [.. townships.Where(township => township.Subjects.Count > 0)];
        if (assessed.Length == 0 && problems.Count == 0)
        {
            problems.Add(scheme.Document.Cohort is { } cohort
                ? new ProblemError($"cohorts/{cohort}", $"Nobody belongs to the cohort '{cohort}' whom '{scheme.Key}' assesses in {cycle.Key.Period}.")
                : new ProblemError("roster", $"The rosters name nobody whom '{scheme.Key}' assesses in {cycle.Key.Period}."));
        }

        bool looksBack = scheme.Document.Subsidy is not null || !isOfPlaces;
        IReadOnlyList<CycleWithPools> before = looksBack ? await cycles.BeforeAsync(cycle.Key, cancellation) : [];
        var frozen = new FrozenCycle
        {
            Key = cycle.Key,
            SchemeVersion = scheme.Key.Version,
            SchemeDigest = digest,
            At = clock.GetUtcNow(),
            SpecialItems = cycle.SpecialItems,
            Dates = cycle.Dates,
            Rosters = [.. stored.Select(one => new FrozenRoster(one.Township, one.Version))],
            Earlier = scheme.Document.Subsidy is null ? [] : EarlierCycle.Of(before),
            Townships = assessed,
        };
        // A cohort changes for reasons that are on record.
        if (problems.Count == 0 && !isOfPlaces && scheme.Document.Cohort is null)
            problems.AddRange(await ShrunkAsync(cycle, county, frozen, before, cancellation));
        if (problems.Count == 0)
            problems.AddRange([.. Misfits(scheme, frozen), .. await collecting.MisfitsAsync(new CycleContext(scheme, frozen), cancellation)]);
        return (frozen, problems);
    }

    private async Task<(Scheme Scheme, string Digest)> FindSchemeAsync(CycleRecord cycle, CancellationToken cancellation)
    {
        (Scheme scheme, string digest) = await schemes.FindAsync(cycle.Key, cycle.SchemeVersion, cancellation)
            ?? throw new InvalidOperationException($"The scheme of the cycle {cycle.Key} is missing.");
        return (cycle.SpecialItems.Count > 0 ? scheme.WithSpecialItems(cycle.SpecialItems).Required() : scheme, digest);
    }

    /// <summary>
    /// Townships of which less than nine tenths are assessed of those that the last cycle assessed, or the edition before this one: a roster that was cut off, or
    /// replaced by another's, must not go unseen. The county mends the roster, or confirms the number.
    /// </summary>
    private async Task<IEnumerable<ProblemError>> ShrunkAsync(
        CycleRecord cycle, CountyPlaces county, FrozenCycle frozen, IReadOnlyList<CycleWithPools> earlier, CancellationToken cancellation)
    {
        CycleKey? last = cycle.Past is [.., { End: EditionEnd.FrozenAnew, Edition: var edition }]
            ? cycle.Key with { Edition = edition }
            : earlier.LastOrDefault(one => one.Cycle is { OpenedAt: not null, Phase: not CyclePhase.Cancelled })?.Cycle.Key;
        if (last is null || await contexts.FindAsync(last, cancellation) is not { } before)
            return [];
        return
            from township in before.Frozen.Townships
            let now = frozen.Townships.FirstOrDefault(one => one.Id == township.Id)?.Subjects.Count ?? 0
            where now * 10 < township.Subjects.Count * 9 && county.Find(township.Id) is not null && !cycle.Confirmed.Contains(new ConfirmedRoster(township.Id, now))
            select new ProblemError(
                $"townships/{township.Id}/roster",
                $"{township.Name} has {now} to be assessed, and had {township.Subjects.Count} in {last.Run}: less than nine tenths. Mend the roster, or confirm that there are {now}.");
    }

    // Whatever the engine would refuse later, when readings are in, is better refused now.
    private static IEnumerable<ProblemError> Misfits(Scheme scheme, FrozenCycle frozen)
    {
        RosterEntry[] roster = [.. frozen.Townships.SelectMany(township => township.Subjects).Select(subject => subject.Entry)];
        var input = new PoolInput { Period = frozen.Key.Period, Roster = roster, Readings = [] };
        return Assessor.Check(scheme, input).Problems.Select(problem => new ProblemError("roster", problem.Message));
    }
}
