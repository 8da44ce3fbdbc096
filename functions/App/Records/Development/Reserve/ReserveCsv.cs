namespace Yuekao.App.Records;

/// <summary>People of the reserve pool as CSV, a line a person.</summary>
internal sealed class ReserveCsv : IDocumentFormat<ReserveList>
{
    private static readonly Column Person = new("person", "编号", "person");
    private static readonly Column Name = new("name", "姓名", "name");
    private static readonly Column Source = new("source", "来源", "source");
    private static readonly Column Township = new("township", "乡镇", "township");
    private static readonly Column Village = new("village", "村", "village", IsRequired: false);
    private static readonly Column BirthYear = new("birthYear", "出生年份", "birthYear");
    private static readonly Column Education = new("education", "学历", "education");
    private static readonly Column PartyMemberSince = new("partyMemberSince", "入党年份", "partyMemberSince", IsRequired: false);
    private static readonly Column Category = new("category", "类别", "category");
    private static readonly Column[] Columns = [Person, Name, Source, Township, Village, BirthYear, Education, PartyMemberSince, Category];

    public static DocumentFormats<ReserveList> Formats { get; } = new(new JsonFormat<ReserveList>(), new ReserveCsv());

    public string MediaType => "text/csv";

    public Located<ReserveList> Read(ReadOnlyMemory<byte> body)
    {
        var errors = new List<ProblemError>();
        IReadOnlyList<CsvRow> rows = CsvTable.Read(body, Columns, errors);
        var list = new ReserveList([.. rows.Select(row => Read(row, errors))]);
        ErrorList.ThrowIfAny(ProblemType.Malformed, errors);
        var places = new CsvPlaces();
        foreach ((int index, CsvRow row) in rows.Index())
            places.Add($"$.people[{index}]", row, Columns);
        return new Located<ReserveList>(list, places.Of);
    }

    public byte[] Write(ReserveList document) => CsvTable.Write(Columns, document.People.Select(one => new[]
    {
        one.Person.Value, one.Name, CsvValues.NameOf(one.Source), one.Township.Value, one.Village?.Value, one.BirthYear.ToString(CultureInfo.InvariantCulture),
        CsvValues.NameOf(one.Education), one.PartyMemberSince?.ToString(CultureInfo.InvariantCulture), one.Category,
    }));

    private static ReserveEntry Read(CsvRow row, List<ProblemError> errors) => new()
    {
        Person = row.Required(Person, CsvValues.Id<SubjectId>, SubjectId.Expected, errors),
        Name = row.RequiredText(Name, errors),
        Source = row.Required(Source, CsvValues.Choice<ReserveSource>(ReserveRules.ZhCn), CsvValues.ExpectedChoice<ReserveSource>(), errors),
        Township = row.Required(Township, CsvValues.Id<TownshipId>, TownshipId.Expected, errors),
        Village = row.Optional(Village, CsvValues.Id<VillageId>, VillageId.Expected, errors),
        BirthYear = row.Required(BirthYear, CsvValues.Count, CsvValues.ExpectedCount, errors),
        Education = row.Required(Education, CsvValues.Choice<ReserveEducation>(ReserveRules.ZhCn), CsvValues.ExpectedChoice<ReserveEducation>(), errors),
        PartyMemberSince = row.Optional(PartyMemberSince, CsvValues.Count, CsvValues.ExpectedCount, errors),
        Category = row.RequiredText(Category, errors),
    };
}
