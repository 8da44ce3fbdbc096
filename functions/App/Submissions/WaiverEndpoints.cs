using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Yuekao.App.Access;
using Yuekao.App.Cycles;
using Yuekao.App.Http;
using Yuekao.App.OpenApi;
using Yuekao.App.Problems;
using Yuekao.App.Rosters;
using Yuekao.App.Submissions.Storage;
using Yuekao.Assessment.Values;

namespace Yuekao.App.Submissions;

/// <summary>The items that the county takes out for a pool, so that it can be scored without them.</summary>
public sealed class WaiverEndpoints(CycleContexts contexts, WaiverStore waivers, WaiverWriter writer)
{
    private const string R = "counties/{county}/schemes/{scheme}/cycles/{period}/pools/{pool}/waivers";

    /// <summary><c>PUT {item}</c>: waives an item; again with the same reason changes nothing.</summary>
    [Function(nameof(PutWaiver))]
    [Access(Role.County)]
    [Operation("Takes an item out for all of a pool alike, with a reason. The same again changes nothing.")]
    [Accepts(typeof(WaiverRequest))]
    [Answers(StatusCodes.Status200OK, typeof(WaiverRecord))]
    [Answers(StatusCodes.Status404NotFound)]
    [Answers(StatusCodes.Status409Conflict)]
    [Answers(StatusCodes.Status422UnprocessableEntity)]
    public async Task<IActionResult> PutWaiver(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = R + "/{item}")] HttpRequest request,
        FunctionContext context,
        [DurableClient] DurableTaskClient client,
        string county,
        string scheme,
        string period,
        string pool,
        string item,
        CancellationToken cancellation)
    {
        (CycleContext cycle, Pool place) = await RequireAsync(county, scheme, period, pool, cancellation);
        WaiverRequest asked = await RequestBody.ReadAsync<WaiverRequest>(request, cancellation);
        CollectingRules.RequireReason(asked.Reason);
        if (!ItemId.TryOf(item, out ItemId id))
            throw new ProblemException(ProblemType.Unacceptable, "The scheme has no such item.", [new ProblemError("item", $"must be {ItemId.Expected}.")]);
        WaiverRecord stored = await writer.PutAsync(cycle, place, id, asked.Reason, context.GetCaller(), cancellation);
        await client.RaiseAsync(cycle.Key, place.Id, new CollectingChanged(CollectingChange.Waived), cancellation);
        return new OkObjectResult(stored);
    }

    /// <summary><c>DELETE {item}</c>: withdraws a waiver; where there is none nothing changes.</summary>
    [Function(nameof(WithdrawWaiver))]
    [Access(Role.County)]
    [Operation("Withdraws a waiver: the item counts again. Where there is none nothing changes.")]
    [Answers(StatusCodes.Status204NoContent)]
    [Answers(StatusCodes.Status404NotFound)]
    [Answers(StatusCodes.Status409Conflict)]
    public async Task<IActionResult> WithdrawWaiver(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = R + "/{item}")] HttpRequest request,
        FunctionContext context,
        [DurableClient] DurableTaskClient client,
        string county,
        string scheme,
        string period,
        string pool,
        string item,
        CancellationToken cancellation)
    {
        (CycleContext cycle, Pool place) = await RequireAsync(county, scheme, period, pool, cancellation);
        await writer.WithdrawAsync(cycle, place, RouteIds.Read<ItemId>(item), context.GetCaller(), cancellation);
        await client.RaiseAsync(cycle.Key, place.Id, new CollectingChanged(CollectingChange.Waived), cancellation);
        return new NoContentResult();
    }

    /// <summary><c>GET</c>: the pool's waivers.</summary>
    [Function(nameof(ListWaivers))]
    [Access(Role.County)]
    [Access(Role.Meeting)]
    [Access(Role.Township)]
    [Operation("Lists the items that are taken out for a pool, in the order in which they were.")]
    [Answers(StatusCodes.Status200OK, typeof(PoolWaivers))]
    [Answers(StatusCodes.Status404NotFound)]
    public async Task<IActionResult> ListWaivers(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = R)] HttpRequest request,
        FunctionContext context,
        string county,
        string scheme,
        string period,
        string pool,
        CancellationToken cancellation)
    {
        (CycleContext cycle, Pool place) = await RequireAsync(county, scheme, period, pool, cancellation);
        Caller caller = context.GetCaller();
        if (!caller.Has(Role.County) && !caller.Has(Role.Meeting, place.Meeting.Value) && !place.Townships.Any(township => caller.Has(Role.Township, township.Id.Value)))
            throw new ProblemException(ProblemType.Forbidden);
        return new OkObjectResult(await waivers.RequireAsync(cycle.Key, place.Id, cancellation));
    }

    private async Task<(CycleContext Cycle, Pool Pool)> RequireAsync(string county, string scheme, string period, string pool, CancellationToken cancellation)
    {
        CycleContext cycle = await contexts.RequireAsync(CycleKey.Read(county, scheme, period), cancellation);
        return (cycle, cycle.RequirePool(RouteIds.Read<PoolId>(pool)));
    }
}

/// <summary>Asks to waive an item.</summary>
/// <param name="Reason">Why: 1 to 500 characters.</param>
public sealed record WaiverRequest(string Reason);
