using System.Text.Unicode;

namespace Yuekao.App.Stages.Collect;

/// <summary>A submission as JSON. Good ones are read in one go, for many sources report in the same hour; the search for every error is for those that are not.</summary>
internal sealed class SubmissionJson : IDocumentFormat<Submission>
{
    public string MediaType => MediaTypeNames.Application.Json;

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

internal sealed class SubmissionCsv : IDocumentFormat<Submission>
{
    private static readonly Column Item = new("item", "指标", "item");
    private static readonly Column Subject = new("subject", "考核对象", "subject", IsRequired: false);
    private static readonly Column Village = new("village", "村", "village", IsRequired: false);
    private static readonly Column Value = new("value", "读数", "value");

    private static readonly Column[] Columns = [Item, Subject, Village, Value];

    public string MediaType => "text/csv";

    public Located<Submission> Read(ReadOnlyMemory<byte> body)
    {
        var errors = new List<ProblemError>();
        IReadOnlyList<CsvRow> rows = CsvTable.Read(body, Columns, errors);
        var submission = new Submission([.. rows.Select(row => Read(row, errors))]);
        ErrorList.ThrowIfAny(ProblemType.Malformed, errors);
        var places = new CsvPlaces();
        foreach ((int index, CsvRow row) in rows.Index())
            places.Add($"$.readings[{index}]", row, Columns);
        return new Located<Submission>(submission, places.Of);
    }

    public byte[] Write(Submission document) => CsvTable.Write(Columns, document.Readings.Select(Fields));

    private static ReportedReading Read(CsvRow row, List<ProblemError> errors) => new()
    {
        Item = row.Required(Item, CsvValues.Id<ItemId>, ItemId.Expected, errors),
        Subject = row.Optional(Subject, CsvValues.Id<SubjectId>, SubjectId.Expected, errors),
        Village = row.Optional(Village, CsvValues.Id<VillageId>, VillageId.Expected, errors),
        Value = row.Required(Value, ReportedValue.OfField, ReportedValue.Expected, errors),
    };

    private static string?[] Fields(ReportedReading reading) => [reading.Item.Value, reading.Subject?.Value, reading.Village?.Value, reading.Value.ToString()];
}
