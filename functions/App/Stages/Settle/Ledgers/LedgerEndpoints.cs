namespace Yuekao.App.Stages.Settle;

public sealed class LedgerEndpoints(CycleContexts contexts, CycleStore cycles, RecordedResults results, PoolResults decided, ResultAccess access, LedgerDocuments closed)
{
    [Function(nameof(GetTownshipLedger))]
    [Access(Role.County, Role.Finance), Access(Role.Township, Scope = "township")]
    [Operation("A township's subsidies, as JSON, CSV or a workbook: a line a subject, a line for arrears of an earlier period, and a line a correction that an appeal brought. Money in fen; the workbook is a form to print and sign, in yuan.")]
    [Answers(StatusCodes.Status200OK, typeof(LedgerDocument)), AnswersTables, Problems(404)]
    public async Task<IActionResult> GetTownshipLedger(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = CycleRoutes.Township + "/ledger")] HttpRequest request, CancellationToken cancellation)
    {
        CycleContext context = await RequireAsync(request, cancellation);
        FrozenTownship place = context.RequireTownship(request.Id<TownshipId>());
        await access.RequireAsync(context, context.RequirePoolOf(place.Id), request.GetCaller(), isReader: true, cancellation);
        return await AnswerAsync(request, context, [place.Id], cancellation);
    }

    [Function(nameof(GetCountyLedger))]
    [Access(Role.County, Role.Finance)]
    [Operation("The whole county's subsidies, as JSON, CSV or a workbook, once every pool has its results. Money in fen; the workbook is a form to print and sign, in yuan, with a sheet a township.")]
    [Answers(StatusCodes.Status200OK, typeof(LedgerDocument)), AnswersTables, Problems(404)]
    public async Task<IActionResult> GetCountyLedger(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = CycleRoutes.Cycle + "/ledger")] HttpRequest request, CancellationToken cancellation)
    {
        CycleContext context = await RequireAsync(request, cancellation);
        await access.RequireAllAsync(context, request.GetCaller(), cancellation);
        return await AnswerAsync(request, context, [.. context.Frozen.Townships.Select(township => township.Id)], cancellation);
    }

    [Function(nameof(GetReconciliation))]
    [Access(Role.County, Role.Finance)]
    [Operation("What the ledgers add up to, for each township and the county, before and after the corrections that appeals brought. Money in fen.")]
    [Answers(StatusCodes.Status200OK, typeof(ReconciliationView)), Problems(404)]
    public async Task<IActionResult> GetReconciliation(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = CycleRoutes.Cycle + "/ledger/reconciliation")] HttpRequest request, CancellationToken cancellation)
    {
        CycleContext context = await RequireAsync(request, cancellation);
        await access.RequireAllAsync(context, request.GetCaller(), cancellation);
        return new OkObjectResult(await ReconcileAsync(context, await closed.FindAsync(context.Key, cancellation), cancellation));
    }

    private async Task<CycleContext> RequireAsync(HttpRequest request, CancellationToken cancellation)
    {
        CycleContext context = await contexts.RequireAsync(request, cancellation);
        return context.Scheme.Document.Subsidy is not null
            ? context
            : throw new ProblemException(ProblemType.NotFound, $"No subsidy depends on the scheme '{context.Key.Scheme}'.");
    }

    private async Task<IActionResult> AnswerAsync(HttpRequest request, CycleContext context, IReadOnlyList<TownshipId> townships, CancellationToken cancellation)
    {
        LedgerDocument ledger = await ReadAsync(context, townships, cancellation);
        return LedgerFormats.Of(await PrintedTerms.OfAsync(request, context, cycles, townships, cancellation)).Answer(request, ledger);
    }

    /// <summary>The ledger of some townships, in the county's order.</summary>
    private async Task<LedgerDocument> ReadAsync(CycleContext context, IReadOnlyList<TownshipId> townships, CancellationToken cancellation)
    {
        IReadOnlyList<ResultHistory> recorded = await results.OfCycleAsync(context, townships, cancellation);
        IEnumerable<LedgerEntry> lines = recorded.Select(one => one.First).Where(first => first.Ledger is not null).Select(first => LedgerEntry.Of(context, first, first.Ledger!));
        IEnumerable<LedgerEntry> corrections =
            from one in recorded
            from revision in one.Revisions.Zip(one.Revisions.Skip(1))
            where revision.Second.Supersession?.Booked is not null
            select LedgerEntry.Of(context, revision.Second, revision.First.Ledger!, revision.Second.Ledger!, revision.Second.Supersession!.Booked!);
        PoolResult[] pools = await ReadPoolsAsync(context, context.Pools.Where(pool => townships.Any(pool.Has)), cancellation);
        IEnumerable<LedgerEntry> arrears =
            from one in pools.SelectMany(pool => pool.Revisited).SelectMany(period => period.Subjects.Zip(period.ToLines()))
            where townships.Contains(one.Second.Township)
            select LedgerEntry.Of(one.First, one.Second);
        return new LedgerDocument(context.Scheme.Key, context.Key.Period, [.. lines, .. arrears, .. corrections]);
    }

    /// <summary>The sums of each township and of the county, before and after the corrections.</summary>
    private async Task<ReconciliationView> ReconcileAsync(CycleContext context, LedgerTotals? closed, CancellationToken cancellation)
    {
        IReadOnlyList<ResultHistory> recorded = await results.OfCycleAsync(context, context.Frozen.Townships.Select(township => township.Id), cancellation);
        Reconciliation before = closed?.Sums ?? Ledger.Combine([.. (await ReadPoolsAsync(context, context.Pools, cancellation)).Select(pool => pool.Ledger!)]).Reconcile();
        ILookup<TownshipId, BookedDifference> booked = recorded.SelectMany(one => one.Revisions).Where(one => one.Supersession?.Booked is not null)
            .ToLookup(one => one.Township, one => one.Supersession!.Booked!);
        return new ReconciliationView(
            [.. before.Townships.Select(sums => View(sums, context.RequireTownship(sums.Township!.Value).Name, booked[sums.Township.Value]))],
            View(before.County, name: null, booked.SelectMany(one => one)),
            closed?.At);
    }

    private Task<PoolResult[]> ReadPoolsAsync(CycleContext context, IEnumerable<Pool> pools, CancellationToken cancellation) =>
        Task.WhenAll(pools.Select(pool => decided.ReadAsync(context.Key, pool.Id, cancellation)));

    private static ReconciledSums View(LedgerSums before, string? name, IEnumerable<BookedDifference> booked)
    {
        LedgerSums after = booked.Aggregate(
            before, (sums, one) => sums with { Paid = sums.Paid + one.Difference, Kept = sums.Kept - one.FromKept, External = sums.External + one.External });
        return new ReconciledSums(before, after, before.Township, name);
    }
}
