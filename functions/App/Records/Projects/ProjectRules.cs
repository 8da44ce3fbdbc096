namespace Yuekao.App.Records;

/// <summary>What must hold for a county's list of projects: each by itself, among themselves, and beside the list that it replaces.</summary>
internal static class ProjectRules
{
    /// <summary>More projects than any county follows: what lies above is a mistake.</summary>
    public const int MostProjects = 1_000;

    private const int MostMilestones = 50;
    private const int MostDepartments = 20;
    private const int LongestTitle = 100;
    private const int HeaviestWeight = 100;

    /// <summary>What parts milestones in a cell of a table.</summary>
    internal static readonly char[] Separators = [';', '；', '\n'];

    /// <summary>Everything that is wrong, with its JSON path, in the list's order.</summary>
    /// <param name="townships">The county's townships.</param>
    public static IReadOnlyList<ProblemError> Check(ProjectList list, IReadOnlySet<TownshipId> townships)
    {
        if (list.Projects.Count > MostProjects)
            return [new ProblemError("$.projects", $"A list has at most {MostProjects} projects: this one has {list.Projects.Count}.")];
        var known = new HashSet<ProjectId>();
        return [.. list.Projects.SelectMany((project, index) => Errors(project, $"$.projects[{index}]"))];

        IEnumerable<ProblemError> Errors(Project project, string path)
        {
            if (!known.Add(project.Id))
                yield return new ProblemError($"{path}.id", $"'{project.Id}' is there twice: an id is unique in the county.");
            if (project.Township is { } township && !townships.Contains(township))
                yield return new ProblemError($"{path}.township", $"'{township}' is no township of the county: leave it out where every township has the project to do.");
            if (project.Weight is < 1 or > HeaviestWeight)
                yield return new ProblemError($"{path}.weight", $"must be a whole number from 1 to {HeaviestWeight}.");
            foreach (ProblemError error in TextRules.Line($"{path}.title", project.Title, LongestTitle).Concat(TextRules.Name($"{path}.person", project.Person)))
                yield return error;
            foreach (ProblemError error in Departments(project, path).Concat(Milestones(project, $"{path}.milestones")))
                yield return error;
        }
    }

    /// <summary>The projects that a list leaves out: a project that was listed stays, be it as stopped.</summary>
    public static IReadOnlyList<ProblemError> LeftOut(ProjectList before, ProjectList after) =>
    [
        .. before.Projects.Select(project => project.Id).Except(after.Projects.Select(project => project.Id))
            .Select(id => new ProblemError("$.projects", $"The project '{id}' is left out: a listed project stays on the list, with the state done or stopped when it does not go on.")),
    ];

    private static IEnumerable<ProblemError> Departments(Project project, string path)
    {
        if (!project.Department.IsDepartment)
            yield return new ProblemError($"{path}.department", $"'{project.Department}' is no department: it must be written as department:organization.");
        if (project.CoResponsible.Count > MostDepartments)
            yield return new ProblemError($"{path}.coResponsible", $"A project has at most {MostDepartments} departments beside the responsible one.");
        var seen = new HashSet<SourceId> { project.Department };
        foreach ((int index, SourceId department) in project.CoResponsible.Index())
        {
            if (!department.IsDepartment)
                yield return new ProblemError($"{path}.coResponsible[{index}]", $"'{department}' is no department: it must be written as department:organization.");
            else if (!seen.Add(department))
                yield return new ProblemError($"{path}.coResponsible[{index}]", $"'{department}' is named twice.");
        }
    }

    private static IEnumerable<ProblemError> Milestones(Project project, string path)
    {
        if (project.Milestones.Count > MostMilestones)
            yield return new ProblemError(path, $"A project has at most {MostMilestones} milestones: this one has {project.Milestones.Count}.");
        var seen = new HashSet<MilestoneId>();
        foreach ((int index, Milestone milestone) in project.Milestones.Index())
        {
            if (!seen.Add(milestone.Id))
                yield return new ProblemError($"{path}[{index}].id", $"'{milestone.Id}' is there twice: an id is unique in the project.");
            if (milestone.Due > project.Due)
                yield return new ProblemError($"{path}[{index}].due", $"{milestone.Due:O} is after the project itself is due, {project.Due:O}.");
            if (milestone.Title.IndexOfAny(Separators) >= 0)
                yield return new ProblemError($"{path}[{index}].title", "must be 1 to 100 characters on one line, without semicolons.");
            foreach (ProblemError error in TextRules.Line($"{path}[{index}].title", milestone.Title, LongestTitle))
                yield return error;
        }
    }
}
