namespace Yuekao.App.Stages.Grade;

/// <summary>What is proposed to the meetings.</summary>
public sealed class ProposalEndpoints(CycleContexts contexts, CycleStore cycles, Proposals proposals)
{
    [Function(nameof(GetProposal))]
    [Access(Role.County, Role.Meeting)]
    [Operation("What is proposed to a pool's meeting: seats, boundaries, ties, and every subject's outcome.")]
    [Query("round", typeof(int), "An earlier round.")]
    [Query("explanations", typeof(bool), "Whether to tell how each outcome came about; false when not given.")]
    [Tagged]
    [Answers(StatusCodes.Status200OK, typeof(ProposalView))]
    [Answers(StatusCodes.Status304NotModified)]
    [Problems(404)]
    public async Task<IActionResult> GetProposal(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = CycleRoutes.Pool + "/proposal")] HttpRequest request,
        CancellationToken cancellation)
    {
        CycleKey key = request.CycleKey();
        (int? asked, bool withExplanations) = ReadQuery(request);
        CycleContext context = await contexts.RequireAsync(key, cancellation);
        Pool one = context.RequirePool(request.Id<PoolId>());
        if (!ResultAccess.IsFirst(one, request.GetCaller()))
            throw new ProblemException(ProblemType.Forbidden);
        int latest = await cycles.FindAsync(key, one.Id, cancellation) is { } record ? LatestRound(record) : 0;
        int round = asked ?? latest;
        if (round < 1 || round > latest)
            throw new ProblemException(ProblemType.NotFound, asked is null ? $"Nothing is proposed for the pool '{one.Id}' yet." : $"The pool '{one.Id}' has no proposal of round {asked}.");

        // A round's proposal never changes, so its name is tag enough.
        string tag = string.Create(CultureInfo.InvariantCulture, $"\"{key}.{one.Id}.{round}{(withExplanations ? ".explained" : "")}\"");
        request.HttpContext.Response.SetETag(new ETag(tag));
        if (request.Headers.IfNoneMatch.Contains(tag))
            return new StatusCodeResult(StatusCodes.Status304NotModified);
        return new OkObjectResult(ProposalView.Of(context, await proposals.ReadAsync(key, one.Id, round, cancellation), withExplanations));
    }

    // While a round collects, what was proposed last is the round before.
    private static int LatestRound(PoolRecord record) => record.Phase == PoolPhase.Collecting ? record.Round - 1 : record.Round;

    private static (int? Round, bool WithExplanations) ReadQuery(HttpRequest request)
    {
        var query = new QueryReader(request.Query);
        int round = query.Number("round", otherwise: 0, minimum: 1, maximum: int.MaxValue);
        string? explanations = query.Text("explanations");
        if (explanations is not (null or "true" or "false"))
            query.Wrong("explanations", "must be true or false.");
        query.ThrowIfWrong();
        return (round == 0 ? null : round, explanations == "true");
    }
}
