namespace Yuekao.App.Records;

/// <summary>A roster as CSV, a line a posting; the village is empty in posts of the township itself. Posts and absences may be named in Chinese.</summary>
internal sealed class RosterCsv : IDocumentFormat<Roster>
{
    private static readonly Column Village = new("village", "村", "village");
    private static readonly Column Cadre = new("cadre", "编号", "cadre");
    private static readonly Column Name = new("name", "姓名", "name");
    private static readonly Column Post = new("post", "职务", "post");
    private static readonly Column From = new("from", "任职日期", "from");
    private static readonly Column To = new("to", "离任日期", "to", IsRequired: false);
    private static readonly Column BaseSubsidyFen = new("baseSubsidyFen", "基础职务补贴（分）", "baseSubsidyFen");
    private static readonly Column Absence = new("absence", "缺勤", "absence.kind", IsRequired: false);
    private static readonly Column AbsenceFrom = new("absenceFrom", "缺勤开始", "absence.from", IsRequired: false);
    private static readonly Column AbsenceTo = new("absenceTo", "缺勤结束", "absence.to", IsRequired: false);
    private static readonly Column[] Columns = [Village, Cadre, Name, Post, From, To, BaseSubsidyFen, Absence, AbsenceFrom, AbsenceTo];

    public string MediaType => "text/csv";

    public Located<Roster> Read(ReadOnlyMemory<byte> body)
    {
        var errors = new List<ProblemError>();
        IReadOnlyList<CsvRow> rows = CsvTable.Read(body, Columns, errors);
        var roster = new Roster([.. rows.Select(row => Read(row, errors))]);
        ErrorList.ThrowIfAny(ProblemType.Malformed, errors);
        var places = new CsvPlaces();
        foreach ((int index, CsvRow row) in rows.Index())
            places.Add($"$.postings[{index}]", row, Columns);
        return new Located<Roster>(roster, places.Of);
    }

    public byte[] Write(Roster document) => CsvTable.Write(Columns, document.Postings.Select(Fields));

    private static Posting Read(CsvRow row, List<ProblemError> errors) => new()
    {
        Village = row.Optional(Village, CsvValues.Id<VillageId>, VillageId.Expected, errors),
        Cadre = row.Required(Cadre, CsvValues.Id<SubjectId>, SubjectId.Expected, errors),
        Name = row.RequiredText(Name, errors),
        Post = row.Required(Post, CsvValues.Choice<Post>(Titles.ZhCn), CsvValues.ExpectedChoice<Post>(), errors),
        From = row.Required(From, CsvValues.Day, CsvValues.ExpectedDay, errors),
        To = row.Optional(To, CsvValues.Day, CsvValues.ExpectedDay, errors),
        BaseSubsidyFen = row.Required(BaseSubsidyFen, CsvValues.Money, Fen.Expected, errors),
        Absence = ReadAbsence(row, errors),
    };

    private static Absence? ReadAbsence(CsvRow row, List<ProblemError> errors) => row[Absence] is null && row[AbsenceFrom] is null && row[AbsenceTo] is null
        ? null
        : new Absence(
            row.Required(Absence, CsvValues.Choice<AbsenceKind>(Titles.ZhCn), CsvValues.ExpectedChoice<AbsenceKind>(), errors),
            row.Required(AbsenceFrom, CsvValues.Day, CsvValues.ExpectedDay, errors),
            row.Optional(AbsenceTo, CsvValues.Day, CsvValues.ExpectedDay, errors));

    private static string?[] Fields(Posting posting) =>
    [
        posting.Village?.Value, posting.Cadre.Value, posting.Name, CsvValues.NameOf(posting.Post), CsvValues.Show(posting.From), CsvValues.Show(posting.To),
        posting.BaseSubsidyFen.ToString(),
        posting.Absence is { } absence ? CsvValues.NameOf(absence.Kind) : null, CsvValues.Show(posting.Absence?.From), CsvValues.Show(posting.Absence?.To),
    ];
}

internal static class RosterFormats
{
    /// <summary>A roster: <c>{ "postings": [ ... ] }</c>, or a line a posting.</summary>
    public static DocumentFormats<Roster> Rosters { get; } = new(new JsonFormat<Roster>(), new RosterCsv());

    /// <summary>Places: <c>{ "townships": [ { "id", "name", "villages": [ { "id", "name" } ] } ] }</c>, or a line a village.</summary>
    public static DocumentFormats<CountyPlaces> Places { get; } = new(new JsonFormat<CountyPlaces>(), new PlacesCsv());
}
