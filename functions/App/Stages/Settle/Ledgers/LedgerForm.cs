namespace Yuekao.App.Stages.Settle;

/// <summary>A ledger as the finance office prints and signs it: a sheet a township, and before several of them one that adds them up. What is not printed is in the CSV.</summary>
internal sealed class LedgerForm(PrintedTerms terms)
{
    private const string Title = "绩效补贴发放表";
    private const string Yuan = "单位：元";

    private static readonly Column Number = new("number", "序号", "number", Kind: ColumnKind.Number);
    private static readonly Column Name = new("name", "姓名", "name");
    private static readonly Column Village = new("village", "村", "village");
    private static readonly Column Post = Column.Of<Post>("post", "职务", "post", Titles.ZhCn);
    private static readonly Column Grade = new("grade", "等次", "grade");
    private static readonly Column Township = new("township", "乡镇", "township");
    private static readonly Column People = new("people", "人数", "people", Kind: ColumnKind.Number);
    private static readonly Column Base = Money("base", "基础职务补贴（分）");
    private static readonly Column Assessed = Money("assessed", "考核部分（分）");
    private static readonly Column Paid = Money("paid", "考核部分发放（分）");
    private static readonly Column Reward = Money("reward", "奖励（分）");
    private static readonly Column Kept = Money("kept", "扣留（分）");
    private static readonly Column Total = Money("total", "实发合计（分）");
    private static readonly Column Note = new("note", "备注", "note");
    private static readonly Column Receipt = new("receipt", "领取人签字", "receipt");
    private static readonly Column Id = new("subject", "编号", "subject", Kind: ColumnKind.Id) { IsHidden = true };

    private static readonly Column[] Sums = [Base, Assessed, Paid, Reward, Kept, Total];

    public IReadOnlyList<PrintedSheet> Sheets(LedgerDocument ledger)
    {
        (string Name, LedgerEntry[] Lines)[] townships = [.. ledger.Lines.GroupBy(line => line.Subject.Township).Select(lines => (lines.First().Subject.TownshipName, lines.ToArray()))];
        IEnumerable<PrintedSheet> sheets = townships.Select(one => SheetOf(one.Name, one.Lines));
        return townships.Length == 1 ? [.. sheets] : [Summary(townships), .. sheets];
    }

    private PrintedSheet SheetOf(string township, LedgerEntry[] lines) => new(
        township, Title, [.. terms.Under, $"乡镇：{township}", Yuan], [Number, Name, Village, Post, Grade, .. Sums, Note, Receipt, Id], [.. lines.Select(Row)])
    {
        Summed = Sums,
        InCapitals = Total,
        Signatures = ["制表人", "乡镇审核", "乡镇负责人（盖章）", "日期"],
    };

    private PrintedSheet Summary((string Name, LedgerEntry[] Lines)[] townships) => new(
        "全县汇总", $"{Title}（全县汇总）", [.. terms.Under, Yuan], [Number, Township, People, .. Sums], [.. townships.Select((one, index) => SumRow(one.Name, one.Lines, index))])
    {
        Summed = [People, .. Sums],
        InCapitals = Total,
        Signatures = ["制表人", "财政部门审核", "组织部门负责人（盖章）", "日期"],
    };

    private string?[] Row(LedgerEntry line, int index) =>
    [
        Shown(index + 1), line.Subject.Name, line.Subject.VillageName, line.Subject.Post is { } post ? CellValues.NameOf(post) : null,
        line.Reason is { } reason ? PrintedTerms.ZhCn(reason) : terms.TitleOf(line.Grade), .. MoneyOf(line).Select(money => money.ToString()), NoteOf(line), null, line.Subject.Id.Value,
    ];

    private static string?[] SumRow(string township, LedgerEntry[] lines, int index) =>
    [
        Shown(index + 1), township, Shown(lines.Select(line => line.Subject.Id).Distinct().Count()),
        .. Enumerable.Range(0, Sums.Length).Select(column => lines.Aggregate(Fen.Zero, (sum, line) => sum + MoneyOf(line)[column]).ToString()),
    ];

    private static Fen[] MoneyOf(LedgerEntry line) => [line.Base, line.Assessed, line.Paid, line.Reward, line.Kept, line.Total];

    private static string NoteOf(LedgerEntry line) => line.Kind switch
    {
        LedgerEntryKind.Arrears when line.Arrears is { } arrears =>
            $"{(line.Total < Fen.Zero ? "扣回" : "补发")}{FileWords.ZhCn(arrears.Period)}：任职 {arrears.DaysBefore} 天改为 {arrears.DaysAfter} 天，基础补贴 {YuanOf(arrears.BaseBefore)} 元改为 {YuanOf(arrears.BaseAfter)} 元",
        LedgerEntryKind.Correction => $"申诉更正：退还扣留 {YuanOf(line.FromKept)} 元，另行列支 {YuanOf(line.External)} 元",
        _ => line.Funding == RewardFunding.External && line.Reward > Fen.Zero ? "奖励另行列支" : "",
    };

    private static string YuanOf(Fen fen) => (fen.Amount / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Shown(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Column Money(string name, string zhCn) => new(name, zhCn, name, Kind: ColumnKind.Money);
}

internal static class LedgerFormats
{
    private static readonly LedgerTable Table = new();

    /// <summary>JSON and CSV for programs, a printed form for people.</summary>
    public static AnswerFormats<LedgerDocument> Of(PrintedTerms terms) =>
        new(new JsonFormat<LedgerDocument>(), new TableAnswer<LedgerDocument>(new CsvFile(), Table), new PrintedFormat<LedgerDocument>(Table.ZhCn, new LedgerForm(terms).Sheets));
}
