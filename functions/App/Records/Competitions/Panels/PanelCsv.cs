namespace Yuekao.App.Records;

/// <summary>A panel as CSV, a line a judge.</summary>
internal sealed class PanelCsv : IDocumentFormat<Panel>
{
    private static readonly Column Id = new("id", "编号", "id");
    private static readonly Column Name = new("name", "姓名", "name");
    private static readonly Column Township = new("township", "乡镇", "township", IsRequired: false);
    private static readonly Column Contact = new("contact", "联系方式", "contact", IsRequired: false);
    private static readonly Column[] Columns = [Id, Name, Township, Contact];

    public static DocumentFormats<Panel> Formats { get; } = new(new JsonFormat<Panel>(), new PanelCsv());

    public string MediaType => "text/csv";

    public Located<Panel> Read(ReadOnlyMemory<byte> body)
    {
        var errors = new List<ProblemError>();
        IReadOnlyList<CsvRow> rows = CsvTable.Read(body, Columns, errors);
        var panel = new Panel([.. rows.Select(row => Read(row, errors))]);
        ErrorList.ThrowIfAny(ProblemType.Malformed, errors);
        var places = new CsvPlaces();
        foreach ((int index, CsvRow row) in rows.Index())
            places.Add($"$.judges[{index}]", row, Columns);
        return new Located<Panel>(panel, places.Of);
    }

    public byte[] Write(Panel document) => CsvTable.Write(Columns, document.Judges.Select(judge => new[] { judge.Id.Value, judge.Name, judge.Township?.Value, judge.Contact }));

    private static Judge Read(CsvRow row, List<ProblemError> errors) => new(
        row.Required(Id, CsvValues.Id<JudgeId>, JudgeId.Expected, errors),
        row.RequiredText(Name, errors),
        row.Optional(Township, CsvValues.Id<TownshipId>, TownshipId.Expected, errors),
        row[Contact]);
}
