namespace Yuekao.App.Stages.Freeze;

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
