using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Yuekao.App.Access;
using Yuekao.App.Cycles;
using Yuekao.App.OpenApi;
using Yuekao.App.Problems;
using Yuekao.App.Rosters;
using Yuekao.Assessment.Values;

namespace Yuekao.App.Results.Ledgers;

/// <summary>The subsidies that follow from a cycle's results.</summary>
public sealed class LedgerEndpoints(CycleContexts contexts, ResultAccess access, LedgerBooks books, LedgerDocuments closed)
{
    private const string R = "counties/{county}/schemes/{scheme}/cycles/{period}";

    /// <summary><c>GET</c>: a township's ledger as JSON or CSV.</summary>
    [Function(nameof(GetTownshipLedger))]
    [Access(Role.County)]
    [Access(Role.Finance)]
    [Access(Role.Township, Scope = "township")]
    [Operation("A township's subsidies, as JSON or CSV: a line a subject, and a line a correction that an appeal brought. Money in fen.")]
    [Answers(StatusCodes.Status200OK, typeof(LedgerDocument))]
    [Answers(StatusCodes.Status200OK, typeof(string), "text/csv")]
    [Answers(StatusCodes.Status404NotFound)]
    public async Task<IActionResult> GetTownshipLedger(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = R + "/townships/{township}/ledger")] HttpRequest request,
        FunctionContext function,
        string county,
        string scheme,
        string period,
        string township,
        CancellationToken cancellation)
    {
        CycleContext context = await RequireAsync(county, scheme, period, cancellation);
        FrozenTownship place = context.RequireTownship(RouteIds.Read<TownshipId>(township));
        await access.RequireAsync(context, context.RequirePoolOf(place.Id), function.GetCaller(), isReader: true, cancellation);
        return LedgerFormats.Ledgers.Answer(request, await books.ReadAsync(context, [place.Id], cancellation));
    }

    /// <summary><c>GET</c>: the whole county's ledger as JSON or CSV, once every pool is decided, or published.</summary>
    [Function(nameof(GetCountyLedger))]
    [Access(Role.County)]
    [Access(Role.Finance)]
    [Operation("The whole county's subsidies, as JSON or CSV, once every pool has its results. Money in fen.")]
    [Answers(StatusCodes.Status200OK, typeof(LedgerDocument))]
    [Answers(StatusCodes.Status200OK, typeof(string), "text/csv")]
    [Answers(StatusCodes.Status404NotFound)]
    public async Task<IActionResult> GetCountyLedger(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = R + "/ledger")] HttpRequest request,
        FunctionContext function,
        string county,
        string scheme,
        string period,
        CancellationToken cancellation)
    {
        CycleContext context = await RequireAsync(county, scheme, period, cancellation);
        await access.RequireAllAsync(context, function.GetCaller(), cancellation);
        return LedgerFormats.Ledgers.Answer(request, await books.ReadAsync(context, context.Frozen.Townships.Select(township => township.Id), cancellation));
    }

    /// <summary><c>GET</c>: what the ledgers add up to, before and after corrections.</summary>
    [Function(nameof(GetReconciliation))]
    [Access(Role.County)]
    [Access(Role.Finance)]
    [Operation("What the ledgers add up to, for each township and the county, before and after the corrections that appeals brought. Money in fen.")]
    [Answers(StatusCodes.Status200OK, typeof(ReconciliationView))]
    [Answers(StatusCodes.Status404NotFound)]
    public async Task<IActionResult> GetReconciliation(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = R + "/ledger/reconciliation")] HttpRequest request,
        FunctionContext function,
        string county,
        string scheme,
        string period,
        CancellationToken cancellation)
    {
        CycleContext context = await RequireAsync(county, scheme, period, cancellation);
        await access.RequireAllAsync(context, function.GetCaller(), cancellation);
        return new OkObjectResult(await books.ReconcileAsync(context, await closed.FindAsync(context.Key, cancellation), cancellation));
    }

    private async Task<CycleContext> RequireAsync(string county, string scheme, string period, CancellationToken cancellation)
    {
        CycleContext context = await contexts.RequireAsync(CycleKey.Read(county, scheme, period), cancellation);
        return context.Scheme.Document.Subsidy is not null ? context : throw new ProblemException(ProblemType.NotFound, $"No subsidy depends on the scheme '{context.Key.Scheme}'.");
    }
}
