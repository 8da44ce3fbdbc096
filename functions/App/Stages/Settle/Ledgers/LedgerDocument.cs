namespace Yuekao.App.Stages.Settle;

/// <summary>The subsidies (绩效补贴) of a township, or of the whole county, for one cycle.</summary>
/// <param name="Lines">A line a subject as it was sealed, in roster order, and then a line a correction.</param>
public sealed record LedgerDocument(SchemeKey Scheme, Period Period, IReadOnlyList<LedgerEntry> Lines);

public enum LedgerEntryKind
{
    /// <summary>A subject's subsidy as it was first decided.</summary>
    Subsidy,

    /// <summary>What a superseding result adds to it.</summary>
    Correction,
}

/// <summary>One line of a ledger. All money in fen; a correction's is what it adds.</summary>
public sealed record LedgerEntry
{
    public required SubjectLabel Subject { get; init; }
    public required LedgerEntryKind Kind { get; init; }

    /// <summary>Of the result that the line follows from.</summary>
    public required int Revision { get; init; }

    /// <summary>The grade of that result; null when not assessed.</summary>
    public GradeId? Grade { get; init; }

    /// <summary>Why the subject was not assessed; null when it was.</summary>
    public NotAssessedReason? Reason { get; init; }

    /// <summary>The base post subsidy; 0 in a correction.</summary>
    public Fen Base { get; init; }

    /// <summary>The part of the base that is assessed; 0 in a correction.</summary>
    public Fen Assessed { get; init; }

    /// <summary>What of the assessed part is paid.</summary>
    public required Fen Paid { get; init; }

    /// <summary>The reward on top.</summary>
    public required Fen Reward { get; init; }

    /// <summary>Who pays the reward.</summary>
    public RewardFunding Funding { get; init; }

    /// <summary>What of the assessed part is kept; 0 in a correction.</summary>
    public Fen Kept { get; init; }

    /// <summary>What the subject gets: base − assessed + paid + reward.</summary>
    public required Fen Total { get; init; }

    /// <summary>What of a correction's total comes out of kept money.</summary>
    public Fen FromKept { get; init; }

    /// <summary>What of a correction's total is funded from outside the pool.</summary>
    public Fen External { get; init; }

    internal static LedgerEntry Of(CycleContext context, RecordedResult result, LedgerLine line) => new()
    {
        Subject = SubjectLabel.Of(context, result.Subject),
        Kind = LedgerEntryKind.Subsidy,
        Revision = result.Revision,
        Grade = result.Grade,
        Reason = result.Reason,
        Base = line.Base,
        Assessed = line.Assessed,
        Paid = line.AssessedPaid,
        Reward = line.Reward,
        Funding = line.Funding,
        Kept = line.Kept,
        Total = line.Paid,
    };

    internal static LedgerEntry Of(CycleContext context, RecordedResult result, LedgerLine before, LedgerLine after, BookedDifference booked) => new()
    {
        Subject = SubjectLabel.Of(context, result.Subject),
        Kind = LedgerEntryKind.Correction,
        Revision = result.Revision,
        Grade = result.Grade,
        Paid = after.AssessedPaid - before.AssessedPaid,
        Reward = after.Reward - before.Reward,
        Funding = after.Funding,
        Total = booked.Difference,
        FromKept = booked.FromKept,
        External = booked.External,
    };
}
