namespace Yuekao.App.Records;

/// <summary>A list of projects as CSV, a line a project. Milestones stand in one cell, parted by semicolons: <c>m1 2026-10-31 完成建账; m2 2026-11-30 验收</c>.</summary>
internal sealed class ProjectCsv : IDocumentFormat<ProjectList>
{
    private const string ExpectedMilestone = "an id, a date and a title (m1 2026-10-31 完成建账), milestones being parted by semicolons";

    private static readonly Column Id = new("project", "项目编号", "id");
    private static readonly Column Title = new("title", "项目名称", "title");
    private static readonly Column Kind = new("kind", "类别", "kind");
    private static readonly Column Township = new("township", "责任乡镇", "township");
    private static readonly Column Department = new("department", "责任部门", "department");
    private static readonly Column Person = new("person", "责任人", "person");
    private static readonly Column CoResponsible = new("coResponsible", "配合部门", "coResponsible", IsRequired: false);
    private static readonly Column Due = new("due", "完成时限", "due");
    private static readonly Column Weight = new("weight", "权重", "weight");
    private static readonly Column State = new("state", "进展状态", "state");
    private static readonly Column Milestones = new("milestones", "时间节点", "milestones", IsRequired: false);
    private static readonly Column[] Columns = [Id, Title, Kind, Township, Department, Person, CoResponsible, Due, Weight, State, Milestones];

    public static DocumentFormats<ProjectList> Formats { get; } = new(new JsonFormat<ProjectList>(), new ProjectCsv());

    public string MediaType => "text/csv";

    public Located<ProjectList> Read(ReadOnlyMemory<byte> body)
    {
        var errors = new List<ProblemError>();
        IReadOnlyList<CsvRow> rows = CsvTable.Read(body, Columns, errors);
        var list = new ProjectList([.. rows.Select(row => Read(row, errors))]);
        ErrorList.ThrowIfAny(ProblemType.Malformed, errors);
        var places = new CsvPlaces();
        foreach ((int index, CsvRow row) in rows.Index())
            places.Add($"$.projects[{index}]", row, Columns);
        return new Located<ProjectList>(list, path => places.Of(CellOf(path)));
    }

    public byte[] Write(ProjectList document) => CsvTable.Write(Columns, document.Projects.Select(Fields));

    private static Project Read(CsvRow row, List<ProblemError> errors) => new()
    {
        Id = row.Required(Id, CsvValues.Id<ProjectId>, ProjectId.Expected, errors),
        Title = row.RequiredText(Title, errors),
        Kind = row.Required(Kind, CsvValues.Choice<ProjectKind>(ProjectTitles.ZhCn), CsvValues.ExpectedChoice<ProjectKind>(), errors),
        Township = row.Optional(Township, CsvValues.Id<TownshipId>, TownshipId.Expected, errors),
        Department = row.Required(Department, CsvValues.Id<SourceId>, SourceId.Expected, errors),
        Person = row.RequiredText(Person, errors),
        CoResponsible = Parts(row, CoResponsible, [' ', .. ProjectRules.Separators], CsvValues.Id<SourceId>, SourceId.Expected, errors),
        Due = row.Required(Due, CsvValues.Day, CsvValues.ExpectedDay, errors),
        Weight = row.Required(Weight, CsvValues.Count, CsvValues.ExpectedCount, errors),
        State = row.Required(State, CsvValues.Choice<ProjectState>(ProjectTitles.ZhCn), CsvValues.ExpectedChoice<ProjectState>(), errors),
        Milestones = [.. Parts(row, Milestones, ProjectRules.Separators, MilestoneOf, ExpectedMilestone, errors).Select(one => new Milestone(one.Id, one.Title, one.Due))],
    };

    private static List<T> Parts<T>(CsvRow row, Column column, char[] separators, Func<string, T?> read, string expected, List<ProblemError> errors) where T : struct
    {
        var parts = new List<T>();
        foreach (string part in (row[column] ?? "").Split(separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (read(part) is { } one)
                parts.Add(one);
            else
                errors.Add(new ProblemError(row.PlaceOf(column), $"'{CsvRow.Shown(part)}' must be {expected}."));
        }

        return parts;
    }

    private static (MilestoneId Id, DateOnly Due, string Title)? MilestoneOf(string text) =>
        text.Split(' ', 3) is [var id, var due, var title] && MilestoneId.TryOf(id, out MilestoneId milestone) && CsvValues.Day(due) is { } day ? (milestone, day, title) : null;

    private static string?[] Fields(Project project) =>
    [
        project.Id.Value, project.Title, CsvValues.NameOf(project.Kind), project.Township?.Value, project.Department.Value, project.Person,
        string.Join(' ', project.CoResponsible), CsvValues.Show(project.Due), project.Weight.ToString(CultureInfo.InvariantCulture), CsvValues.NameOf(project.State),
        string.Join("; ", project.Milestones.Select(one => $"{one.Id} {one.Due:O} {one.Title}")),
    ];

    // What is in a milestone, or one of several departments, stands in the one cell.
    private static string CellOf(string path) => path.Split('.') switch
    {
        [var root, var project, var member, ..] => $"{root}.{project}.{member.Split('[')[0]}",
        _ => path,
    };
}
