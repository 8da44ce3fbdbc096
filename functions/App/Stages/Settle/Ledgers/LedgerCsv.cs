namespace Yuekao.App.Stages.Settle;

internal static class LedgerFormats
{
    public static AnswerFormats<LedgerDocument> Ledgers { get; } = new(new JsonFormat<LedgerDocument>(), new LedgerCsv());
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
