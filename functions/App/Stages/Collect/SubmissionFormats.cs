using System.Text.Unicode;

namespace Yuekao.App.Stages.Collect;

/// <summary>The formats of a source's submission: JSON, CSV with a row a reading, for programs, and a workbook with one grid, for people. Either file is taken in both forms.</summary>
internal static class SubmissionFormats
{
    public static DocumentFormats<Submission> Of(SourcePlace place)
    {
        (var rows, var grid) = (new ReadingTable(), new SubmissionGrid(place));
        return new DocumentFormats<Submission>(new SubmissionJson(), new TableFormat<Submission>(new CsvFile(), rows, grid), new TableFormat<Submission>(new WorkbookFile(), grid, rows));
    }
}

/// <summary>A submission as JSON. Good ones are read in one go, for many sources report in the same hour; the search for every error is for those that are not.</summary>
internal sealed class SubmissionJson : IDocumentFormat<Submission>
{
    public string MediaType => MediaTypeNames.Application.Json;

    public FileTitle? Title => null;

    public Located<Submission> Read(ReadOnlyMemory<byte> body) => new(TryRead(body.Span) ?? ContractReader.Read<Submission>(body), path => path);

    public byte[] Write(Submission document) => JsonSerializer.SerializeToUtf8Bytes(document, ApiJson.Options);

    private static Submission? TryRead(ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body))
            return null;
        try
        {
            Submission? submission = JsonSerializer.Deserialize<Submission>(body, ApiJson.Options);
            // The deserializer lets a null into a list of what must not be null.
            return submission is not null && submission.Readings.All(reading => reading is not null) ? submission : null;
        }
        // A basis that does not say of which kind it is.
        catch (Exception misfit) when (misfit is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}

internal sealed class ReadingTable : IKeyedTable<Submission>
{
    private static readonly Column Item = new("item", "指标", "item", Kind: ColumnKind.Id);
    private static readonly Column Subject = new("subject", "考核对象", "subject", IsRequired: false, Kind: ColumnKind.Id);
    private static readonly Column Village = new("village", "村", "village", IsRequired: false, Kind: ColumnKind.Id);
    private static readonly Column Value = new("value", "读数", "value");

    public string ZhCn => "报送表";

    public IReadOnlyList<Column> Columns { get; } = [Item, Subject, Village, Value];

    public IReadOnlyList<Column> Keys => [Item, Subject, Village];

    public Located<Submission> Read(IReadOnlyList<TableRow> rows, List<ProblemError> errors)
    {
        var submission = new Submission([.. rows.Select(row => Read(row, errors))]);
        var places = new TablePlaces();
        foreach ((int index, TableRow row) in rows.Index())
            places.Add($"$.readings[{index}]", row, Columns);
        return new Located<Submission>(submission, places.Of);
    }

    public IEnumerable<string> PathsOf(Submission document) => document.Readings.Select((_, index) => $"$.readings[{index}]");

    public IEnumerable<IReadOnlyList<string?>> Write(Submission document) => document.Readings.Select(Fields);

    private static ReportedReading Read(TableRow row, List<ProblemError> errors) => new()
    {
        Item = row.Required(Item, CellValues.Id<ItemId>, ItemId.Expected, errors),
        Subject = row.Optional(Subject, CellValues.Id<SubjectId>, SubjectId.Expected, errors),
        Village = row.Optional(Village, CellValues.Id<VillageId>, VillageId.Expected, errors),
        Value = row.Required(Value, ReportedValue.OfField, ReportedValue.Expected, errors),
    };

    private static string?[] Fields(ReportedReading reading) => [reading.Item.Value, reading.Subject?.Value, reading.Village?.Value, reading.Value.ToString()];
}
