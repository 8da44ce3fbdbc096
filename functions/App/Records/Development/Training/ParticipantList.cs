namespace Yuekao.App.Records;

/// <summary>Who takes part in a class, in the organizer's order, with what is noted of their attendance.</summary>
public sealed record ParticipantList(IReadOnlyList<ParticipantLine> Participants)
{
    internal static ParticipantList Of(IEnumerable<Participant> participants) =>
        new([.. participants.Select(one => new ParticipantLine(one.Person) { Name = one.Name, Township = one.Township, Hours = one.Hours, Absence = one.Absence })]);
}

/// <summary>One participant. Name and township are the county's to know: where they are written they must be right.</summary>
public sealed record ParticipantLine(SubjectId Person)
{
    public string? Name { get; init; }
    public TownshipId? Township { get; init; }

    /// <summary>Hours attended: 0 to the class's own; null where that is not noted, or absent.</summary>
    public int? Hours { get; init; }

    /// <summary>Why they did not come: 1 to 100 characters.</summary>
    public string? Absence { get; init; }
}

/// <summary>A list of participants as CSV, a line a person.</summary>
internal sealed class ParticipantTable : IKeyedTable<ParticipantList>
{
    private static readonly Column Person = new("person", "编号", "person", Kind: ColumnKind.Id);
    private static readonly Column Name = new("name", "姓名", "name", IsRequired: false);
    private static readonly Column Township = new("township", "乡镇", "township", IsRequired: false, Kind: ColumnKind.Id);
    private static readonly Column Hours = new("hours", "实到学时", "hours", IsRequired: false, Kind: ColumnKind.Number);
    private static readonly Column Absence = new("absence", "缺勤原因", "absence", IsRequired: false);

    public string ZhCn => "培训人员";

    public IReadOnlyList<Column> Columns { get; } = [Person, Name, Township, Hours, Absence];

    public IReadOnlyList<Column> Keys => [Person];

    public static DocumentFormats<ParticipantList> Formats { get; } = TableFormats.Of(new ParticipantTable());

    public Located<ParticipantList> Read(IReadOnlyList<TableRow> rows, List<ProblemError> errors)
    {
        var list = new ParticipantList([.. rows.Select(row => new ParticipantLine(row.Required(Person, CellValues.Id<SubjectId>, SubjectId.Expected, errors))
        {
            Name = row[Name],
            Township = row.Optional(Township, CellValues.Id<TownshipId>, TownshipId.Expected, errors),
            Hours = row.Optional(Hours, CellValues.Count, CellValues.ExpectedCount, errors),
            Absence = row[Absence],
        })]);
        var places = new TablePlaces();
        foreach ((int index, TableRow row) in rows.Index())
            places.Add($"$.participants[{index}]", row, Columns);
        return new Located<ParticipantList>(list, places.Of);
    }

    public IEnumerable<string> PathsOf(ParticipantList document) => document.Participants.Select((_, index) => $"$.participants[{index}]");

    public IEnumerable<IReadOnlyList<string?>> Write(ParticipantList document) => document.Participants.Select(line => new[]
    {
        line.Person.Value, line.Name, line.Township?.Value, line.Hours?.ToString(CultureInfo.InvariantCulture), line.Absence,
    });
}
