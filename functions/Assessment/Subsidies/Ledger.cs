using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Subsidies;

/// <summary>Who pays a reward.</summary>
public enum RewardFunding
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>A township's or the county's budget, from outside the pool.</summary>
    External,

    /// <summary>What others of the pool were not paid.</summary>
    Pool,
}

/// <summary>One subject's subsidy (绩效补贴) for one period. All money in fen, 0 or more.</summary>
public sealed record LedgerLine
{
    /// <summary>The subject.</summary>
    public required SubjectId Subject { get; init; }

    /// <summary>The township whose ledger it stands in.</summary>
    public required TownshipId Township { get; init; }

    /// <summary>The decided grade; null when not assessed.</summary>
    public GradeId? Grade { get; init; }

    /// <summary>Why the subject was not assessed; null when it was.</summary>
    public NotAssessedReason? Reason { get; init; }

    /// <summary>B: the base post subsidy.</summary>
    public required Fen Base { get; init; }

    /// <summary>P: the part of it that is assessed. B − P is paid regardless.</summary>
    public required Fen Assessed { get; init; }

    /// <summary>What of P is paid.</summary>
    public required Fen AssessedPaid { get; init; }

    /// <summary>What of P is not paid and not passed on to others.</summary>
    public required Fen Kept { get; init; }

    /// <summary>The reward on top.</summary>
    public Fen Reward { get; init; }

    /// <summary>Who pays the reward.</summary>
    public RewardFunding Funding { get; init; }

    /// <summary>What of P is not paid: kept, or passed on to the rewarded of the pool.</summary>
    public Fen Withheld => Assessed - AssessedPaid;

    /// <summary>B − P + what of P is paid + reward.</summary>
    public Fen Paid => Base - Assessed + AssessedPaid + Reward;
}

/// <summary>The subsidies of a pool, or of several together.</summary>
/// <param name="Scheme">The scheme and its version.</param>
/// <param name="Period">The period.</param>
/// <param name="Pool">Whether each township is a pool, or the whole county is one: within a pool withheld money is passed on.</param>
/// <param name="Lines">One line a subject, in roster order.</param>
public sealed record Ledger(SchemeKey Scheme, Period Period, Tier Pool, IReadOnlyList<LedgerLine> Lines)
{
    /// <summary>What mended rosters change in earlier periods, by period; paid on top of the lines, or taken back, from outside the pool.</summary>
    public IReadOnlyList<ArrearsLine> Arrears { get; init; } = [];

    /// <summary>Joins the ledgers of several pools of one cycle, such as a county's townships.</summary>
    /// <exception cref="ArgumentException">There is none, or they are of several schemes or periods.</exception>
    public static Ledger Combine(IReadOnlyList<Ledger> ledgers)
    {
        if (ledgers.DistinctBy(ledger => (ledger.Scheme, ledger.Period)).Count() != 1)
            throw new ArgumentException("Only ledgers of one scheme and one period can be combined.", nameof(ledgers));
        return ledgers[0] with { Lines = [.. ledgers.SelectMany(ledger => ledger.Lines)], Arrears = [.. ledgers.SelectMany(ledger => ledger.Arrears)] };
    }

    /// <summary>Adds up every township and the county and says whether paid and kept money is all there is.</summary>
    public Reconciliation Reconcile() => Reconciliation.Of(this);
}
