namespace Yuekao.App.Records;

/// <summary>What a county's development of its people comes to in a year, as far as the day of the report.</summary>
/// <param name="On">The day of the report: the year's last one, or today while it lasts.</param>
public sealed record DevelopmentReport(Period Year, DateOnly On, IReadOnlyList<DevelopmentFigure> Figures);

/// <summary>One figure of the report.</summary>
/// <param name="Figure">What is counted: <c>classesByForm</c>.</param>
/// <param name="Title">What both are called.</param>
/// <param name="Value">A number, of people unless the title says of what; a rate is in percent, rounded half up to one decimal.</param>
/// <param name="Link">The list that it counts, as a path under the county.</param>
public sealed record DevelopmentFigure(string Figure, LocalText Title, decimal Value, string Link)
{
    /// <summary>Of which part, as the API names it: a form, a source, a township; null for the whole.</summary>
    public string? Of { get; init; }
}

/// <summary>A report as CSV, a line a figure.</summary>
internal sealed class DevelopmentReportTable : IAnswerTable<DevelopmentReport>
{
    public string ZhCn => "选育情况";

    public IReadOnlyList<Column> Columns { get; } =
    [
        new("figure", "指标", "figure"), new("of", "分项", "of"), new("title", "名称", "title"), new("value", "数值", "value"), new("year", "年度", "year"), new("on", "截至日期", "on", Kind: ColumnKind.Day), new("link", "明细", "link"),
    ];

    public static AnswerFormats<DevelopmentReport> Formats { get; } = TableFormats.OfAnswer(new DevelopmentReportTable());

    public IEnumerable<IReadOnlyList<string?>> Write(DevelopmentReport document) => document.Figures.Select(figure => new[]
    {
        figure.Figure, figure.Of, figure.Title.ZhCn, figure.Value.ToString(CultureInfo.InvariantCulture), document.Year.Value, CellValues.Show(document.On), figure.Link,
    });
}
