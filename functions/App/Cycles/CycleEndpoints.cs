using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Yuekao.App.Access;
using Yuekao.App.AuditTrail;
using Yuekao.App.Cycles.Storage;
using Yuekao.App.Http;
using Yuekao.App.OpenApi;
using Yuekao.App.Problems;
using Yuekao.App.Rosters;
using Yuekao.Assessment;
using Yuekao.Assessment.Values;

namespace Yuekao.App.Cycles;

/// <summary>Starts cycles, and tells how far they are.</summary>
public sealed class CycleEndpoints(CycleStarter starter, CycleStore cycles, CycleProgressReader progress, IAuditTrail audit, TimeProvider clock)
{
    private const string Route = "counties/{county}/schemes/{scheme}/cycles";
    private const string One = Route + "/{period}";

    /// <summary><c>POST</c>: starts a cycle by hand; 202 with the address of its progress. A second start changes nothing.</summary>
    [Function(nameof(StartCycle))]
    [Access(Role.County)]
    [Operation("Starts a cycle by hand, on the scheme's dates or on the county's own. A second start changes nothing.")]
    [Accepts(typeof(CycleRequest))]
    [Answers(StatusCodes.Status202Accepted, typeof(CycleRecord))]
    [Answers(StatusCodes.Status404NotFound)]
    [Answers(StatusCodes.Status409Conflict)]
    [Answers(StatusCodes.Status422UnprocessableEntity)]
    public async Task<IActionResult> StartCycle(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Route)] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        FunctionContext context,
        string county,
        string scheme,
        CancellationToken cancellation)
    {
        CycleRequest wanted = await RequestBody.ReadAsync<CycleRequest>(request, cancellation);
        CycleKey key = CycleKey.Read(county, scheme, wanted.Period.Value);
        Scheme found = await starter.RequireSchemeAsync(key, wanted.SchemeVersion, cancellation);
        RequireBegun(found, key.Period);
        CycleRecord started = await starter.StartAsync(client, key, found, wanted, AuditActor.Of(context.GetCaller()), cancellation);
        return new AcceptedResult($"/api/{Route.Replace("{county}", county, StringComparison.Ordinal).Replace("{scheme}", scheme, StringComparison.Ordinal)}/{key.Period}", started);
    }

    /// <summary><c>GET</c>: the scheme's cycles, the earliest first.</summary>
    [Function(nameof(ListCycles))]
    [Access(Role.County)]
    [Access(Role.Township)]
    [Access(Role.Department)]
    [Access(Role.Meeting)]
    [Access(Role.Finance)]
    [Operation("Lists the cycles of a scheme, the earliest first.")]
    [Paged]
    [Answers(StatusCodes.Status200OK, typeof(Page<CycleRecord>))]
    public async Task<IActionResult> ListCycles(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request, string county, string scheme, CancellationToken cancellation)
    {
        var query = new QueryReader(request.Query);
        PageRequest page = PageRequest.Read(request, query);
        query.ThrowIfWrong();
        Period? after = Period.TryOf(page.Place, out Period last) ? last : null;
        IReadOnlyList<CycleRecord> found = await cycles.ListAsync(RouteIds.Read<CountyId>(county), RouteIds.Read<SchemeId>(scheme), after, page.Top, cancellation);
        return new OkObjectResult(page.Answer(found, found.Count == page.Top ? found[^1].Key.Period.Value : null));
    }

    /// <summary><c>GET {period}</c>: how far a cycle is, pool by pool, and whom it waits for.</summary>
    [Function(nameof(GetCycle))]
    [Access(Role.County)]
    [Access(Role.Township)]
    [Access(Role.Department)]
    [Access(Role.Meeting)]
    [Access(Role.Finance)]
    [Operation("How far a cycle is, pool by pool, and whom it waits for.")]
    [Answers(StatusCodes.Status200OK, typeof(CycleProgress))]
    [Answers(StatusCodes.Status404NotFound)]
    public async Task<IActionResult> GetCycle(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        FunctionContext context,
        string county,
        string scheme,
        string period,
        CancellationToken cancellation)
    {
        CycleKey key = CycleKey.Read(county, scheme, period);
        CycleProgress found = await progress.FindAsync(client, key, cancellation) ?? throw NotStarted(key);
        return new OkObjectResult(context.GetCaller().Has(Role.County) ? found : found.WithoutFailures());
    }

    /// <summary><c>POST {period}/freeze</c>: lets a blocked cycle try to freeze again.</summary>
    [Function(nameof(FreezeCycleAgain))]
    [Access(Role.County)]
    [Operation("Lets a cycle that could not be frozen try again, once what blocked it is mended.")]
    [Answers(StatusCodes.Status202Accepted)]
    [Answers(StatusCodes.Status404NotFound)]
    [Answers(StatusCodes.Status409Conflict)]
    public async Task<IActionResult> FreezeCycleAgain(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/freeze")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        FunctionContext context,
        string county,
        string scheme,
        string period,
        CancellationToken cancellation)
    {
        CycleKey key = CycleKey.Read(county, scheme, period);
        CycleRecord cycle = await cycles.FindAsync(key, cancellation) ?? throw NotStarted(key);
        if (cycle.State != CycleState.Blocked)
            throw new ProblemException(ProblemType.RuleBroken, "Only a cycle that could not be frozen can try again.");
        await audit.AppendAsync(new AuditEntry(county, AuditActor.Of(context.GetCaller()), nameof(FreezeCycleAgain), key.Resource, Before: null, After: null), cancellation);
        await client.RaiseAsync(key, new FreezeAgain(), cancellation);
        return new AcceptedResult();
    }

    private static ProblemException NotStarted(CycleKey key) => new(ProblemType.NotFound, $"Nobody started the cycle '{key}'.");

    // A period that has not begun would sleep in the task hub until it does: years, with a slip of the pen.
    private void RequireBegun(Scheme scheme, Period period)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(scheme.Document.Calendar.TimeZone)).DateTime);
        if (period.FirstDay > today)
            throw new ProblemException(ProblemType.RuleBroken, $"A cycle can be started once its period has begun: {period} begins on {period.FirstDay:O}.");
    }
}
