using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Yuekao.App.Access;
using Yuekao.App.Cycles;
using Yuekao.App.Cycles.Storage;
using Yuekao.App.Decisions;
using Yuekao.App.Http;
using Yuekao.App.OpenApi;
using Yuekao.App.Problems;
using Yuekao.App.Results.Storage;

namespace Yuekao.App.Results;

/// <summary>What follows from a cycle's results.</summary>
public sealed class ConsequenceEndpoints(CycleContexts contexts, CycleDocuments documents, ResultAccess access, ResultStore results)
{
    /// <summary><c>GET</c>: the consequences, pool by pool in the county's order: for the county all of them, for meetings and townships their own.</summary>
    [Function(nameof(ListConsequences))]
    [Access(Role.County)]
    [Access(Role.Meeting)]
    [Access(Role.Township)]
    [Operation("Lists what follows from a cycle's results: for the county everything, for meetings and townships their own part.")]
    [Paged]
    [Answers(StatusCodes.Status200OK, typeof(Page<ConsequenceLine>))]
    [Answers(StatusCodes.Status404NotFound)]
    public async Task<IActionResult> ListConsequences(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "counties/{county}/schemes/{scheme}/cycles/{period}/consequences")] HttpRequest request,
        FunctionContext function,
        string county,
        string scheme,
        string period,
        CancellationToken cancellation)
    {
        CycleKey key = CycleKey.Read(county, scheme, period);
        var query = new QueryReader(request.Query);
        PageRequest page = PageRequest.Read(request, query);
        query.ThrowIfWrong();
        CycleContext context = await contexts.RequireAsync(key, cancellation);
        Caller caller = function.GetCaller();
        IReadOnlySet<PoolId> there = await access.ThereAsync(context, caller, cancellation);
        Pool[] pools = [.. context.Pools.Where(pool => there.Contains(pool.Id) && SeesAnyOf(caller, pool))];
        if (pools.Length == 0)
            throw new ProblemException(ProblemType.NotFound, "There are no results to see what follows from.");

        IReadOnlyList<ConsequenceLine>[] lines = await Task.WhenAll(pools.Select(pool => ReadAsync(context, pool, caller, cancellation)));
        return new OkObjectResult(ListPages.Of(page, [.. lines.SelectMany(one => one)], line => $"{line.Consequence}|{line.Subject.Id}"));
    }

    private async Task<IReadOnlyList<ConsequenceLine>> ReadAsync(CycleContext context, Pool pool, Caller caller, CancellationToken cancellation)
    {
        PoolResult result = await documents.ResultAsync(context.Key, pool.Id, cancellation);
        if (result.Consequences is { Due: [], Ties: [] })
            return [];
        FrozenTownship[] seen = [.. pool.Townships.Where(township => Sees(caller, pool, township))];
        IReadOnlyList<ResultHistory>[] recorded = await Task.WhenAll(seen.Select(township => results.OfCycleAsync(context, township.Id, cancellation)));
        var superseded = recorded.SelectMany(one => one).Where(one => one.Revisions.Count > 1).Select(one => one.First.Subject).ToHashSet();
        return [.. ConsequenceLine.Of(context, result.Consequences, superseded).Where(line => seen.Any(township => township.Id == line.Subject.Township))];
    }

    private static bool SeesAnyOf(Caller caller, Pool pool) => pool.Townships.Any(township => Sees(caller, pool, township));

    private static bool Sees(Caller caller, Pool pool, FrozenTownship township) => ResultAccess.IsFirst(pool, caller) || caller.Has(Role.Township, township.Id.Value);
}
