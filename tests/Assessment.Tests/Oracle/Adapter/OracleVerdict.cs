using Yuekao.Assessment.Tests.Oracle.Plain;
using Yuekao.Assessment.Tests.Oracle.Rules;

namespace Yuekao.Assessment.Tests.Oracle.Adapter;

/// <summary>What the second implementation says of a pool.</summary>
internal static class OracleVerdict
{
    public static Verdict Of(PlainScheme scheme, PlainPool pool)
    {
        if (Missing.Of(scheme, pool) is { Count: > 0 } missing)
            return new(missing.Select(one => $"missing {one.Item} {one.Source} {one.About}").Order().ToList(), ["incomplete"]);

        var outcomes = PoolOutcomes.Of(scheme, pool);
        var pays = scheme.Subsidy is null ? null : Pay.Of(scheme, pool, outcomes);
        var assessed = outcomes.Count(one => one.NotAssessed is null);
        var seats = scheme.Grading.Kind == "quota" ? Seats.For(assessed, scheme.Grading.Grades.Select(grade => grade.Number).ToList()) : [];
        var lines = outcomes.Zip(pool.Roster).Select((one, index) => Line(scheme, one.Second, one.First, pays?[index]));
        var bulk = outcomes.Select((one, index) =>
            $"{one.Subject} {Kind(one)} {one.Grade} rank {one.Rank} selected {one.Selected} tied {one.Tied} paid {(pays is null ? 0 : Total(pays[index]))}");
        return new([$"assessed {assessed} ranked {outcomes.Count(one => one.Rank is not null)} seats {string.Join(' ', seats)}", .. lines], bulk.ToList());
    }

    private static string Line(PlainScheme scheme, PlainSubject subject, PlainOutcome one, PlainPay? pay)
    {
        var bonus = Scores.Observed(scheme.Bonus, subject);
        var deductions = Scores.Observed(scheme.Deductions, subject);
        var money = pay is null ? "" : $" paid {pay.Unassessed} + {pay.Paid} of {pay.Assessed} + {pay.Reward} = {Total(pay)}";
        return $"{one.Subject} {Kind(one)} {one.NotAssessed} {one.Grade} score {one.Score} rank {one.Rank} selected {one.Selected} tied {one.Tied} "
            + $"failed {string.Join(',', one.FailedConditions.Order())} vetoes {string.Join(',', one.Vetoes.Order())} bonus {bonus} deductions {deductions}{money}";
    }

    private static string Kind(PlainOutcome one) => one switch
    {
        { NotAssessed: not null } => "NotAssessed",
        { FailedConditions: not [] } => "Gated",
        { Vetoes: not [] } => "Vetoed",
        _ => "Scored",
    };

    private static long Total(PlainPay pay) => pay.Unassessed + pay.Paid + pay.Reward;
}
