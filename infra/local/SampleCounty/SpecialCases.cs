namespace Yuekao.Local.SampleCounty;

/// <summary>Puts into the roster what a month must be able to deal with: leave, suspension, late joiners.</summary>
internal static class SpecialCases
{
    private static readonly SampleAbsence Maternity = new("onLeave", new DateOnly(2026, 8, 17), new DateOnly(2026, 12, 13));
    private static readonly SampleAbsence Illness = new("onLeave", new DateOnly(2026, 9, 28), new DateOnly(2026, 11, 20));
    private static readonly SampleAbsence LongIllness = new("onLeave", new DateOnly(2026, 10, 1), null);
    private static readonly SampleAbsence ShortLeave = new("onLeave", new DateOnly(2026, 10, 12), new DateOnly(2026, 10, 16));
    private static readonly SampleAbsence HalfMonthLeave = new("onLeave", new DateOnly(2026, 10, 6), new DateOnly(2026, 10, 25));
    private static readonly SampleAbsence Suspension = new("suspended", new DateOnly(2026, 9, 21), null);

    private static readonly DateOnly JoinedLate = new(2026, 10, 20);
    private static readonly DateOnly JoinedEarly = new(2026, 10, 9);

    private static readonly IReadOnlyList<Func<SamplePosting, SamplePosting>> Changes =
    [
        posting => posting with { Absence = Maternity },
        posting => posting with { Absence = Illness },
        posting => posting with { Absence = LongIllness },
        posting => posting with { Absence = ShortLeave },
        posting => posting with { Absence = HalfMonthLeave },
        posting => posting with { Absence = Suspension },
        posting => posting with { From = JoinedLate },
        posting => posting with { From = JoinedLate },
        posting => posting with { From = JoinedEarly },
    ];

    /// <summary>Changes one posting for each case; who is hit, chance decides. A maternity leave goes to a woman.</summary>
    public static IReadOnlyList<SamplePosting> Apply(IReadOnlyList<SamplePosting> postings, Dice dice)
    {
        SamplePosting[] changed = [.. postings];
        var twice = postings.CountBy(posting => posting.Cadre).Where(count => count.Value > 1).Select(count => count.Key).ToHashSet();
        var free = Enumerable.Range(0, changed.Length)
            .Where(index => !twice.Contains(changed[index].Cadre) && changed[index].Post != "secretaryAndDirector")
            .ToList();
        foreach (var (number, change) in Changes.Index())
        {
            int[] fit = [.. free.Where(index => number > 0 || changed[index].Post == "womensChair")];
            int chosen = dice.Pick(fit);
            changed[chosen] = change(changed[chosen]);
            free.Remove(chosen);
        }

        return changed;
    }
}
