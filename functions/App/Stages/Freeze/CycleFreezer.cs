namespace Yuekao.App.Stages.Freeze;

/// <summary>Gathers what a cycle freezes: whom the scheme assesses, by the places and rosters as they are now.</summary>
public sealed class CycleFreezer(PlacesStore places, RosterStore rosters, TimeProvider clock)
{
    /// <returns>What is to be frozen, and everything that forbids it; nothing may be frozen while something does.</returns>
    public async Task<(FrozenCycle Frozen, IReadOnlyList<ProblemError> Problems)> GatherAsync(CycleRecord cycle, Scheme scheme, string digest, CancellationToken cancellation)
    {
        var problems = new List<ProblemError>();
        CountyPlaces county = (await places.FindAsync(cycle.Key.County, cancellation))?.Document ?? new CountyPlaces([]);
        if (county.Townships.Count == 0)
            problems.Add(new ProblemError("villages", "The county's townships and villages are not stored."));
        IReadOnlyList<FrozenTownship> townships = scheme.Document.Subject switch
        {
            SubjectKind.Village => [.. county.Townships.Select(township => Freeze(township, township.Villages.Select(village => Village(township, village))))],
            SubjectKind.Township => [.. county.Townships.Select(township => Freeze(township, [Subject(township, SubjectId.Of(township.Id.Value), village: null, township.Name)]))],
            _ => await CadresAsync(cycle.Key, scheme.Document, county, problems, cancellation),
        };
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
            Townships = assessed,
        };
        return (frozen, problems.Count > 0 ? problems : [.. Misfits(scheme, frozen)]);
    }

    private async Task<IReadOnlyList<FrozenTownship>> CadresAsync(
        CycleKey key, SchemeDocument scheme, CountyPlaces county, List<ProblemError> problems, CancellationToken cancellation)
    {
        IReadOnlyList<(TownshipId Township, Roster Roster)> stored = await rosters.FindAllAsync(key.County, county.Townships.Select(township => township.Id), cancellation);
        problems.AddRange(county.Townships.Where(township => stored.All(one => one.Township != township.Id))
            .Select(township => new ProblemError($"townships/{township.Id}/roster", $"{township.Name} has no roster.")));
        PeriodService[] services =
        [
            .. stored.SelectMany(one => one.Roster.Postings, (one, posting) => (one.Township, Posting: posting))
                .Where(one => one.Posting.From <= key.Period.LastDay && (one.Posting.To ?? DateOnly.MaxValue) >= key.Period.FirstDay && one.Posting.Post.IsOf(scheme.Subject))
                .GroupBy(one => one.Posting.Cadre)
                .Select(postings => new PeriodService([.. postings.OrderBy(one => one.Posting.From)], key.Period)),
        ];
        problems.AddRange(services.Select(service => service.Overlap).OfType<ProblemError>());
        ILookup<TownshipId, PeriodService> byTownship = services.ToLookup(service => service.Last.Township);
        return [.. county.Townships.Select(township => Freeze(township, byTownship[township.Id].Select(service => service.Freeze(scheme.NotAssessed))))];
    }

    private static FrozenTownship Freeze(Township township, IEnumerable<FrozenSubject> subjects) => new(township.Id, township.Name, township.Villages, [.. subjects]);
    private static FrozenSubject Village(Township township, Village village) => Subject(township, SubjectId.Of(village.Id.Value), village.Id, village.Name);

    private static FrozenSubject Subject(Township township, SubjectId id, VillageId? village, string name) =>
        new(new RosterEntry { Subject = id, Township = township.Id, Village = village }, name);

    // Whatever the engine would refuse later, when readings are in, is better refused now.
    private static IEnumerable<ProblemError> Misfits(Scheme scheme, FrozenCycle frozen)
    {
        RosterEntry[] roster = [.. frozen.Townships.SelectMany(township => township.Subjects).Select(subject => subject.Entry)];
        var input = new PoolInput { Period = frozen.Key.Period, Roster = roster, Readings = [] };
        return Assessor.Check(scheme, input).Problems.Select(problem => new ProblemError("roster", problem.Message));
    }
}

/// <summary>One cadre's postings in a period, in all townships, and what they come to.</summary>
/// <param name="postings">The postings that touch the period, the earliest first; at least one.</param>
internal sealed class PeriodService(IReadOnlyList<(TownshipId Township, Posting Posting)> postings, Period period)
{
    private IEnumerable<DateOnly> Days => Enumerable.Range(0, period.Days).Select(period.FirstDay.AddDays);

    /// <summary>The posting that counts: the last one. Its village's readings are the cadre's, and its township's ledger pays.</summary>
    public (TownshipId Township, Posting Posting) Last => postings[^1];

    /// <summary>Two postings on one day, which no roster should have: townships that stored theirs at the same instant can. Null where there are none.</summary>
    public ProblemError? Overlap => postings.Zip(postings.Skip(1)).Where(pair => pair.Second.Posting.Overlaps(pair.First.Posting)).Select(pair => new ProblemError(
        $"townships/{Last.Township}/roster",
        $"Cadre '{Last.Posting.Cadre}' is in post in '{pair.First.Township}' and in '{pair.Second.Township}' at the same time.")).FirstOrDefault();

    /// <summary>
    /// The cadre as a subject. Days of leave or suspension are no days in post; whoever is absent so long that too few days are left to be assessed is on leave,
    /// or suspended, for the period.
    /// </summary>
    /// <param name="rules">Who stays out of the pool; null for nobody.</param>
    public FrozenSubject Freeze(NotAssessedRules? rules)
    {
        int inPost = Days.Count(day => postings.Any(one => one.Posting.HoldsOn(day)));
        int served = Days.Count(day => postings.Any(one => one.Posting.HoldsOn(day) && one.Posting.Absence?.Covers(day) != true));
        bool isAbsent = served < inPost && served < Math.Max(1, rules?.MinimumDays ?? 0);
        var entry = new RosterEntry
        {
            Subject = Last.Posting.Cadre,
            Township = Last.Township,
            Village = Last.Posting.Village,
            Status = isAbsent ? StatusOf(LongestAbsence()) : PostStatus.Serving,
            DaysServed = served,
            BaseSubsidy = new Fen(checked(Last.Posting.BaseSubsidyFen.Amount * (12 / period.PerYear))),
        };
        return new FrozenSubject(entry, Last.Posting.Name, Last.Posting.Post);
    }

    private AbsenceKind LongestAbsence() => postings
        .Where(one => one.Posting.Absence is not null)
        .MaxBy(one => Days.Count(day => one.Posting.HoldsOn(day) && one.Posting.Absence!.Covers(day)))
        .Posting.Absence!.Kind;

    private static PostStatus StatusOf(AbsenceKind kind) => kind == AbsenceKind.Suspended ? PostStatus.Suspended : PostStatus.OnLeave;
}
