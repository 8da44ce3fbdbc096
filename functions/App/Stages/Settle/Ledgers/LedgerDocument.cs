namespace Yuekao.App.Stages.Settle;

/// <summary>The subsidies (绩效补贴) of a township, or of the whole county, for one cycle.</summary>
/// <param name="Lines">A line a subject as it was sealed, in roster order, and then a line a correction.</param>
public sealed record LedgerDocument(SchemeKey Scheme, Period Period, IReadOnlyList<LedgerEntry> Lines);

/// <summary>A subject's subsidy as it was first decided, or what a superseding result adds to it.</summary>
public enum LedgerEntryKind
{
    Subsidy,
    Correction,
}

/// <summary>
/// One line of a ledger, with revision, grade and reason of the result that it follows from: a grade is null when not assessed, a reason when assessed. All
/// money is in fen. Of the base post subsidy a part is assessed, and of that part something is paid and the rest kept; the total is base − assessed + paid +
/// reward. A correction says what it adds: nothing to base, assessed and kept; its total comes out of kept money or from outside the pool.
/// </summary>
public sealed record LedgerEntry(SubjectLabel Subject, LedgerEntryKind Kind, int Revision)
{
    public GradeId? Grade { get; init; }
    public NotAssessedReason? Reason { get; init; }
    public Fen Base { get; init; }
    public Fen Assessed { get; init; }
    public required Fen Paid { get; init; }
    public required Fen Reward { get; init; }
    public RewardFunding Funding { get; init; }
    public Fen Kept { get; init; }
    public required Fen Total { get; init; }
    public Fen FromKept { get; init; }
    public Fen External { get; init; }

    internal static LedgerEntry Of(CycleContext context, RecordedResult result, LedgerLine line) =>
        new(SubjectLabel.Of(context, result.Subject), LedgerEntryKind.Subsidy, result.Revision)
        {
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

    internal static LedgerEntry Of(CycleContext context, RecordedResult result, LedgerLine before, LedgerLine after, BookedDifference booked) =>
        new(SubjectLabel.Of(context, result.Subject), LedgerEntryKind.Correction, result.Revision)
        {
            Grade = result.Grade,
            Paid = after.AssessedPaid - before.AssessedPaid,
            Reward = after.Reward - before.Reward,
            Funding = after.Funding,
            Total = booked.Difference,
            FromKept = booked.FromKept,
            External = booked.External,
        };
}

/// <summary>A ledger as CSV, a line a subsidy or correction, money in fen.</summary>
internal sealed class LedgerCsv : IAnswerFormat<LedgerDocument>
{
    private static readonly Column[] Columns =
    [
        .. SubjectColumns.All,
        new("kind", "类别", "kind"), new("revision", "版次", "revision"), new("grade", "等次", "grade"), new("reason", "未考核原因", "reason"),
        new("baseFen", "基础职务补贴（分）", "base"), new("assessedFen", "考核部分（分）", "assessed"), new("paidFen", "考核部分发放（分）", "paid"),
        new("rewardFen", "奖励（分）", "reward"), new("keptFen", "扣留（分）", "kept"), new("totalFen", "合计发放（分）", "total"),
        new("fromKeptFen", "其中退还扣留（分）", "fromKept"), new("externalFen", "其中另行列支（分）", "external"),
    ];

    public string MediaType => "text/csv";

    public byte[] Write(LedgerDocument document) => CsvTable.Write(Columns, document.Lines.Select(Fields));

    private static string?[] Fields(LedgerEntry line) =>
    [
        .. SubjectColumns.Fields(line.Subject),
        CsvValues.NameOf(line.Kind),
        line.Revision.ToString(CultureInfo.InvariantCulture),
        line.Grade?.Value,
        line.Reason is { } reason ? CsvValues.NameOf(reason) : null,
        .. new[] { line.Base, line.Assessed, line.Paid, line.Reward, line.Kept, line.Total, line.FromKept, line.External }.Select(money => money.ToString()),
    ];
}
