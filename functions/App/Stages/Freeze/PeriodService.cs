namespace Yuekao.App.Stages.Freeze;

/// <summary>One cadre's postings in a period, in all townships, and what they come to.</summary>
/// <param name="postings">The postings that touch the period, the earliest first; at least one.</param>
internal sealed class PeriodService(IReadOnlyList<(TownshipId Township, Posting Posting)> postings, Period period)
{
    /// <summary>The posting that counts: the last one. Its village's readings are the cadre's, and its township's ledger pays.</summary>
    public (TownshipId Township, Posting Posting) Last => postings[^1];

    /// <summary>Two postings on one day, which no roster should have: townships that stored theirs at the same instant can.</summary>
    public (TownshipId Township, TownshipId Other)? Overlap
    {
        get
        {
            for (int index = 1; index < postings.Count; index++)
            {
                if (postings[index].Posting.Overlaps(postings[index - 1].Posting))
                    return (postings[index - 1].Township, postings[index].Township);
            }

            return null;
        }
    }

    /// <summary>
    /// The roster entry. Days of leave or suspension are no days in post; whoever is absent so long that too few days are left to be assessed is on leave,
    /// or suspended, for the period.
    /// </summary>
    /// <param name="rules">Who stays out of the pool; null for nobody.</param>
    public RosterEntry Entry(NotAssessedRules? rules)
    {
        int inPost = Days(posting => posting.HoldsOn);
        int served = Days(posting => day => posting.HoldsOn(day) && posting.Absence?.Covers(day) != true);
        bool isAbsent = served < inPost && served < Math.Max(1, rules?.MinimumDays ?? 0);
        return new RosterEntry
        {
            Subject = Last.Posting.Cadre,
            Township = Last.Township,
            Village = Last.Posting.Village,
            Status = isAbsent ? StatusOf(LongestAbsence()) : PostStatus.Serving,
            DaysServed = served,
            BaseSubsidy = new Fen(checked(Last.Posting.BaseSubsidyFen.Amount * (12 / period.PerYear))),
        };
    }

    private int Days(Func<Posting, Func<DateOnly, bool>> counts) =>
        Enumerable.Range(0, period.Days).Select(period.FirstDay.AddDays).Count(day => postings.Any(one => counts(one.Posting)(day)));

    private AbsenceKind LongestAbsence() => postings
        .Where(one => one.Posting.Absence is not null)
        .MaxBy(one => Enumerable.Range(0, period.Days).Select(period.FirstDay.AddDays).Count(day => one.Posting.HoldsOn(day) && one.Posting.Absence!.Covers(day)))
        .Posting.Absence!.Kind;

    private static PostStatus StatusOf(AbsenceKind kind) => kind == AbsenceKind.Suspended ? PostStatus.Suspended : PostStatus.OnLeave;
}
