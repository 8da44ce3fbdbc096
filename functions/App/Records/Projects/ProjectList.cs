namespace Yuekao.App.Records;

/// <summary>A county's list of projects (清单台账): the listed ones, the breakthroughs and the duties of the townships' secretaries, in the county's order.</summary>
public sealed record ProjectList(IReadOnlyList<Project> Projects)
{
    /// <summary>The projects that a township has to report on: those that go on, and are its own or every township's.</summary>
    public IEnumerable<Project> Of(TownshipId township) => Projects.Where(project => project.State == ProjectState.Active && (project.Township ?? township) == township);

    /// <summary>Null where the list has no such project.</summary>
    public Project? Find(ProjectId id) => Projects.FirstOrDefault(project => project.Id == id);
}

/// <summary>A project of the county's list. Its titles and names stand on one line; what must hold is in <see cref="ProjectRules"/>.</summary>
public sealed record Project
{
    /// <summary>Unique in the county, for good.</summary>
    public required ProjectId Id { get; init; }

    /// <summary>1 to 100 characters.</summary>
    public required string Title { get; init; }
    public required ProjectKind Kind { get; init; }

    /// <summary>The township that has it to do; null where every township has.</summary>
    public TownshipId? Township { get; init; }

    /// <summary>The department that leads it (责任部门), and says whether a report stands: <c>department:organization</c>.</summary>
    public required SourceId Department { get; init; }

    /// <summary>Who answers for it (责任人): 1 to 50 characters.</summary>
    public required string Person { get; init; }

    /// <summary>The departments that help (配合部门).</summary>
    public IReadOnlyList<SourceId> CoResponsible { get; init; } = [];
    public required DateOnly Due { get; init; }

    /// <summary>How much it counts beside others: 1 to 100.</summary>
    public int Weight { get; init; } = 1;
    public ProjectState State { get; init; }

    /// <summary>The steps to it, none due after the project itself.</summary>
    public IReadOnlyList<Milestone> Milestones { get; init; } = [];
}

/// <summary>A step of a project.</summary>
/// <param name="Id">Unique in the project.</param>
/// <param name="Title">1 to 100 characters, without semicolons: they part milestones in a table.</param>
/// <param name="Due">The last day for it.</param>
public sealed record Milestone(MilestoneId Id, string Title, DateOnly Due);

/// <summary>One of the listed projects (清单项目), a breakthrough (重点突破), or a duty on a township secretary's list (党委书记责任清单).</summary>
public enum ProjectKind
{
    Listed,
    Breakthrough,
    SecretaryDuty,
}

/// <summary>It goes on and is reported on; it is done; or it was stopped. It is never left out.</summary>
public enum ProjectState
{
    Active,
    Done,
    Stopped,
}

internal static class ProjectTitles
{
    public static string ZhCn(this ProjectKind kind) => kind switch
    {
        ProjectKind.Listed => "清单项目",
        ProjectKind.Breakthrough => "重点突破",
        ProjectKind.SecretaryDuty => "书记责任清单",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of project."),
    };

    public static string ZhCn(this ProjectState state) => state switch
    {
        ProjectState.Active => "推进中",
        ProjectState.Done => "已完成",
        ProjectState.Stopped => "已终止",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state of a project."),
    };
}

/// <summary>The lists of all counties, every version of each. Partition: the county; a row a project.</summary>
public sealed class ProjectStore(TableServiceClient tables, TimeProvider clock)
{
    public const string Table = "Projects";

    internal VersionedDocument<Project, ProjectList> Of(CountyId county) =>
        new(tables.GetTableClient(Table), county.Value, clock, projects => new ProjectList(projects), list => list.Projects);

    /// <summary>A county's list, or an earlier version of it; null where there is none.</summary>
    public Task<Versioned<ProjectList>?> FindAsync(CountyId county, int? version, CancellationToken cancellation) => Of(county).FindAsync(version, cancellation);
}

/// <summary>Which township has which project to do, by the county's list and places as they are now.</summary>
public sealed class ProjectDuties(ProjectStore projects, PlacesStore places)
{
    /// <summary>What is wrong with a request that names a project and a township that has it to do, as <c>$.project</c> and <c>$.township</c>.</summary>
    internal async Task<IReadOnlyList<ProblemError>> CheckAsync(CountyId county, ProjectId project, TownshipId township, CancellationToken cancellation)
    {
        if ((await projects.FindAsync(county, version: null, cancellation))?.Document.Find(project) is not { } found)
            return [new ProblemError("$.project", $"'{project}' is no project of the county's list.")];
        bool isTheirs = (found.Township ?? township) == township && (await places.FindAsync(county, cancellation))?.Document.Find(township) is not null;
        return isTheirs ? [] : [new ProblemError("$.township", $"'{township}' does not have the project '{project}' to do.")];
    }
}
