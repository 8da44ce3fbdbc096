namespace Yuekao.App.Records;

/// <summary>
/// A roster, a line a posting; the village is empty in posts of the township itself. Posts and absences may be named in Chinese, and so may the township's villages, which have names of
/// their own: a workbook shows these, and CSV the ids.
/// </summary>
/// <param name="township">Whose it is; null where nobody knows its villages, and they go by their ids alone.</param>
internal sealed class RosterTable(Township? township = null) : IKeyedTable<Roster>
{
    private static readonly Column Cadre = new("cadre", "编号", "cadre", Kind: ColumnKind.Id);
    private static readonly Column Name = new("name", "姓名", "name");
    private static readonly Column Post = Column.Of<Post>("post", "职务", "post", Titles.ZhCn);
    private static readonly Column From = new("from", "任职日期", "from", Kind: ColumnKind.Day);
    private static readonly Column To = new("to", "离任日期", "to", IsRequired: false, Kind: ColumnKind.Day);
    private static readonly Column BaseSubsidyFen = new("baseSubsidyFen", "基础职务补贴（分）", "baseSubsidyFen", Kind: ColumnKind.Money);
    private static readonly Column Absence = Column.Of<AbsenceKind>("absence", "缺勤", "absence.kind", Titles.ZhCn, isRequired: false);
    private static readonly Column AbsenceFrom = new("absenceFrom", "缺勤开始", "absence.from", IsRequired: false, Kind: ColumnKind.Day);
    private static readonly Column AbsenceTo = new("absenceTo", "缺勤结束", "absence.to", IsRequired: false, Kind: ColumnKind.Day);

    public string ZhCn => "花名册";

    private Column Village { get; } = new("village", "村", "village", Kind: ColumnKind.Id) { Choices = ChoicesOf(township), Hint = "乡镇本级的职务留空。" };

    public IReadOnlyList<Column> Columns => [Village, Cadre, Name, Post, From, To, BaseSubsidyFen, Absence, AbsenceFrom, AbsenceTo];

    public IReadOnlyList<Column> Keys => [Village, Cadre, Post];

    public Located<Roster> Read(IReadOnlyList<TableRow> rows, List<ProblemError> errors)
    {
        var roster = new Roster([.. rows.Select(row => Read(row, errors))]);
        var places = new TablePlaces();
        foreach ((int index, TableRow row) in rows.Index())
            places.Add($"$.postings[{index}]", row, Columns);
        return new Located<Roster>(roster, places.Of);
    }

    public IEnumerable<string> PathsOf(Roster document) => document.Postings.Select((_, index) => $"$.postings[{index}]");

    public IEnumerable<IReadOnlyList<string?>> Write(Roster document) => document.Postings.Select(Fields);

    private Posting Read(TableRow row, List<ProblemError> errors) => new()
    {
        Village = row.Optional(Village, VillageOf, Expected, errors),
        Cadre = row.Required(Cadre, CellValues.Id<SubjectId>, SubjectId.Expected, errors),
        Name = row.RequiredText(Name, errors),
        Post = row.Required(Post, CellValues.Choice<Post>(Titles.ZhCn), CellValues.ExpectedChoice<Post>(), errors),
        From = row.Required(From, CellValues.Day, CellValues.ExpectedDay, errors),
        To = row.Optional(To, CellValues.Day, CellValues.ExpectedDay, errors),
        BaseSubsidyFen = row.RequiredMoney(BaseSubsidyFen, errors),
        Absence = ReadAbsence(row, errors),
    };

    private VillageId? VillageOf(string text) => CellValues.Id<VillageId>(Village.Choices.FirstOrDefault(village => village.Title == text)?.Name ?? text);

    private LocalizableString Expected => township is null ? VillageId.Expected : $"a village of {township.Name}, by its name or its id";

    /// <summary>The villages by name; one that another goes by as its id says its own, too.</summary>
    private static IReadOnlyList<ColumnChoice> ChoicesOf(Township? township) =>
    [
        .. (township?.Villages ?? []).Select(village => new ColumnChoice(
            village.Id.Value, township!.Villages.Any(other => other != village && other.Id.Value == village.Name) ? $"{village.Name}（{village.Id}）" : village.Name)),
    ];

    private static Absence? ReadAbsence(TableRow row, List<ProblemError> errors) => row[Absence] is null && row[AbsenceFrom] is null && row[AbsenceTo] is null
        ? null
        : new Absence(
            row.Required(Absence, CellValues.Choice<AbsenceKind>(Titles.ZhCn), CellValues.ExpectedChoice<AbsenceKind>(), errors),
            row.Required(AbsenceFrom, CellValues.Day, CellValues.ExpectedDay, errors),
            row.Optional(AbsenceTo, CellValues.Day, CellValues.ExpectedDay, errors));

    private static string?[] Fields(Posting posting) =>
    [
        posting.Village?.Value, posting.Cadre.Value, posting.Name, CellValues.NameOf(posting.Post), CellValues.Show(posting.From), CellValues.Show(posting.To),
        posting.BaseSubsidyFen.ToString(),
        posting.Absence is { } absence ? CellValues.NameOf(absence.Kind) : null, CellValues.Show(posting.Absence?.From), CellValues.Show(posting.Absence?.To),
    ];
}

internal static class RosterFormats
{
    /// <summary>A township's roster: <c>{ "postings": [ ... ] }</c>, or a line a posting.</summary>
    /// <param name="township">Null where the county has no such township.</param>
    public static DocumentFormats<Roster> Of(Township? township) => TableFormats.Of(new RosterTable(township));

    /// <summary>Places: <c>{ "townships": [ { "id", "name", "villages": [ { "id", "name" } ] } ] }</c>, or a line a village.</summary>
    public static DocumentFormats<CountyPlaces> Places { get; } = TableFormats.Of(new PlacesTable());
}
