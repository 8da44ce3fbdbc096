namespace Yuekao.App.Records;

/// <summary>A year's studies as CSV, a line a study; levels and states may be named in Chinese.</summary>
internal sealed class StudyTable : IKeyedTable<StudyList>
{
    private static readonly Column Id = new("study", "学习编号", "id", Kind: ColumnKind.Id);
    private static readonly Column Person = new("person", "编号", "person", Kind: ColumnKind.Id);
    private static readonly Column Name = new("name", "姓名", "name", IsRequired: false);
    private static readonly Column Township = new("township", "乡镇", "township", IsRequired: false, Kind: ColumnKind.Id);
    private static readonly Column Level = Column.Of<StudyLevel>("level", "层次", "level", StudyTitles.ZhCn);
    private static readonly Column School = new("school", "学校", "school");
    private static readonly Column Subject = new("subject", "专业", "subject");
    private static readonly Column From = new("from", "入学日期", "from", Kind: ColumnKind.Day);
    private static readonly Column To = new("to", "结束日期", "to", IsRequired: false, Kind: ColumnKind.Day);
    private static readonly Column State = Column.Of<StudyState>("state", "状态", "state", StudyTitles.ZhCn);
    private static readonly Column Reason = new("reason", "原因", "reason", IsRequired: false);
    private static readonly Column Certificate = new("certificate", "证书编号", "certificate", IsRequired: false, Kind: ColumnKind.Id);

    public string ZhCn => "学历教育";

    public IReadOnlyList<Column> Columns { get; } = [Id, Person, Name, Township, Level, School, Subject, From, To, State, Reason, Certificate];

    public IReadOnlyList<Column> Keys => [Id];

    public static DocumentFormats<StudyList> Formats { get; } = TableFormats.Of(new StudyTable());

    public Located<StudyList> Read(IReadOnlyList<TableRow> rows, List<ProblemError> errors)
    {
        var list = new StudyList([.. rows.Select(row => Read(row, errors))]);
        var places = new TablePlaces();
        foreach ((int index, TableRow row) in rows.Index())
            places.Add($"$.studies[{index}]", row, Columns);
        return new Located<StudyList>(list, places.Of);
    }

    public IEnumerable<string> PathsOf(StudyList document) => document.Studies.Select((_, index) => $"$.studies[{index}]");

    public IEnumerable<IReadOnlyList<string?>> Write(StudyList document) => document.Studies.Select(study => new[]
    {
        study.Id.Value, study.Person.Value, study.Name, study.Township?.Value, CellValues.NameOf(study.Level), study.School, study.Subject, CellValues.Show(study.From), CellValues.Show(study.To),
        CellValues.NameOf(study.State), study.Reason, study.Certificate,
    });

    private static Study Read(TableRow row, List<ProblemError> errors) => new()
    {
        Id = row.Required(Id, CellValues.Id<StudyId>, StudyId.Expected, errors),
        Person = row.Required(Person, CellValues.Id<SubjectId>, SubjectId.Expected, errors),
        Name = row[Name],
        Township = row.Optional(Township, CellValues.Id<TownshipId>, TownshipId.Expected, errors),
        Level = row.Required(Level, CellValues.Choice<StudyLevel>(StudyTitles.ZhCn), CellValues.ExpectedChoice<StudyLevel>(), errors),
        School = row.RequiredText(School, errors),
        Subject = row.RequiredText(Subject, errors),
        From = row.Required(From, CellValues.Day, CellValues.ExpectedDay, errors),
        To = row.Optional(To, CellValues.Day, CellValues.ExpectedDay, errors),
        State = row.Required(State, CellValues.Choice<StudyState>(StudyTitles.ZhCn), CellValues.ExpectedChoice<StudyState>(), errors),
        Reason = row[Reason],
        Certificate = row[Certificate],
    };
}
