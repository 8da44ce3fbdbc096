using System.Numerics;
using Yuekao.Assessment.Decisions;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Subsidies;
using Yuekao.Assessment.Tests.Support;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Properties;

public sealed class MoneyProperties
{
    [Fact]
    public void Compute_AnyPool_ReconcilesToTheFenForEveryTownshipAndTheCounty() => Cases.ForEach(600, leastShare: 0.6, (scheme, input, random) =>
    {
        if (scheme.Document.Subsidy is null)
            return false;
        scheme = Assessment.Scheme.From(scheme.Document with { Pool = random.Next(2) == 0 ? Tier.County : Tier.Township }).Required();
        input = scheme.Document.Pool == Tier.County ? input : input with { Roster = [.. input.Roster.Select(entry => entry with { Township = TownshipId.Of("t0") })] };
        var decided = Adjusted(scheme, Make.Propose(scheme, input), random);

        var reconciliation = Subsidy.Compute(scheme, decided).Reconcile();

        Assert.Empty(reconciliation.Differences);
        Assert.Equal(Sum(input.Roster.Select(entry => entry.BaseSubsidy)), reconciliation.County.Base.Amount);
        Assert.Equal(Sum(reconciliation.Townships.Select(township => township.Paid)), reconciliation.County.Paid.Amount);
        Assert.Equal(0, Sum(reconciliation.Townships.Select(township => township.PassedOn)));

        return true;
    });

    [Fact]
    public void Compute_AnyPool_PaysEachLineByItsGrade() => Cases.ForEach(300, leastShare: 0.6, (scheme, input, _) =>
    {
        if (scheme.Document.Subsidy is not { } rules)
            return false;
        var ledger = Subsidy.Compute(scheme, Make.Approve(scheme, input));

        foreach (var (line, entry) in ledger.Lines.Zip(input.Roster))
        {
            var assessed = HalfUp(entry.BaseSubsidy.Amount, rules.AssessedShare.TenThousandths, 10_000);
            Assert.Equal((entry.BaseSubsidy.Amount, assessed), (line.Base.Amount, line.Assessed.Amount));
            var paid = line.Grade is { } grade ? HalfUp(assessed, rules.Grades.Single(pay => pay.Grade == grade).Paid.TenThousandths, 10_000)
                : Treatment(rules.NotAssessed, line.Reason!.Value) switch
                {
                    SubsidyTreatment.Pay => assessed,
                    SubsidyTreatment.Withhold => 0,
                    _ when entry.DaysInPost == 0 => 0,
                    _ => HalfUp(assessed, entry.DaysServed ?? entry.DaysInPost ?? 31, entry.DaysInPost ?? 31),
                };
            Assert.Equal(paid, line.AssessedPaid.Amount);
        }

        var rewards = ledger.Lines.Where(line => line.Grade == Make.Excellent).Select(line => line.Reward.Amount).ToList();
        if (rules.Reward is FixedReward one)
            Assert.All(rewards, reward => Assert.Equal(one.Amount.Amount, reward));
        else if (rewards.Count > 0)
            Assert.Equal((rewards.Max(), true), (rewards[0], rewards.Max() - rewards.Min() <= 1 && rewards.SequenceEqual(rewards.OrderDescending())));

        return true;
    });

    [Fact]
    public void Reconcile_LineOffByOneFen_NamesTheDifference() => Cases.ForEach(40, leastShare: 0.5, (scheme, input, random) =>
    {
        if (scheme.Document.Subsidy is null || input.Roster.Count == 0)
            return false;
        var ledger = Subsidy.Compute(scheme, Make.Approve(scheme, input));
        var wrong = random.Next(ledger.Lines.Count);

        var broken = ledger with { Lines = [.. ledger.Lines.Select((line, index) => index == wrong ? line with { Kept = line.Kept + new Fen(1) } : line)] };

        var reconciliation = broken.Reconcile();
        Assert.False(reconciliation.Balances);
        Assert.Equal(1, reconciliation.County.Difference.Amount);

        return true;
    });

    private static Decided Adjusted(Scheme scheme, Assessment.Outcomes.Proposal proposal, Random random)
    {
        var adjustments = proposal.Outcomes
            .Where(outcome => outcome.Grade is not null && random.Next(6) == 0)
            .Select(outcome => new Adjustment { Subject = outcome.Entry.Subject, Grade = scheme.Grades.First(grade => grade.Id != outcome.Grade).Id, Reason = "minutes 12" });
        return Assert.IsType<Decided>(Meeting.Decide(scheme, proposal, new() { Adjustments = [.. adjustments], OverrideReason = "resolved" }));
    }

    private static long HalfUp(long amount, long part, long whole) => (long)(((2 * (BigInteger)amount * part) + whole) / (2 * whole));

    private static long Sum(IEnumerable<Fen> money) => money.Sum(one => one.Amount);

    private static SubsidyTreatment Treatment(NotAssessedPay pay, NotAssessedReason reason) =>
        reason switch { NotAssessedReason.OnLeave => pay.OnLeave, NotAssessedReason.Suspended => pay.Suspended, _ => pay.ShortService };
}
