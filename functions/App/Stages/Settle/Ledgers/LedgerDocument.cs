namespace Yuekao.App.Stages.Settle;

/// <summary>The subsidies (绩效补贴) of a township, or of the whole county, for one cycle.</summary>
/// <param name="Lines">A line a subject as it was sealed, in roster order, then a line a subject and earlier period for arrears, and then a line a correction.</param>
public sealed record LedgerDocument(SchemeKey Scheme, Period Period, IReadOnlyList<LedgerEntry> Lines);

/// <summary>A subject's subsidy as it was first decided; what a mended roster changes in an earlier period's (补发、扣回); or what a superseding result adds to it.</summary>
public enum LedgerEntryKind
{
    Subsidy,
    Arrears,
    Correction,
}

/// <summary>
/// One line of a ledger, with revision, grade and reason of the result that it follows from: a grade is null when not assessed, a reason when assessed. All
/// money is in fen. Of the base post subsidy a part is assessed, and of that part something is paid and the rest kept; the total is base − assessed + paid +
/// reward. A correction says what it adds: nothing to base, assessed and kept; its total comes out of kept money or from outside the pool. Arrears have revision,
/// grade and reason of the earlier period's result, revision 0 where it has none; their total is paid from outside the pool, or taken back when below 0.
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
    public LedgerArrears? Arrears { get; init; }

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

    internal static LedgerEntry Of(RevisitedSubject subject, ArrearsLine line) => new(subject.Label, LedgerEntryKind.Arrears, subject.Revision)
    {
        Grade = subject.Pay.Grade,
        Reason = subject.Pay.Reason,
        Paid = Fen.Zero,
        Reward = Fen.Zero,
        Total = line.Difference,
        Arrears = new LedgerArrears(line.Period, line.Before.Base, line.After.Base, line.Before.Days, line.After.Days),
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

/// <summary>What arrears are of: an earlier period, and its base post subsidy and days in post as they were paid so far and as the roster has them now.</summary>
public sealed record LedgerArrears(Period Period, Fen BaseBefore, Fen BaseAfter, int DaysBefore, int DaysAfter);

/// <summary>A ledger as CSV, a line a subsidy, arrears or correction, money in fen.</summary>
internal sealed class LedgerTable : IAnswerTable<LedgerDocument>
{
    public string ZhCn => "补贴台账";

    public IReadOnlyList<Column> Columns { get; } =
    [
        .. SubjectColumns.All,
        new("kind", "类别", "kind"), new("revision", "版次", "revision", Kind: ColumnKind.Number), new("grade", "等次", "grade"), new("reason", "未考核原因", "reason"),
        new("baseFen", "基础职务补贴（分）", "base", Kind: ColumnKind.Money), new("assessedFen", "考核部分（分）", "assessed", Kind: ColumnKind.Money), new("paidFen", "考核部分发放（分）", "paid", Kind: ColumnKind.Money),
        new("rewardFen", "奖励（分）", "reward", Kind: ColumnKind.Money), new("keptFen", "扣留（分）", "kept", Kind: ColumnKind.Money), new("totalFen", "合计发放（分）", "total", Kind: ColumnKind.Money),
        new("fromKeptFen", "其中退还扣留（分）", "fromKept", Kind: ColumnKind.Money), new("externalFen", "其中另行列支（分）", "external", Kind: ColumnKind.Money),
        new("arrearsFen", "补发扣回（分）", "arrears", Kind: ColumnKind.Money), new("arrearsPeriod", "补发扣回所属期", "arrears.period"),
        new("baseBeforeFen", "原基础职务补贴（分）", "arrears.baseBefore", Kind: ColumnKind.Money), new("baseAfterFen", "应计基础职务补贴（分）", "arrears.baseAfter", Kind: ColumnKind.Money),
        new("daysBefore", "原任职天数", "arrears.daysBefore", Kind: ColumnKind.Number), new("daysAfter", "应计任职天数", "arrears.daysAfter", Kind: ColumnKind.Number),
    ];

    public IEnumerable<IReadOnlyList<string?>> Write(LedgerDocument document) => document.Lines.Select(Fields);

    private static string?[] Fields(LedgerEntry line) =>
    [
        .. SubjectColumns.Fields(line.Subject),
        CellValues.NameOf(line.Kind),
        line.Revision.ToString(CultureInfo.InvariantCulture),
        line.Grade?.Value,
        line.Reason is { } reason ? CellValues.NameOf(reason) : null,
        .. new[] { line.Base, line.Assessed, line.Paid, line.Reward, line.Kept, line.Total, line.FromKept, line.External }.Select(money => money.ToString()),
        (line.Arrears is null ? Fen.Zero : line.Total).ToString(),
        line.Arrears?.Period.Value,
        (line.Arrears?.BaseBefore ?? Fen.Zero).ToString(),
        (line.Arrears?.BaseAfter ?? Fen.Zero).ToString(),
        line.Arrears?.DaysBefore.ToString(CultureInfo.InvariantCulture),
        line.Arrears?.DaysAfter.ToString(CultureInfo.InvariantCulture),
    ];
}
