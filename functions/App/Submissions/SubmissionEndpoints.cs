using System.Globalization;
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
using Yuekao.App.Rosters.Formats;
using Yuekao.App.Submissions.Formats;
using Yuekao.App.Submissions.Storage;
using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Values;

namespace Yuekao.App.Submissions;

/// <summary>What the sources report for a township (报送).</summary>
public sealed class SubmissionEndpoints(CycleContexts contexts, SubmissionStore submissions, VersionStore versions, SubmissionWriter writer, TimeProvider clock)
{
    private const string R = "counties/{county}/schemes/{scheme}/cycles/{period}/townships/{township}/submissions";

    /// <summary><c>PUT {source}</c>: replaces a source's readings, as JSON or CSV; 201 for the first, 200 else. The answer lists what is still missing.</summary>
    [Function(nameof(PutSubmission))]
    [Access(Role.Township, Scope = "township", Where = "source=township")]
    [Access(Role.Department, Scope = "source")]
    [Operation("Replaces all readings of one source for a township, as JSON or CSV. They may be partial: the answer lists what is still missing. The same content again changes nothing.")]
    [Tagged]
    [Accepts(typeof(Submission))]
    [Accepts(typeof(string), "text/csv")]
    [Answers(StatusCodes.Status201Created, typeof(SubmissionState))]
    [Answers(StatusCodes.Status200OK, typeof(SubmissionState))]
    [Answers(StatusCodes.Status404NotFound)]
    [Answers(StatusCodes.Status409Conflict)]
    [Answers(StatusCodes.Status422UnprocessableEntity)]
    public async Task<IActionResult> PutSubmission(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = R + "/{source}")] HttpRequest request,
        FunctionContext context,
        [DurableClient] DurableTaskClient client,
        string county,
        string scheme,
        string period,
        string township,
        string source,
        CancellationToken cancellation)
    {
        SourcePlace place = await SourcePlace.RequireAsync(contexts, CycleKey.Read(county, scheme, period), township, source, cancellation);
        place.RequireReporter(context.GetCaller());
        Located<Submission> read = await SubmissionFormats.Submissions.ReadAsync(request, cancellation);
        (SubmissionState state, SubmissionChange change) = await writer.PutAsync(place, read, request, context.GetCaller(), cancellation);
        // The pool waits for a source's first report by name; one sent again may be sent because the event was lost.
        if (change != SubmissionChange.Replaced || place.MayBeGraded(clock.GetUtcNow()))
            await client.RaiseAsync(place.Context.Key, place.Pool.Id, new CollectingChanged(CollectingChange.Submitted, place.Township.Id, place.Source), cancellation);
        request.HttpContext.Response.SetETag(new Azure.ETag($"\"{state.Digest}\""));
        return new ObjectResult(state) { StatusCode = change == SubmissionChange.First ? StatusCodes.Status201Created : StatusCodes.Status200OK };
    }

    /// <summary><c>GET {source}</c>: a source's readings as JSON or CSV; <c>?version=3</c> is an earlier version.</summary>
    [Function(nameof(GetSubmission))]
    [Access(Role.County)]
    [Access(Role.Township, Scope = "township")]
    [Access(Role.Meeting)]
    [Access(Role.Department, Scope = "source")]
    [Operation("The readings of one source for a township, as JSON or CSV.")]
    [Query("version", typeof(int), "An earlier version.")]
    [Tagged]
    [Answers(StatusCodes.Status200OK, typeof(Submission))]
    [Answers(StatusCodes.Status200OK, typeof(string), "text/csv")]
    [Answers(StatusCodes.Status404NotFound)]
    public async Task<IActionResult> GetSubmission(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = R + "/{source}")] HttpRequest request,
        FunctionContext context,
        string county,
        string scheme,
        string period,
        string township,
        string source,
        CancellationToken cancellation)
    {
        var query = new QueryReader(request.Query);
        int version = query.Number("version", otherwise: 0, minimum: 1, maximum: 99_999_999);
        query.ThrowIfWrong();
        SourcePlace place = await SourcePlace.RequireAsync(contexts, CycleKey.Read(county, scheme, period), township, source, cancellation);
        place.RequireReader(context.GetCaller());
        Versioned<Submission> stored = await versions.FindAsync(place.Context.Key, place.Township.Id, place.Source, version == 0 ? null : version, cancellation)
            ?? throw new ProblemException(ProblemType.NotFound, version == 0 ? $"'{source}' submitted nothing for '{township}' yet." : $"There is no version {version}.");
        return DocumentAnswer.Of(request, SubmissionFormats.Submissions, stored.Document, stored.Version);
    }

    /// <summary><c>GET</c>: how far each source is, a department only its own.</summary>
    [Function(nameof(ListSubmissions))]
    [Access(Role.County)]
    [Access(Role.Township, Scope = "township")]
    [Access(Role.Meeting)]
    [Access(Role.Department)]
    [Operation("How far the submission of every source for a township is: which version, who, when, how much is missing.")]
    [Answers(StatusCodes.Status200OK, typeof(SubmissionOverview))]
    [Answers(StatusCodes.Status404NotFound)]
    public async Task<IActionResult> ListSubmissions(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = R)] HttpRequest request,
        FunctionContext context,
        string county,
        string scheme,
        string period,
        string township,
        CancellationToken cancellation)
    {
        TownshipPlace place = await TownshipPlace.RequireAsync(contexts, CycleKey.Read(county, scheme, period), township, cancellation);
        IReadOnlyList<SourceId> readable = place.RequireReadable(context.GetCaller());
        CollectedPool collected = await submissions.ReadAsync(place.Context, place.Part, cancellation);
        ILookup<SourceId, MissingReading> missing = collected.Missing().ToLookup(one => one.Source);
        return new OkObjectResult(new SubmissionOverview(
        [
            .. collected.Townships[0].Sources.Select(source => source.Head).Where(head => readable.Contains(head.Source))
                .Select(head => SubmissionState.Of(head, missing[head.Source].Count())),
        ]));
    }

    /// <summary><c>GET {source}/versions</c>: who submitted when, the newest first.</summary>
    [Function(nameof(ListSubmissionVersions))]
    [Access(Role.County)]
    [Access(Role.Township, Scope = "township")]
    [Access(Role.Meeting)]
    [Access(Role.Department, Scope = "source")]
    [Operation("Lists who replaced a source's submission when, the newest first.")]
    [Paged]
    [Answers(StatusCodes.Status200OK, typeof(Page<DocumentVersion>))]
    [Answers(StatusCodes.Status404NotFound)]
    public async Task<IActionResult> ListSubmissionVersions(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = R + "/{source}/versions")] HttpRequest request,
        FunctionContext context,
        string county,
        string scheme,
        string period,
        string township,
        string source,
        CancellationToken cancellation)
    {
        var query = new QueryReader(request.Query);
        PageRequest page = PageRequest.Read(request, query);
        query.ThrowIfWrong();
        SourcePlace place = await SourcePlace.RequireAsync(contexts, CycleKey.Read(county, scheme, period), township, source, cancellation);
        place.RequireReader(context.GetCaller());
        CycleKey key = place.Context.Key;
        int newest = int.TryParse(page.Place, CultureInfo.InvariantCulture, out int next)
            ? next
            : (await versions.RequireHeadAsync(key, place.Township.Id, place.Source, cancellation)).Version?.Version ?? 0;
        IReadOnlyList<DocumentVersion> found = newest == 0 ? [] : await versions.ListAsync(key, place.Township.Id, place.Source, newest, page.Top, cancellation);
        return new OkObjectResult(page.Answer(found, newest > page.Top ? (newest - page.Top).ToString(CultureInfo.InvariantCulture) : null));
    }
}
