using Yuekao.App.Problems;
using Yuekao.App.Rosters.Formats;
using Yuekao.Assessment.Values;

namespace Yuekao.App.Submissions.Formats;

/// <summary>A submission as CSV, a line a reading.</summary>
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
        var places = new Dictionary<string, string>();
        foreach ((int index, CsvRow row) in rows.Index())
        {
            string path = $"$.readings[{index}]";
            places.Add(path, row.PlaceOf(Item));
            foreach (Column column in Columns)
                places.Add($"{path}.{column.JsonName}", row.PlaceOf(column));
        }

        return new Located<Submission>(submission, path => places.GetValueOrDefault(path, "1:1"));
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
