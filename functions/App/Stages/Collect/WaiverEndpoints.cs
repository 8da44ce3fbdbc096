namespace Yuekao.App.Stages.Collect;

/// <summary>The items that the county takes out for a pool, so that it can be scored without them.</summary>
public sealed class WaiverEndpoints(CycleContexts contexts, WaiverStore waivers, WaiverWriter writer)
{
    private const string All = CycleRoutes.Pool + "/waivers";
    private const string One = All + "/{item}";

    [Function(nameof(PutWaiver))]
    [Access(Role.County)]
    [Operation("Takes an item out for all of a pool alike, with a reason. The same again changes nothing.")]
    [Accepts(typeof(WaiverRequest)), Answers(StatusCodes.Status200OK, typeof(WaiverRecord)), Problems(404, 409, 422)]
    public async Task<IActionResult> PutWaiver(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = One)] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        (CycleContext cycle, Pool pool) = await contexts.RequirePoolAsync(request, cancellation);
        WaiverRequest asked = await RequestBody.ReadAsync<WaiverRequest>(request, cancellation);
        CollectingRules.RequireReason(asked.Reason);
        if (!ItemId.TryOf(request.Route("item"), out ItemId item))
            throw new ProblemException(ProblemType.Unacceptable, "The scheme has no such item.", [new ProblemError("item", $"must be {ItemId.Expected}.")]);
        WaiverRecord stored = await writer.PutAsync(cycle, pool, item, asked.Reason, request.GetCaller(), cancellation);
        await client.RaiseAsync(cycle.Key, pool.Id, new CollectingChanged(CollectingChange.Waived), cancellation);
        return new OkObjectResult(stored);
    }

    [Function(nameof(WithdrawWaiver))]
    [Access(Role.County)]
    [Operation("Withdraws a waiver: the item counts again. Where there is none nothing changes.")]
    [Answers(StatusCodes.Status204NoContent), Problems(404, 409)]
    public async Task<IActionResult> WithdrawWaiver(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = One)] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        (CycleContext cycle, Pool pool) = await contexts.RequirePoolAsync(request, cancellation);
        await writer.WithdrawAsync(cycle, pool, request.Id<ItemId>(), request.GetCaller(), cancellation);
        await client.RaiseAsync(cycle.Key, pool.Id, new CollectingChanged(CollectingChange.Waived), cancellation);
        return new NoContentResult();
    }

    [Function(nameof(ListWaivers))]
    [Access(Role.County, Role.Meeting, Role.Township)]
    [Operation("Lists the items that are taken out for a pool, in the order in which they were.")]
    [Answers(StatusCodes.Status200OK, typeof(PoolWaivers)), Problems(404)]
    public async Task<IActionResult> ListWaivers([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = All)] HttpRequest request, CancellationToken cancellation)
    {
        (CycleContext cycle, Pool pool) = await contexts.RequirePoolAsync(request, cancellation);
        Caller caller = request.GetCaller();
        if (!ResultAccess.IsFirst(pool, caller) && !pool.Townships.Any(township => caller.Has(Role.Township, township.Id.Value)))
            throw new ProblemException(ProblemType.Forbidden);
        return new OkObjectResult(await waivers.RequireAsync(cycle.Key, pool.Id, cancellation));
    }
}

/// <param name="Reason">1 to 500 characters.</param>
public sealed record WaiverRequest(string Reason);
