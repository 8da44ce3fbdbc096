namespace Yuekao.App.Stages.Publish;

/// <summary>A period with a public board.</summary>
/// <param name="PublishedAt">When its results were out in all of the county.</param>
public sealed record PublishedPeriod(Period Period, DateTimeOffset PublishedAt);

/// <summary>What everybody may read.</summary>
public sealed class BoardEndpoints(CycleStore cycles, BoardDocuments boards)
{
    private const string Route = "counties/{county}/boards/{scheme}";

    [Function(nameof(ListBoards))]
    [PublicAccess]
    [Operation("Lists the periods of a scheme whose boards are published, the earliest first.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<PublishedPeriod>))]
    public async Task<IActionResult> ListBoards([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request, CancellationToken cancellation)
    {
        PageRequest page = PageRequest.Read(request);
        Period? after = Period.TryOf(page.Place, out Period last) ? last : null;
        IReadOnlyList<CycleRecord> listed = await cycles.ListAsync(request.Id<CountyId>(), request.Id<SchemeId>(), after, page.Top, cancellation);
        PublishedPeriod[] published = [.. listed.Where(cycle => cycle.PublishedAt is not null).Select(cycle => new PublishedPeriod(cycle.Key.Period, cycle.PublishedAt!.Value))];
        return new OkObjectResult(page.Answer<PublishedPeriod>(published, listed.Count == page.Top ? listed[^1].Key.Period.Value : null));
    }

    [Function(nameof(GetBoard))]
    [PublicAccess]
    [Operation("What the public sees of a cycle: how many have which grade, and who did best.")]
    [Answers(StatusCodes.Status200OK, typeof(Board)), Problems(404)]
    public async Task<IActionResult> GetBoard([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/{period}")] HttpRequest request, CancellationToken cancellation)
    {
        CycleKey key = request.CycleKey();
        return new OkObjectResult(await boards.FindAsync(key, cancellation) ?? throw new ProblemException(ProblemType.NotFound, $"No board of '{key}' is published."));
    }
}
