namespace Yuekao.App.Records;

/// <summary>A list of projects as CSV, a line a project. Milestones stand in one cell, parted by semicolons: <c>m1 2026-10-31 完成建账; m2 2026-11-30 验收</c>.</summary>
internal sealed class ProjectTable : IKeyedTable<ProjectList>
{
    private static readonly LocalizableString ExpectedMilestone = "an id, a date and a title (m1 2026-10-31 完成建账), milestones being parted by semicolons";

    private static readonly Column Id = new("project", "项目编号", "id", Kind: ColumnKind.Id);
    private static readonly Column Title = new("title", "项目名称", "title");
    private static readonly Column Kind = Column.Of<ProjectKind>("kind", "类别", "kind", ProjectTitles.ZhCn);
    private static readonly Column Township = new("township", "责任乡镇", "township", Kind: ColumnKind.Id);
    private static readonly Column Department = new("department", "责任部门", "department");
    private static readonly Column Person = new("person", "责任人", "person");
    private static readonly Column CoResponsible = new("coResponsible", "配合部门", "coResponsible", IsRequired: false);
    private static readonly Column Due = new("due", "完成时限", "due", Kind: ColumnKind.Day);
    private static readonly Column Weight = new("weight", "权重", "weight", Kind: ColumnKind.Number);
    private static readonly Column State = Column.Of<ProjectState>("state", "进展状态", "state", ProjectTitles.ZhCn);
    private static readonly Column Milestones = new("milestones", "时间节点", "milestones", IsRequired: false);

    public string ZhCn => "项目清单";

    public IReadOnlyList<Column> Columns { get; } = [Id, Title, Kind, Township, Department, Person, CoResponsible, Due, Weight, State, Milestones];

    public IReadOnlyList<Column> Keys => [Id];

    public static DocumentFormats<ProjectList> Formats { get; } = TableFormats.Of(new ProjectTable());

    public Located<ProjectList> Read(IReadOnlyList<TableRow> rows, List<ProblemError> errors)
    {
        var list = new ProjectList([.. rows.Select(row => Read(row, errors))]);
        var places = new TablePlaces();
        foreach ((int index, TableRow row) in rows.Index())
            places.Add($"$.projects[{index}]", row, Columns);
        return new Located<ProjectList>(list, path => places.Of(CellOf(path)));
    }

    public IEnumerable<string> PathsOf(ProjectList document) => document.Projects.Select((_, index) => $"$.projects[{index}]");

    public IEnumerable<IReadOnlyList<string?>> Write(ProjectList document) => document.Projects.Select(Fields);

    private static Project Read(TableRow row, List<ProblemError> errors) => new()
    {
        Id = row.Required(Id, CellValues.Id<ProjectId>, ProjectId.Expected, errors),
        Title = row.RequiredText(Title, errors),
        Kind = row.Required(Kind, CellValues.Choice<ProjectKind>(ProjectTitles.ZhCn), CellValues.ExpectedChoice<ProjectKind>(), errors),
        Township = row.Optional(Township, CellValues.Id<TownshipId>, TownshipId.Expected, errors),
        Department = row.Required(Department, CellValues.Id<SourceId>, SourceId.Expected, errors),
        Person = row.RequiredText(Person, errors),
        CoResponsible = Parts(row, CoResponsible, [' ', .. ProjectRules.Separators], CellValues.Id<SourceId>, SourceId.Expected, errors),
        Due = row.Required(Due, CellValues.Day, CellValues.ExpectedDay, errors),
        Weight = row.Required(Weight, CellValues.Count, CellValues.ExpectedCount, errors),
        State = row.Required(State, CellValues.Choice<ProjectState>(ProjectTitles.ZhCn), CellValues.ExpectedChoice<ProjectState>(), errors),
        Milestones = [.. Parts(row, Milestones, ProjectRules.Separators, MilestoneOf, ExpectedMilestone, errors).Select(one => new Milestone(one.Id, one.Title, one.Due))],
    };

    private static List<T> Parts<T>(TableRow row, Column column, char[] separators, Func<string, T?> read, LocalizableString expected, List<ProblemError> errors) where T : struct
    {
        var parts = new List<T>();
        foreach (string part in (row[column] ?? "").Split(separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (read(part) is { } one)
                parts.Add(one);
            else
                errors.Add(new ProblemError(row.PlaceOf(column), $"'{TableRow.Shown(part)}' must be {expected}."));
        }

        return parts;
    }

    private static (MilestoneId Id, DateOnly Due, string Title)? MilestoneOf(string text) =>
        text.Split(' ', 3) is [var id, var due, var title] && MilestoneId.TryOf(id, out MilestoneId milestone) && CellValues.Day(due) is { } day ? (milestone, day, title) : null;

    private static string?[] Fields(Project project) =>
    [
        project.Id.Value, project.Title, CellValues.NameOf(project.Kind), project.Township?.Value, project.Department.Value, project.Person,
        string.Join(' ', project.CoResponsible), CellValues.Show(project.Due), project.Weight.ToString(CultureInfo.InvariantCulture), CellValues.NameOf(project.State),
        string.Join("; ", project.Milestones.Select(one => $"{one.Id} {one.Due:O} {one.Title}")),
    ];

    // What is in a milestone, or one of several departments, stands in the one cell.
    private static string CellOf(string path) => path.Split('.') switch
    {
        [var root, var project, var member, ..] => $"{root}.{project}.{member.Split('[')[0]}",
        _ => path,
    };
}
