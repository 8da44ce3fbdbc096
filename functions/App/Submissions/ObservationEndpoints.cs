using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Yuekao.App.Access;
using Yuekao.App.Cycles;
using Yuekao.App.Http;
using Yuekao.App.OpenApi;
using Yuekao.App.Rosters;
using Yuekao.App.Submissions.Storage;
using Yuekao.Assessment.Values;
using ETag = Azure.ETag;

namespace Yuekao.App.Submissions;

/// <summary>What the sources note during the period (日常监管).</summary>
public sealed class ObservationEndpoints(CycleContexts contexts, ObservationStore observations, ObservationWriter writer, TimeProvider clock)
{
    private const string R = "counties/{county}/schemes/{scheme}/cycles/{period}/townships/{township}/observations";

    /// <summary><c>PUT {source}/{id}</c>: notes an observation, or replaces it; 201 when it is new, 200 else.</summary>
    [Function(nameof(PutObservation))]
    [Access(Role.Township, Scope = "township", Where = "source=township")]
    [Access(Role.Department, Scope = "source")]
    [Operation("Notes a dated, evidenced fact about a subject, or replaces it. The same content again changes nothing.")]
    [Tagged]
    [Accepts(typeof(ObservationRequest))]
    [Answers(StatusCodes.Status201Created, typeof(ObservationRecord))]
    [Answers(StatusCodes.Status200OK, typeof(ObservationRecord))]
    [Answers(StatusCodes.Status404NotFound)]
    [Answers(StatusCodes.Status409Conflict)]
    [Answers(StatusCodes.Status422UnprocessableEntity)]
    public async Task<IActionResult> PutObservation(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = R + "/{source}/{id}")] HttpRequest request,
        FunctionContext context,
        [DurableClient] DurableTaskClient client,
        string county,
        string scheme,
        string period,
        string township,
        string source,
        string id,
        CancellationToken cancellation)
    {
        SourcePlace place = await SourcePlace.RequireAsync(contexts, CycleKey.Read(county, scheme, period), township, source, cancellation);
        place.RequireReporter(context.GetCaller());
        ObservationRequest asked = await RequestBody.ReadAsync<ObservationRequest>(request, cancellation);
        (ObservationRecord stored, bool isNew) = await writer.PutAsync(place, IdOf(id), asked, request, context.GetCaller(), cancellation);
        await WakeAsync(client, place, cancellation);
        request.HttpContext.Response.SetETag(TagOf(stored));
        return new ObjectResult(stored) { StatusCode = isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK };
    }

    /// <summary><c>DELETE {source}/{id}?reason=</c>: withdraws an observation, which stays on record.</summary>
    [Function(nameof(WithdrawObservation))]
    [Access(Role.Township, Scope = "township", Where = "source=township")]
    [Access(Role.Department, Scope = "source")]
    [Operation("Withdraws an observation. It stays on record with the reason, and does not count.")]
    [Query("reason", typeof(string), "Why it is withdrawn: 1 to 500 characters; required.")]
    [Tagged]
    [Answers(StatusCodes.Status200OK, typeof(ObservationRecord))]
    [Answers(StatusCodes.Status404NotFound)]
    [Answers(StatusCodes.Status409Conflict)]
    public async Task<IActionResult> WithdrawObservation(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = R + "/{source}/{id}")] HttpRequest request,
        FunctionContext context,
        [DurableClient] DurableTaskClient client,
        string county,
        string scheme,
        string period,
        string township,
        string source,
        string id,
        CancellationToken cancellation)
    {
        var query = new QueryReader(request.Query);
        string reason = query.Text("reason") ?? "";
        if (!CollectingRules.IsReason(reason))
            query.Wrong("reason", CollectingRules.ExpectedReason);
        query.ThrowIfWrong();
        SourcePlace place = await SourcePlace.RequireAsync(contexts, CycleKey.Read(county, scheme, period), township, source, cancellation);
        place.RequireReporter(context.GetCaller());
        ObservationRecord stored = await writer.WithdrawAsync(place, IdOf(id), reason, request, context.GetCaller(), cancellation);
        await WakeAsync(client, place, cancellation);
        request.HttpContext.Response.SetETag(TagOf(stored));
        return new OkObjectResult(stored);
    }

    /// <summary><c>GET</c>: a township's observations by id, those withdrawn included; a department only its own.</summary>
    [Function(nameof(ListObservations))]
    [Access(Role.County)]
    [Access(Role.Township, Scope = "township")]
    [Access(Role.Meeting)]
    [Access(Role.Department)]
    [Operation("Lists a township's observations by id, those withdrawn included; for a department only its own.")]
    [Paged]
    [Answers(StatusCodes.Status200OK, typeof(Page<ObservationRecord>))]
    [Answers(StatusCodes.Status404NotFound)]
    public async Task<IActionResult> ListObservations(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = R)] HttpRequest request,
        FunctionContext context,
        string county,
        string scheme,
        string period,
        string township,
        CancellationToken cancellation)
    {
        var query = new QueryReader(request.Query);
        PageRequest page = PageRequest.Read(request, query);
        query.ThrowIfWrong();
        TownshipPlace place = await TownshipPlace.RequireAsync(contexts, CycleKey.Read(county, scheme, period), township, cancellation);
        IReadOnlyList<SourceId> readable = place.RequireReadable(context.GetCaller());
        IReadOnlyList<ObservationRecord> found = await observations.ListAsync(place.Context.Key, place.Township.Id, readable, page.Place, page.Top, cancellation);
        return new OkObjectResult(page.Answer(found, found.Count == page.Top ? found[^1].Id : null));
    }

    /// <summary>The ETag of an observation: the same content has the same, until it is withdrawn.</summary>
    internal static ETag TagOf(ObservationRecord observation) => new($"\"{observation.Digest}{(observation.Withdrawn is null ? "" : "-withdrawn")}\"");

    private Task WakeAsync(DurableTaskClient client, SourcePlace place, CancellationToken cancellation) => place.MayBeGraded(clock.GetUtcNow())
        ? client.RaiseAsync(place.Context.Key, place.Pool.Id, new CollectingChanged(CollectingChange.Observed, place.Township.Id, place.Source), cancellation)
        : Task.CompletedTask;

    // Spelled as every id is.
    private static string IdOf(string id) => RouteIds.Read<RuleId>(id).Value;
}
