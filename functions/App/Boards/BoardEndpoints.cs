using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Yuekao.App.Access;
using Yuekao.App.Cycles;
using Yuekao.App.Cycles.Storage;
using Yuekao.App.Http;
using Yuekao.App.OpenApi;
using Yuekao.App.Problems;
using Yuekao.App.Rosters;
using Yuekao.Assessment.Values;

namespace Yuekao.App.Boards;

/// <summary>A period with a public board.</summary>
/// <param name="Period">The period.</param>
/// <param name="PublishedAt">When its results were out in all of the county.</param>
public sealed record PublishedPeriod(Period Period, DateTimeOffset PublishedAt);

/// <summary>What everybody may read.</summary>
public sealed class BoardEndpoints(CycleStore cycles, BoardDocuments boards)
{
    private const string Route = "counties/{county}/boards/{scheme}";

    /// <summary><c>GET</c>: the periods of a scheme that are published, the earliest first. A page may have fewer than asked for before the last.</summary>
    [Function(nameof(ListBoards))]
    [PublicAccess]
    [Operation("Lists the periods of a scheme whose boards are published, the earliest first.")]
    [Paged]
    [Answers(StatusCodes.Status200OK, typeof(Page<PublishedPeriod>))]
    public async Task<IActionResult> ListBoards(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request, string county, string scheme, CancellationToken cancellation)
    {
        var query = new QueryReader(request.Query);
        PageRequest page = PageRequest.Read(request, query);
        query.ThrowIfWrong();
        Period? after = Period.TryOf(page.Place, out Period last) ? last : null;
        IReadOnlyList<CycleRecord> listed = await cycles.ListAsync(RouteIds.Read<CountyId>(county), RouteIds.Read<SchemeId>(scheme), after, page.Top, cancellation);
        PublishedPeriod[] published = [.. listed.Where(cycle => cycle.PublishedAt is not null).Select(cycle => new PublishedPeriod(cycle.Key.Period, cycle.PublishedAt!.Value))];
        return new OkObjectResult(page.Answer<PublishedPeriod>(published, listed.Count == page.Top ? listed[^1].Key.Period.Value : null));
    }

    /// <summary><c>GET</c>: a period's board.</summary>
    [Function(nameof(GetBoard))]
    [PublicAccess]
    [Operation("What the public sees of a cycle: how many have which grade, and who did best.")]
    [Answers(StatusCodes.Status200OK, typeof(Board))]
    [Answers(StatusCodes.Status404NotFound)]
    public async Task<IActionResult> GetBoard(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/{period}")] HttpRequest request, string county, string scheme, string period, CancellationToken cancellation)
    {
        CycleKey key = CycleKey.Read(county, scheme, period);
        return new OkObjectResult(await boards.FindAsync(key, cancellation) ?? throw new ProblemException(ProblemType.NotFound, $"No board of '{key}' is published."));
    }
}
