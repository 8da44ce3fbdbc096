namespace Yuekao.App.Stages.Grade;

/// <summary>What is proposed to the meetings.</summary>
public sealed class ProposalEndpoints(CycleContexts contexts, CycleStore cycles, Proposals proposals)
{
    [Function(nameof(GetProposal))]
    [Access(Role.County, Role.Meeting)]
    [Operation("What is proposed to a pool's meeting: seats, boundaries, ties, and every subject's outcome.")]
    [Query("round", typeof(int), "An earlier round.")]
    [Query("explanations", typeof(bool), "Whether to tell how each outcome came about; false when not given.")]
    [Tagged, Answers(StatusCodes.Status200OK, typeof(ProposalView)), Answers(StatusCodes.Status304NotModified), Problems(404)]
    public async Task<IActionResult> GetProposal(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = CycleRoutes.Pool + "/proposal")] HttpRequest request, CancellationToken cancellation)
    {
        var query = new QueryReader(request.Query);
        int asked = query.Number("round", otherwise: 0, minimum: 1, maximum: int.MaxValue);
        bool withExplanations = query.Flag("explanations") == true;
        query.ThrowIfWrong();
        (CycleContext cycle, Pool pool) = await contexts.RequirePoolAsync(request, cancellation);
        if (!ResultAccess.IsFirst(pool, request.GetCaller()))
            throw new ProblemException(ProblemType.Forbidden);
        int latest = await cycles.FindAsync(cycle.Key, pool.Id, cancellation) is { } record ? LatestRound(record) : 0;
        int round = asked == 0 ? latest : asked;
        string nothing = asked == 0 ? $"Nothing is proposed for the pool '{pool.Id}' yet." : $"The pool '{pool.Id}' has no proposal of round {asked}.";
        if (round < 1 || round > latest)
            throw new ProblemException(ProblemType.NotFound, nothing);

        // A round's proposal never changes, so its name is tag enough.
        string tag = string.Create(CultureInfo.InvariantCulture, $"\"{cycle.Key}.{pool.Id}.{round}{(withExplanations ? ".explained" : "")}\"");
        request.HttpContext.Response.SetETag(new ETag(tag));
        if (request.Headers.IfNoneMatch.Contains(tag))
            return new StatusCodeResult(StatusCodes.Status304NotModified);
        return new OkObjectResult(ProposalView.Of(cycle, await proposals.ReadAsync(cycle.Key, pool.Id, round, cancellation), withExplanations));
    }

    // While a round collects, what was proposed last is the round before.
    private static int LatestRound(PoolRecord record) => record.Phase == PoolPhase.Collecting ? record.Round - 1 : record.Round;
}
