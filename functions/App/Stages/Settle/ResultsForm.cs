namespace Yuekao.App.Stages.Settle;

/// <summary>A township's results as they are printed and signed.</summary>
internal sealed class ResultsForm(PrintedTerms terms, FrozenTownship township)
{
    private static readonly Column[] Columns =
    [
        new("number", "序号", "number", Kind: ColumnKind.Number), new("name", "姓名", "name"), new("village", "村", "village"), Column.Of<Post>("post", "职务", "post", Titles.ZhCn),
        new("kind", "考核情况", "kind"), new("grade", "等次", "grade"), new("rank", "位次", "rank", Kind: ColumnKind.Number), new("score", "得分", "score", Kind: ColumnKind.Number),
        new("adjusted", "联席会调整", "adjusted"), new("note", "备注", "note"), new("subject", "编号", "subject", Kind: ColumnKind.Id) { IsHidden = true },
    ];

    public IReadOnlyList<PrintedSheet> Sheets(Page<ResultView> results) =>
    [
        new PrintedSheet(township.Name, "考核结果表", [.. terms.Under, $"乡镇：{township.Name}", .. Counts(results.Items)], Columns, [.. results.Items.Select(Row)])
        {
            Signatures = ["制表人", "审核人", "联席会议召集人（盖章）", "日期"],
        },
    ];

    private IEnumerable<string> Counts(IReadOnlyList<ResultView> results) =>
        [$"共 {results.Count} 名（个）", .. results.Where(one => one.Grade is not null).GroupBy(one => one.Grade).OrderBy(same => GradeOrder(same.Key!.Value)).Select(same => $"{terms.TitleOf(same.Key)} {same.Count()}")];

    private int GradeOrder(GradeId grade) => terms.Context.Scheme.Grades.Index().FirstOrDefault(one => one.Item.Id == grade).Index;

    private string?[] Row(ResultView result, int index) =>
    [
        (index + 1).ToString(CultureInfo.InvariantCulture), result.Subject.Name, result.Subject.VillageName, result.Subject.Post is { } post ? CellValues.NameOf(post) : null, PrintedTerms.ZhCn(result.Kind),
        terms.TitleOf(result.Grade), result.Rank?.ToString(CultureInfo.InvariantCulture), result.ShownScore, result.Adjusted ? "是" : "", NoteOf(result), result.Subject.Id.Value,
    ];

    private static string NoteOf(ResultView result) => string.Join('；', new[]
    {
        result.Reason is { } reason ? PrintedTerms.ZhCn(reason) : null, result.Selected ? "入选" : null, result.Revision > 1 ? $"第 {result.Revision} 版（已更正）" : null,
    }.OfType<string>());
}

internal static class ResultsFormats
{
    private static readonly ResultsTable Table = new();

    /// <summary>JSON and CSV for programs, a printed form for people.</summary>
    public static AnswerFormats<Page<ResultView>> Of(PrintedTerms terms, FrozenTownship township) =>
        new(new JsonFormat<Page<ResultView>>(), new TableAnswer<Page<ResultView>>(new CsvFile(), Table), new PrintedFormat<Page<ResultView>>(Table.ZhCn, new ResultsForm(terms, township).Sheets));
}
