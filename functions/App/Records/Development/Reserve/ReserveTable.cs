namespace Yuekao.App.Records;

/// <summary>People of the reserve pool as CSV, a line a person.</summary>
internal sealed class ReserveTable : IKeyedTable<ReserveList>
{
    private static readonly Column Person = new("person", "编号", "person", Kind: ColumnKind.Id);
    private static readonly Column Name = new("name", "姓名", "name");
    private static readonly Column Source = Column.Of<ReserveSource>("source", "来源", "source", ReserveRules.ZhCn);
    private static readonly Column Township = new("township", "乡镇", "township", Kind: ColumnKind.Id);
    private static readonly Column Village = new("village", "村", "village", IsRequired: false, Kind: ColumnKind.Id);
    private static readonly Column BirthYear = new("birthYear", "出生年份", "birthYear", Kind: ColumnKind.Number);
    private static readonly Column Education = Column.Of<ReserveEducation>("education", "学历", "education", ReserveRules.ZhCn);
    private static readonly Column PartyMemberSince = new("partyMemberSince", "入党年份", "partyMemberSince", IsRequired: false, Kind: ColumnKind.Number);
    private static readonly Column Category = new("category", "类别", "category");

    public string ZhCn => "后备人才库";

    public IReadOnlyList<Column> Columns { get; } = [Person, Name, Source, Township, Village, BirthYear, Education, PartyMemberSince, Category];

    public IReadOnlyList<Column> Keys => [Person];

    public static DocumentFormats<ReserveList> Formats { get; } = TableFormats.Of(new ReserveTable());

    public Located<ReserveList> Read(IReadOnlyList<TableRow> rows, List<ProblemError> errors)
    {
        var list = new ReserveList([.. rows.Select(row => Read(row, errors))]);
        var places = new TablePlaces();
        foreach ((int index, TableRow row) in rows.Index())
            places.Add($"$.people[{index}]", row, Columns);
        return new Located<ReserveList>(list, places.Of);
    }

    public IEnumerable<string> PathsOf(ReserveList document) => document.People.Select((_, index) => $"$.people[{index}]");

    public IEnumerable<IReadOnlyList<string?>> Write(ReserveList document) => document.People.Select(one => new[]
    {
        one.Person.Value, one.Name, CellValues.NameOf(one.Source), one.Township.Value, one.Village?.Value, one.BirthYear.ToString(CultureInfo.InvariantCulture),
        CellValues.NameOf(one.Education), one.PartyMemberSince?.ToString(CultureInfo.InvariantCulture), one.Category,
    });

    private static ReserveEntry Read(TableRow row, List<ProblemError> errors) => new()
    {
        Person = row.Required(Person, CellValues.Id<SubjectId>, SubjectId.Expected, errors),
        Name = row.RequiredText(Name, errors),
        Source = row.Required(Source, CellValues.Choice<ReserveSource>(ReserveRules.ZhCn), CellValues.ExpectedChoice<ReserveSource>(), errors),
        Township = row.Required(Township, CellValues.Id<TownshipId>, TownshipId.Expected, errors),
        Village = row.Optional(Village, CellValues.Id<VillageId>, VillageId.Expected, errors),
        BirthYear = row.Required(BirthYear, CellValues.Count, CellValues.ExpectedCount, errors),
        Education = row.Required(Education, CellValues.Choice<ReserveEducation>(ReserveRules.ZhCn), CellValues.ExpectedChoice<ReserveEducation>(), errors),
        PartyMemberSince = row.Optional(PartyMemberSince, CellValues.Count, CellValues.ExpectedCount, errors),
        Category = row.RequiredText(Category, errors),
    };
}
