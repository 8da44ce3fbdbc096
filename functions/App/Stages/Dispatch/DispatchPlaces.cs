namespace Yuekao.App.Stages.Dispatch;

/// <summary>A dispatch that has opened, with the list of projects that it is of.</summary>
public sealed record OpenedDispatch(DispatchRound Round, ProjectList List)
{
    public CycleKey Key => Round.Key;

    /// <summary>A project that a township has to report on.</summary>
    /// <exception cref="ProblemException">It has none of that name: not found.</exception>
    public Project Require(TownshipId township, ProjectId project) =>
        Round.Townships.Any(one => one.Township == township) && List.Of(township).FirstOrDefault(one => one.Id == project) is { } found
            ? found
            : throw new ProblemException(ProblemType.NotFound, $"'{township}' has no project '{project}' to report on in this dispatch.");

    /// <summary>The projects that a township has no report of that stands.</summary>
    public IEnumerable<ProjectId> SilentOf(TownshipId township, IEnumerable<DispatchReport> reports) =>
        List.Of(township).Select(project => project.Id).Except(reports.Where(report => report.Township == township && report.Returned is null).Select(report => report.Project));
}

/// <summary>The dispatches that routes name.</summary>
public sealed class DispatchPlaces(DispatchRounds rounds, ProjectStore projects)
{
    /// <exception cref="ProblemException">Nobody started it: not found.</exception>
    internal async Task<DispatchRound> RequireRoundAsync(HttpRequest request, CancellationToken cancellation) =>
        await rounds.FindAsync(request.CycleKey(), cancellation) ?? throw new ProblemException(ProblemType.NotFound, $"Nobody started the dispatch of '{request.CycleKey()}'.");

    /// <exception cref="ProblemException">Nobody started it, or it has not opened: not found.</exception>
    internal async Task<OpenedDispatch> RequireAsync(HttpRequest request, CancellationToken cancellation) =>
        await FindAsync(await RequireRoundAsync(request, cancellation), cancellation)
        ?? throw new ProblemException(ProblemType.NotFound, $"The dispatch of '{request.CycleKey()}' has not opened yet.");

    /// <summary>Null where it has not opened.</summary>
    public async Task<OpenedDispatch?> FindAsync(DispatchRound round, CancellationToken cancellation)
    {
        if (round.ListVersion is not { } version)
            return null;
        Versioned<ProjectList> list = await projects.FindAsync(round.Key.County, version, cancellation)
            ?? throw new InvalidOperationException($"Version {version} of the projects of {round.Key.County}, which the dispatch of {round.Key} is of, is missing.");
        return new OpenedDispatch(round, list.Document);
    }
}

/// <summary>The routes of dispatches.</summary>
internal static class DispatchRoutes
{
    public const string Dispatch = CycleRoutes.Cycle + "/dispatch";
    public const string Reports = Dispatch + "/reports";
    public const string Report = Dispatch + "/townships/{township}/projects/{project}";
    public const string Readings = Dispatch + "/readings";
}
