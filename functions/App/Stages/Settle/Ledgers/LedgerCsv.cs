namespace Yuekao.App.Stages.Settle;

/// <summary>The formats of ledgers.</summary>
internal static class LedgerFormats
{
    public static AnswerFormats<LedgerDocument> Ledgers { get; } = new(new JsonFormat<LedgerDocument>(), new LedgerCsv());
}

/// <summary>A ledger as CSV, a line a subsidy or correction, money in fen.</summary>
internal sealed class LedgerCsv : IAnswerFormat<LedgerDocument>
{
    private static readonly Column[] Columns =
    [
        new("subject", "编号", "subject.id"), new("name", "姓名", "subject.name"), new("township", "乡镇", "subject.townshipName"), new("village", "村", "subject.villageName"),
        new("post", "职务", "subject.post"), new("kind", "类别", "kind"), new("revision", "版次", "revision"), new("grade", "等次", "grade"), new("reason", "未考核原因", "reason"),
        new("baseFen", "基础职务补贴（分）", "base"), new("assessedFen", "考核部分（分）", "assessed"), new("paidFen", "考核部分发放（分）", "paid"),
        new("rewardFen", "奖励（分）", "reward"), new("keptFen", "扣留（分）", "kept"), new("totalFen", "合计发放（分）", "total"),
        new("fromKeptFen", "其中退还扣留（分）", "fromKept"), new("externalFen", "其中另行列支（分）", "external"),
    ];

    public string MediaType => "text/csv";

    public byte[] Write(LedgerDocument document) => CsvTable.Write(Columns, document.Lines.Select(Fields));

    private static string?[] Fields(LedgerEntry line) =>
    [
        line.Subject.Id.Value,
        line.Subject.Name,
        line.Subject.TownshipName,
        line.Subject.VillageName,
        line.Subject.Post is { } post ? CsvValues.NameOf(post) : null,
        CsvValues.NameOf(line.Kind),
        line.Revision.ToString(CultureInfo.InvariantCulture),
        line.Grade?.Value,
        line.Reason is { } reason ? CsvValues.NameOf(reason) : null,
        line.Base.ToString(),
        line.Assessed.ToString(),
        line.Paid.ToString(),
        line.Reward.ToString(),
        line.Kept.ToString(),
        line.Total.ToString(),
        line.FromKept.ToString(),
        line.External.ToString(),
    ];
}
