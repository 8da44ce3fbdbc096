namespace Yuekao.App.Records;

/// <summary>A year's studies as CSV, a line a study; levels and states may be named in Chinese.</summary>
internal sealed class StudyCsv : IDocumentFormat<StudyList>
{
    private static readonly Column Id = new("study", "学习编号", "id");
    private static readonly Column Person = new("person", "编号", "person");
    private static readonly Column Name = new("name", "姓名", "name", IsRequired: false);
    private static readonly Column Township = new("township", "乡镇", "township", IsRequired: false);
    private static readonly Column Level = new("level", "层次", "level");
    private static readonly Column School = new("school", "学校", "school");
    private static readonly Column Subject = new("subject", "专业", "subject");
    private static readonly Column From = new("from", "入学日期", "from");
    private static readonly Column To = new("to", "结束日期", "to", IsRequired: false);
    private static readonly Column State = new("state", "状态", "state");
    private static readonly Column Reason = new("reason", "原因", "reason", IsRequired: false);
    private static readonly Column Certificate = new("certificate", "证书编号", "certificate", IsRequired: false);
    private static readonly Column[] Columns = [Id, Person, Name, Township, Level, School, Subject, From, To, State, Reason, Certificate];

    public static DocumentFormats<StudyList> Formats { get; } = new(new JsonFormat<StudyList>(), new StudyCsv());

    public string MediaType => "text/csv";

    public Located<StudyList> Read(ReadOnlyMemory<byte> body)
    {
        var errors = new List<ProblemError>();
        IReadOnlyList<CsvRow> rows = CsvTable.Read(body, Columns, errors);
        var list = new StudyList([.. rows.Select(row => Read(row, errors))]);
        ErrorList.ThrowIfAny(ProblemType.Malformed, errors);
        var places = new CsvPlaces();
        foreach ((int index, CsvRow row) in rows.Index())
            places.Add($"$.studies[{index}]", row, Columns);
        return new Located<StudyList>(list, places.Of);
    }

    public byte[] Write(StudyList document) => CsvTable.Write(Columns, document.Studies.Select(study => new[]
    {
        study.Id.Value, study.Person.Value, study.Name, study.Township?.Value, CsvValues.NameOf(study.Level), study.School, study.Subject, CsvValues.Show(study.From), CsvValues.Show(study.To),
        CsvValues.NameOf(study.State), study.Reason, study.Certificate,
    }));

    private static Study Read(CsvRow row, List<ProblemError> errors) => new()
    {
        Id = row.Required(Id, CsvValues.Id<StudyId>, StudyId.Expected, errors),
        Person = row.Required(Person, CsvValues.Id<SubjectId>, SubjectId.Expected, errors),
        Name = row[Name],
        Township = row.Optional(Township, CsvValues.Id<TownshipId>, TownshipId.Expected, errors),
        Level = row.Required(Level, CsvValues.Choice<StudyLevel>(StudyTitles.ZhCn), CsvValues.ExpectedChoice<StudyLevel>(), errors),
        School = row.RequiredText(School, errors),
        Subject = row.RequiredText(Subject, errors),
        From = row.Required(From, CsvValues.Day, CsvValues.ExpectedDay, errors),
        To = row.Optional(To, CsvValues.Day, CsvValues.ExpectedDay, errors),
        State = row.Required(State, CsvValues.Choice<StudyState>(StudyTitles.ZhCn), CsvValues.ExpectedChoice<StudyState>(), errors),
        Reason = row[Reason],
        Certificate = row[Certificate],
    };
}
