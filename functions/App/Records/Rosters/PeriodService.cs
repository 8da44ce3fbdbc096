namespace Yuekao.App.Records;

/// <summary>One cadre's postings in a period, in all townships, and what they come to.</summary>
internal sealed class PeriodService
{
    private readonly Period period;
    private readonly IReadOnlyList<(TownshipId Township, Posting Posting)> postings;
    private readonly PostHeld[] held;

    /// <param name="postings">The postings that touch the period, the earliest first; at least one.</param>
    private PeriodService(IReadOnlyList<(TownshipId Township, Posting Posting)> postings, Period period)
    {
        (this.postings, this.period) = (postings, period);
        held = [.. postings.Select(one => new PostHeld(one.Posting.BaseSubsidyFen, Later(one.Posting.From, period.FirstDay), Earlier(one.Posting.To, period.LastDay)))];
        PostHeld longest = BaseSubsidy.Longest(held);
        Main = postings[Array.FindIndex(held, one => ReferenceEquals(one, longest))];
    }

    /// <summary>Everybody who held a post of a kind in a period, by the rosters of a county's townships.</summary>
    public static IReadOnlyList<PeriodService> Of(IReadOnlyList<TownshipRoster> rosters, Period period, SubjectKind kind) =>
    [
        .. rosters.SelectMany(one => one.Roster.Postings, (one, posting) => (one.Township, Posting: posting))
            .Where(one => one.Posting.From <= period.LastDay && (one.Posting.To ?? DateOnly.MaxValue) >= period.FirstDay && one.Posting.Post.IsOf(kind))
            .GroupBy(one => one.Posting.Cadre)
            .Select(postings => new PeriodService([.. postings.OrderBy(one => one.Posting.From)], period)),
    ];

    /// <summary>The posting that counts, the one held longest: its village's readings are the cadre's, and its township's pool and ledger theirs.</summary>
    public (TownshipId Township, Posting Posting) Main { get; }

    /// <summary>Two postings on one day, which no roster should have: townships that stored theirs at the same instant can. Null where there are none.</summary>
    public ProblemError? Overlap => postings.Zip(postings.Skip(1)).Where(pair => pair.Second.Posting.Overlaps(pair.First.Posting)).Select(pair => new ProblemError(
        $"townships/{Main.Township}/roster",
        $"Cadre '{Main.Posting.Cadre}' is in post in '{pair.First.Township}' and in '{pair.Second.Township}' at the same time.")).FirstOrDefault();

    /// <summary>The cadre as a subject.</summary>
    public FrozenSubject Freeze(SchemeDocument scheme)
    {
        var entry = new RosterEntry { Subject = Main.Posting.Cadre, Township = Main.Township, Village = Main.Posting.Village };
        return new FrozenSubject(Count(entry, scheme), Main.Posting.Name, Main.Posting.Post)
        {
            Elsewhere = [.. postings.Select(one => one.Township).Where(township => township != Main.Township).Distinct()],
        };
    }

    /// <summary>
    /// A subject with the days and the base that the postings come to. Days of leave or suspension are not served; whoever is absent so long that too few days
    /// are left to be assessed is on leave, or suspended, for the period.
    /// </summary>
    public RosterEntry Count(RosterEntry entry, SchemeDocument scheme)
    {
        int inPost = held.Sum(one => one.Days);
        int served = inPost - postings.Sum(one => AbsentDays(one.Posting));
        bool isAbsent = served < inPost && served < Math.Max(1, scheme.NotAssessed?.MinimumDays ?? 0);
        return entry with
        {
            Status = isAbsent ? StatusOf(postings.MaxBy(one => AbsentDays(one.Posting)).Posting.Absence!.Kind) : PostStatus.Serving,
            DaysInPost = inPost,
            DaysServed = served,
            BaseSubsidy = BaseSubsidy.Of(period, held, scheme.Subsidy?.Base ?? BaseCounting.Days),
        };
    }

    /// <summary>A subject with the days and the base that the rosters have now: whoever is not in them any more was in post for no day.</summary>
    /// <param name="now">What they say of the subject in the period; null for nothing.</param>
    public static RosterEntry Recount(RosterEntry entry, PeriodService? now, SchemeDocument scheme) => now switch
    {
        null => entry with { DaysInPost = 0, DaysServed = 0, BaseSubsidy = Fen.Zero, Status = PostStatus.Serving },
        // Two townships stored theirs at the same instant: until one mends it, what held before holds.
        { Overlap: not null } => entry,
        _ => now.Count(entry, scheme),
    };

    private int AbsentDays(Posting posting) => posting.Absence is not { } absence
        ? 0
        : Math.Max(0, Earlier(absence.To, Earlier(posting.To, period.LastDay)).DayNumber - Later(absence.From, Later(posting.From, period.FirstDay)).DayNumber + 1);

    private static PostStatus StatusOf(AbsenceKind kind) => kind == AbsenceKind.Suspended ? PostStatus.Suspended : PostStatus.OnLeave;
    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
    private static DateOnly Earlier(DateOnly? one, DateOnly other) => one < other ? one.Value : other;
}
