using Yuekao.Assessment.Decisions;
using Yuekao.Assessment.Scoring;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Subsidies;

/// <summary>Turns decided outcomes into subsidies, to the fen.</summary>
public static class Subsidy
{
    /// <summary>Computes the ledger of a pool.</summary>
    /// <param name="scheme">The scheme, with subsidy rules.</param>
    /// <param name="decided">The pool's decided outcomes, in roster order.</param>
    /// <exception cref="ArgumentException">The scheme has no subsidy, or is not the decision's.</exception>
    public static Ledger Compute(Scheme scheme, Decided decided)
    {
        if (scheme.Plan.Subsidy is not { } plan || scheme.Key != decided.Pool.Scheme)
            throw new ArgumentException($"Scheme {scheme.Key} has no subsidy for outcomes of {decided.Pool.Scheme}.", nameof(scheme));
        var lines = decided.Outcomes.Select(outcome => BeforePooling(scheme, plan, outcome, decided.Pool.Period)).ToArray();
        if (plan.IsPooled)
            Share(plan, scheme.Plan.Grades, lines);
        return new(scheme.Key, decided.Pool.Period, scheme.Document.Pool, lines);
    }

    /// <summary>Computes what an appeal changes in a sealed ledger, as a line of its own. Nobody else's line changes.</summary>
    /// <param name="scheme">The scheme, with subsidy rules.</param>
    /// <param name="ledger">The appellant's sealed pool's ledger.</param>
    /// <param name="appeal">What the appeal came to.</param>
    /// <exception cref="ArgumentException">The scheme has no subsidy, or the ledger does not have the appellant.</exception>
    public static LedgerCorrection Correct(Scheme scheme, Ledger ledger, AppealDecided appeal)
    {
        var subject = appeal.Decided.Proposed.Entry.Subject;
        var before = ledger.Lines.FirstOrDefault(line => line.Subject == subject);
        if (scheme.Plan.Subsidy is not { } plan || before is null)
            throw new ArgumentException($"The ledger has no line of '{subject}' under scheme {scheme.Key}.", nameof(ledger));

        var after = BeforePooling(scheme, plan, appeal.Decided, ledger.Period) with { Kept = Fen.Zero };
        var fromKept = after.AssessedPaid - before.AssessedPaid;
        if (before.Kept < fromKept)
            fromKept = before.Kept;
        after = after with { Kept = before.Kept - fromKept };
        if (plan.IsPooled && plan.IsRewarded(CodeOf(scheme, appeal.Decided)))
            after = after with { Reward = before.Funding == RewardFunding.None ? SealedShare(ledger, subject) : before.Reward, Funding = before.Funding == RewardFunding.None ? RewardFunding.External : before.Funding };
        var difference = after.Paid - before.Paid;
        return new(before, after, difference, fromKept, difference - fromKept);
    }

    private static LedgerLine BeforePooling(Scheme scheme, SubsidyPlan plan, DecidedOutcome outcome, Period period)
    {
        var entry = outcome.Proposed.Entry;
        var code = CodeOf(scheme, outcome);
        var (assessed, paid) = plan.Pay(TimeInPost.Of(entry, period), outcome.Proposed.Reason, code);
        var reward = plan.IsRewarded(code) ? plan.FixedReward : Fen.Zero;
        return new()
        {
            Subject = entry.Subject,
            Township = entry.Township,
            Grade = outcome.Grade,
            Reason = outcome.Proposed.Reason,
            Base = entry.BaseSubsidy,
            Assessed = assessed,
            AssessedPaid = paid,
            Kept = assessed - paid,
            Reward = reward,
            Funding = reward > Fen.Zero ? RewardFunding.External : RewardFunding.None,
        };
    }

    /// <summary>Shares what the assessed were not paid equally among the rewarded; the first in roster order take the odd fen.</summary>
    private static void Share(SubsidyPlan plan, GradeId[] grades, LedgerLine[] lines)
    {
        bool Rewarded(LedgerLine line) => line.Grade is { } grade && plan.IsRewarded((byte)Array.IndexOf(grades, grade));
        var rewarded = lines.Count(Rewarded);
        if (rewarded == 0)
            return;
        var withheld = lines.Where(line => line.Reason is null).Aggregate(Fen.Zero, (sum, line) => sum + line.Withheld);
        var (share, odd) = Math.DivRem(withheld.Amount, rewarded);
        for (var index = 0; index < lines.Length; index++)
        {
            if (lines[index].Reason is null)
                lines[index] = lines[index] with { Kept = Fen.Zero };
            if (Rewarded(lines[index]))
                lines[index] = lines[index] with { Reward = new(share + (odd-- > 0 ? 1 : 0)), Funding = RewardFunding.Pool };
        }
    }

    /// <summary>What the sealed pool's rewarded got each, without odd fen; all that was kept of the assessed where nobody was rewarded.</summary>
    private static Fen SealedShare(Ledger ledger, SubjectId appellant)
    {
        var shares = ledger.Lines.Where(line => line.Funding == RewardFunding.Pool).Select(line => line.Reward).ToList();
        return shares.Count > 0
            ? shares.Min()
            : ledger.Lines.Where(line => line.Reason is null && line.Subject != appellant).Aggregate(Fen.Zero, (sum, line) => sum + line.Kept);
    }

    private static byte CodeOf(Scheme scheme, DecidedOutcome outcome) =>
        outcome.Grade is { } grade ? (byte)Array.IndexOf(scheme.Plan.Grades, grade) : GradeCode.None;
}

/// <summary>What an appeal changes in a sealed ledger.</summary>
/// <param name="Before">The appellant's sealed line.</param>
/// <param name="After">The line as it would have been.</param>
/// <param name="Difference">What is paid on top, 0 or more: After.Paid − Before.Paid.</param>
/// <param name="FromKept">What of it comes out of the appellant's own money that was kept.</param>
/// <param name="External">What of it must be funded from outside the pool, because the rest was passed on to others, who lose nothing.</param>
public sealed record LedgerCorrection(LedgerLine Before, LedgerLine After, Fen Difference, Fen FromKept, Fen External);
