using Yuekao.Assessment.Tests.Oracle.Plain;

namespace Yuekao.Assessment.Tests.Oracle.Rules;

/// <summary>What everyone on the roster is paid, in roster order. The grades may be the meeting's.</summary>
internal static class Pay
{
    public static List<PlainPay> Of(PlainScheme scheme, PlainPool pool, List<PlainOutcome> outcomes)
    {
        var subsidy = scheme.Subsidy!;
        var pays = pool.Roster.Zip(outcomes, (subject, outcome) => BeforeReward(subsidy, pool, subject, outcome)).ToList();
        var rewarded = outcomes.Where(one => one.Grade is { } grade && subsidy.Pays[grade].Rewarded).Select(one => one.Subject).ToList();
        var withheld = pays.Zip(outcomes).Where(one => one.Second.NotAssessed is null).Sum(one => one.First.Withheld);
        return pays.Select(pay => pay with { Reward = Reward(subsidy, withheld, rewarded.IndexOf(pay.Subject), rewarded.Count) }).ToList();
    }

    private static PlainPay BeforeReward(PlainSubsidy subsidy, PlainPool pool, PlainSubject subject, PlainOutcome outcome)
    {
        var assessed = Rounded(Money(subject.Base) * Fraction.Of(subsidy.AssessedShare));
        var share = outcome.NotAssessed is { } reason
            ? Treated(subsidy.NotAssessed[reason], subject.Days ?? subject.InPost ?? pool.PeriodDays, subject.InPost ?? pool.PeriodDays)
            : Fraction.Of(subsidy.Pays[outcome.Grade!].Paid);
        var paid = Rounded(Money(assessed) * share);
        return new(subject.Id, subject.Base - assessed, assessed, paid, assessed - paid, 0);
    }

    private static Fraction Treated(string treatment, int served, int days) => treatment switch
    {
        "pay" => 1,
        "withhold" => 0,
        _ => days == 0 ? 0 : new Fraction(served, days),
    };

    /// <summary>Pooled: equal parts of what was withheld, the odd fen to the first on the roster.</summary>
    private static long Reward(PlainSubsidy subsidy, long withheld, int place, int rewarded)
    {
        if (place < 0)
            return 0;
        return subsidy.Pooled ? (withheld / rewarded) + (place < withheld % rewarded ? 1 : 0) : subsidy.FixedReward ?? 0;
    }

    private static Fraction Money(long fen) => new(fen, 1);

    private static long Rounded(Fraction money) => (long)money.RoundHalfUp();
}
