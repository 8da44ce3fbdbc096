using Azure;

namespace Yuekao.App.Stages.Collect;

/// <summary>The items that the county takes out for a pool, so that it can be scored without them.</summary>
public sealed class WaiverEndpoints(CycleContexts contexts, WaiverStore waivers, AuditTrail audit, TimeProvider clock)
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
        WaiverRecord? stored = await ChangeAsync(cycle, pool, item, asked.Reason, request.GetCaller(), nameof(PutWaiver), cancellation);
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
        await ChangeAsync(cycle, pool, request.Id<ItemId>(), reason: null, request.GetCaller(), nameof(WithdrawWaiver), cancellation);
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

    /// <summary>Waives an item with a reason, or withdraws its waiver where that is null; the same again changes nothing.</summary>
    /// <exception cref="ProblemException">Collecting ended; the scheme has no such item; or nothing would be left to score.</exception>
    private Task<WaiverRecord?> ChangeAsync(
        CycleContext context, Pool pool, ItemId item, string? reason, Caller caller, string action, CancellationToken cancellation) =>
        StorageRaces.RetryAsync(async () =>
        {
            PoolWaivers current = await waivers.RequireAsync(context.Key, pool.Id, cancellation);
            CollectingRules.RequireEdition(context.Key, current.Edition);
            CollectingRules.RequireOpen(current.IsOpen, pool.Id);
            WaiverRecord? before = current.Waivers.FirstOrDefault(waiver => waiver.Item == item);
            if (before?.Reason == reason)
                return before;
            WaiverRecord? after = reason is null ? null : new WaiverRecord(item, reason, clock.GetUtcNow(), caller.Id, caller.Name);
            WaiverRecord[] next = [.. current.Waivers.Where(waiver => waiver.Item != item), .. after is null ? [] : new[] { after }];
            ErrorList.ThrowIfAny(ProblemType.Unacceptable, Check(context, pool, next));
            string resource = $"{context.Key.Resource}/pools/{pool.Id}/waivers/{item}";
            (Digest? was, Digest? becomes) = (before is null ? null : Digest.OfJson(before), after is null ? null : Digest.OfJson(after));
            var entry = new AuditEntry(caller.County, AuditActor.Of(caller), action, resource, was, becomes, reason);
            await audit.RecordAsync(entry, stop => waivers.PutAsync(context.Key, pool.Id, current, next, stop), cancellation);
            return after;
        }, cancellation);

    private static IReadOnlyList<ProblemError> Check(CycleContext context, Pool pool, IReadOnlyList<WaiverRecord> waivers)
    {
        var input = new PoolInput { Period = context.Key.Period, Roster = pool.Roster, Readings = [], Waivers = [.. waivers.Select(waiver => waiver.ToWaiver())] };
        return [.. Assessor.Check(context.Scheme, input).Problems.Select(problem => new ProblemError("item", problem.Message))];
    }
}

/// <param name="Reason">1 to 500 characters.</param>
public sealed record WaiverRequest(string Reason);

public sealed class WaiverStore(TableServiceClient tables)
{
    private readonly TableClient table = tables.GetTableClient(SubmissionTable.Name);

    /// <exception cref="ProblemException">Collecting was not opened: rule broken.</exception>
    public async Task<PoolWaivers> RequireAsync(CycleKey key, PoolId pool, CancellationToken cancellation)
    {
        string partition = SubmissionRows.Partition(key, pool);
        NullableResponse<TableEntity> row = await table.GetEntityIfExistsAsync<TableEntity>(partition, SubmissionRows.Waivers, cancellationToken: cancellation);
        return row.HasValue ? SubmissionRows.ReadWaivers(row.Value!) : throw CollectingRules.NotOpened();
    }

    /// <exception cref="ProblemException">They were written since they were read: precondition failed.</exception>
    public async Task<IReadOnlyList<WaiverRecord>> PutAsync(CycleKey key, PoolId pool, PoolWaivers current, IReadOnlyList<WaiverRecord> next, CancellationToken cancellation)
    {
        TableEntity row = SubmissionRows.WaiversRow(key, pool, next);
        await table.WriteAsync([new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, current.ETag)], cancellation);
        return next;
    }
}
