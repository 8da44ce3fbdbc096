using Microsoft.Net.Http.Headers;

namespace Yuekao.App.Stages.Publish;

/// <summary>The month's circular (通报): the ranking of the townships as its board has it, and beside it what the dispatch did not hear of and what inspections found. No person is named.</summary>
/// <param name="BoardRevision">The board's: a correction makes another circular.</param>
/// <param name="Ranking">By rank.</param>
/// <param name="Townships">In the county's order.</param>
public sealed record Circular(
    SchemeKey Scheme, LocalText Title, Period Period, DateTimeOffset At, int BoardRevision, IReadOnlyList<BoardEntry> Ranking, IReadOnlyList<CircularTownship> Townships)
{
    internal static Circular Of(Board board, ClosedDispatch closed, ProjectList list) =>
        new(board.Scheme, board.Title, board.Period, board.At, board.Revision, [.. board.Pools.SelectMany(pool => pool.Named)], [.. closed.Townships.Select(township => CircularTownship.Of(township, list))]);
}

/// <param name="Silent">The titles of the projects that it did not report on.</param>
/// <param name="Findings">The findings against it whose rectification was not verified when the dispatch closed.</param>
/// <param name="Published">How many items were published of it.</param>
public sealed record CircularTownship(string Name, IReadOnlyList<string> Silent, IReadOnlyList<CircularFinding> Findings, int Published)
{
    internal static CircularTownship Of(ClosedTownship township, ProjectList list)
    {
        return new CircularTownship(
            township.Name,
            [.. township.Silent.Select(TitleOf)],
            [.. township.Facts.Findings.Select(finding => new CircularFinding(TitleOf(finding.Project), finding.IsOverdue))],
            township.Facts.Published.Sum(published => published.Count));

        // What a finding is against may have been listed since.
        string TitleOf(ProjectId project) => list.Find(project)?.Title ?? project.Value;
    }
}

/// <param name="Project">The title of the project that it is against.</param>
public sealed record CircularFinding(string Project, bool IsOverdue);

public sealed class CircularEndpoints(CycleStore cycles, BoardDocuments boards, DispatchRounds rounds, DispatchPlaces dispatches, PagePrinter printer)
{
    private static readonly string[] Formats = [MediaTypeNames.Application.Json, MediaTypeNames.Text.Html];

    [Function(nameof(GetCircular))]
    [PublicAccess]
    [Operation("The circular of a month's ranking: the ranking, the silent, and what inspections found, township by township; also as a page to print, in Chinese.")]
    [Answers(StatusCodes.Status200OK, typeof(Circular)), Answers(StatusCodes.Status200OK, typeof(string), MediaTypeNames.Text.Html), Problems(404)]
    public async Task<IActionResult> GetCircular(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "counties/{county}/circulars/{scheme}/{period}")] HttpRequest request, CancellationToken cancellation)
    {
        CycleKey key = request.CycleKey();
        Board? board = await cycles.FindAsync(key, cancellation) is { PublishedAt: not null } cycle ? await boards.FindAsync(cycle.Key, cycle.BoardRevision, cancellation) : null;
        if (board is null || await rounds.FindAsync(key, cancellation) is not { Revision: not null } round)
            throw new ProblemException(ProblemType.NotFound, $"No circular of '{key}' is published.");
        OpenedDispatch dispatch = (await dispatches.FindAsync(round, cancellation))!;
        var circular = Circular.Of(board, await rounds.ReadClosedAsync(round, cancellation), dispatch.List);
        request.HttpContext.Response.Headers.Vary = HeaderNames.Accept;
        if (AcceptedFormat.Of(request, Formats, format => format) == MediaTypeNames.Application.Json)
            return new OkObjectResult(circular);
        string page = await printer.PrintAsync<CircularPage>(new Dictionary<string, object?> { [nameof(CircularPage.Circular)] = circular });
        return new ContentResult { Content = page, ContentType = $"{MediaTypeNames.Text.Html}; charset=utf-8" };
    }
}
