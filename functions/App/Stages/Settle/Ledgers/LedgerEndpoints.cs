namespace Yuekao.App.Stages.Settle;

/// <summary>The subsidies that follow from a cycle's results.</summary>
public sealed class LedgerEndpoints(CycleContexts contexts, ResultAccess access, LedgerBooks books, LedgerDocuments closed)
{
    [Function(nameof(GetTownshipLedger))]
    [Access(Role.County, Role.Finance), Access(Role.Township, Scope = "township")]
    [Operation("A township's subsidies, as JSON or CSV: a line a subject, and a line a correction that an appeal brought. Money in fen.")]
    [Answers(StatusCodes.Status200OK, typeof(LedgerDocument)), Answers(StatusCodes.Status200OK, typeof(string), "text/csv"), Problems(404)]
    public async Task<IActionResult> GetTownshipLedger(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = CycleRoutes.Township + "/ledger")] HttpRequest request, CancellationToken cancellation)
    {
        CycleContext context = await RequireAsync(request, cancellation);
        FrozenTownship place = context.RequireTownship(request.Id<TownshipId>());
        await access.RequireAsync(context, context.RequirePoolOf(place.Id), request.GetCaller(), isReader: true, cancellation);
        return LedgerFormats.Ledgers.Answer(request, await books.ReadAsync(context, [place.Id], cancellation));
    }

    [Function(nameof(GetCountyLedger))]
    [Access(Role.County, Role.Finance)]
    [Operation("The whole county's subsidies, as JSON or CSV, once every pool has its results. Money in fen.")]
    [Answers(StatusCodes.Status200OK, typeof(LedgerDocument)), Answers(StatusCodes.Status200OK, typeof(string), "text/csv"), Problems(404)]
    public async Task<IActionResult> GetCountyLedger(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = CycleRoutes.Cycle + "/ledger")] HttpRequest request, CancellationToken cancellation)
    {
        CycleContext context = await RequireAsync(request, cancellation);
        await access.RequireAllAsync(context, request.GetCaller(), cancellation);
        return LedgerFormats.Ledgers.Answer(request, await books.ReadAsync(context, context.Frozen.Townships.Select(township => township.Id), cancellation));
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
        return new OkObjectResult(await books.ReconcileAsync(context, await closed.FindAsync(context.Key, cancellation), cancellation));
    }

    private async Task<CycleContext> RequireAsync(HttpRequest request, CancellationToken cancellation)
    {
        CycleContext context = await contexts.RequireAsync(request, cancellation);
        return context.Scheme.Document.Subsidy is not null
            ? context
            : throw new ProblemException(ProblemType.NotFound, $"No subsidy depends on the scheme '{context.Key.Scheme}'.");
    }
}
