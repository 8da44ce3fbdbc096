namespace Yuekao.App.Records;

/// <summary>A panel as CSV, a line a judge.</summary>
internal sealed class PanelTable : IKeyedTable<Panel>
{
    private static readonly Column Id = new("id", "编号", "id", Kind: ColumnKind.Id);
    private static readonly Column Name = new("name", "姓名", "name");
    private static readonly Column Township = new("township", "乡镇", "township", IsRequired: false, Kind: ColumnKind.Id);
    private static readonly Column Contact = new("contact", "联系方式", "contact", IsRequired: false);

    public string ZhCn => "评委名单";

    public IReadOnlyList<Column> Columns { get; } = [Id, Name, Township, Contact];

    public IReadOnlyList<Column> Keys => [Id];

    public static DocumentFormats<Panel> Formats { get; } = TableFormats.Of(new PanelTable());

    public Located<Panel> Read(IReadOnlyList<TableRow> rows, List<ProblemError> errors)
    {
        var panel = new Panel([.. rows.Select(row => Read(row, errors))]);
        var places = new TablePlaces();
        foreach ((int index, TableRow row) in rows.Index())
            places.Add($"$.judges[{index}]", row, Columns);
        return new Located<Panel>(panel, places.Of);
    }

    public IEnumerable<string> PathsOf(Panel document) => document.Judges.Select((_, index) => $"$.judges[{index}]");

    public IEnumerable<IReadOnlyList<string?>> Write(Panel document) => document.Judges.Select(judge => new[] { judge.Id.Value, judge.Name, judge.Township?.Value, judge.Contact });

    private static Judge Read(TableRow row, List<ProblemError> errors) => new(
        row.Required(Id, CellValues.Id<JudgeId>, JudgeId.Expected, errors),
        row.RequiredText(Name, errors),
        row.Optional(Township, CellValues.Id<TownshipId>, TownshipId.Expected, errors),
        row[Contact]);
}
