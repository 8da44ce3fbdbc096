namespace Yuekao.App.Stages.Collect;

public sealed class SubmissionEndpoints(CycleContexts contexts, CollectedPools submissions, VersionStore versions, SubmissionWriter writer, CycleStore cycles, TimeProvider clock)
{
    private const string All = CycleRoutes.Township + "/submissions";
    private const string One = All + "/{source}";

    [Function(nameof(PutSubmission))]
    [Access(Role.Township, Scope = "township", Where = "source=township"), Access(Role.Committee, Scope = "township", Where = "source=committee")]
    [Access(Role.Department, Scope = "source")]
    [Operation(
        "Replaces all readings of one source for a township, as JSON, or as CSV or a workbook: a row a reading, or one grid of subjects and items. They may be partial: the answer lists what is still missing. The same content again changes nothing.")]
    [Query("final", typeof(bool), "Whether the source has nothing more to report; once every source is final, collecting may end before it is due.")]
    [Tagged, Previews, Accepts(typeof(Submission)), AcceptsTables, Answers(StatusCodes.Status201Created, typeof(SubmissionState))]
    [Answers(StatusCodes.Status200OK, typeof(SubmissionState)), Problems(404, 409, 422)]
    public async Task<IActionResult> PutSubmission(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = One)] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var query = new QueryReader(request.Query);
        bool isFinal = query.Flag("final") == true;
        bool isPreview = query.Flag("preview") == true;
        query.ThrowIfWrong();
        SourcePlace place = await SourcePlace.OfReporterAsync(contexts, request, cancellation);
        Located<Submission> read = await SubmissionFormats.Of(place).ReadAsync(request, cancellation);
        place.RequireNotSelf(request.GetCaller(), read.Document.Readings.Select(reading => reading.Subject));
        if (isPreview)
            return DocumentPreview.Answer(request, await writer.PreviewAsync(place, read, request, cancellation));
        (SubmissionState state, SubmissionChange change) = await writer.PutAsync(place, read, isFinal, request, cancellation);
        // The pool waits for a source to be final by name; one sent again may be sent because the event was lost. Once readings are due, another can matter that leaves nothing missing.
        if (isFinal || (state.MissingCount == 0 && place.IsDue(clock.GetUtcNow())))
            await WakeAsync(client, place, isFinal, cancellation);
        request.HttpContext.Response.SetETag(new ETag($"\"{state.Digest}\""));
        return new ObjectResult(state) { StatusCode = change == SubmissionChange.First ? StatusCodes.Status201Created : StatusCodes.Status200OK };
    }

    [Function(nameof(PutSubmissionFinal))]
    [Access(Role.Township, Scope = "township", Where = "source=township"), Access(Role.Committee, Scope = "township", Where = "source=committee")]
    [Access(Role.Department, Scope = "source")]
    [Operation("Says that a source has nothing more to report or to note for a township. What was returned to it, it stands by. Again changes nothing.")]
    [Answers(StatusCodes.Status200OK, typeof(SubmissionState)), Problems(404, 409)]
    public Task<IActionResult> PutSubmissionFinal(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = One + "/final")] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        FinishAsync(request, client, isFinal: true, cancellation);

    [Function(nameof(WithdrawSubmissionFinal))]
    [Access(Role.Township, Scope = "township", Where = "source=township"), Access(Role.Committee, Scope = "township", Where = "source=committee")]
    [Access(Role.Department, Scope = "source")]
    [Operation("Takes back that a source has nothing more to report for a township. Again changes nothing.")]
    [Answers(StatusCodes.Status200OK, typeof(SubmissionState)), Problems(404, 409)]
    public Task<IActionResult> WithdrawSubmissionFinal(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = One + "/final")] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        FinishAsync(request, client, isFinal: false, cancellation);

    [Function(nameof(GetSubmission))]
    [Access(Role.County), Access(Role.Township, Scope = "township"), Access(Role.Committee, Scope = "township"), Access(Role.Meeting), Access(Role.Department, Scope = "source")]
    [Operation("The readings of one source for a township, as JSON, as CSV with a row a reading, or as a workbook with one grid of subjects and items.")]
    [Query("version", typeof(int), "An earlier version.")]
    [Tagged, Templates, Answers(StatusCodes.Status200OK, typeof(Submission)), AnswersTables, Problems(404, 409)]
    public async Task<IActionResult> GetSubmission([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, CancellationToken cancellation)
    {
        var query = new QueryReader(request.Query);
        (int? version, bool isTemplate) = DocumentQuery.Read(query);
        query.ThrowIfWrong();
        SourcePlace place = await SourcePlace.OfReaderAsync(contexts, request, cancellation);
        if (place.Context.SheetSources.Any(source => source.Id == place.Source) && (await versions.RequireHeadAsync(place, cancellation)).IsOpen)
            throw new ProblemException(ProblemType.RuleBroken, "Until collecting ends nobody reads what judges and voters gave.");
        LocalizableString nothing = version is null ? (LocalizableString)$"'{place.Source}' submitted nothing for '{place.Township.Id}' yet." : $"There is no version {version}.";
        Versioned<Submission>? stored = await versions.FindAsync(place, version, cancellation);
        if (stored is null && isTemplate && version is null)
            return SubmissionFormats.Of(place).Answer(request, new Submission([]));
        return stored is not null ? DocumentAnswer.Of(request, SubmissionFormats.Of(place), stored.Document, stored.Version) : throw new ProblemException(ProblemType.NotFound, nothing);
    }

    [Function(nameof(ListSubmissions))]
    [Access(Role.County), Access(Role.Township, Scope = "township"), Access(Role.Committee, Scope = "township"), Access(Role.Meeting, Role.Department)]
    [Operation("How far the submission of every source for a township is: which version, who, when, how much is missing.")]
    [Answers(StatusCodes.Status200OK, typeof(SubmissionOverview)), Problems(404)]
    public async Task<IActionResult> ListSubmissions([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = All)] HttpRequest request, CancellationToken cancellation)
    {
        TownshipPlace place = await TownshipPlace.RequireAsync(contexts, request, cancellation);
        IReadOnlyList<SourceId> readable = place.RequireReadable(request.GetCaller());
        CollectedPool collected = await submissions.ReadAsync(place.Context, place.Part, cancellation);
        ILookup<SourceId, MissingReading> missing = collected.Missing().ToLookup(one => one.Source);
        IEnumerable<SourceHead> heads = collected.Townships[0].Sources.Select(source => source.Head).Where(head => readable.Contains(head.Source));
        HashSet<SourceId> silent = [.. collected.Silent().Select(head => head.Source)];
        PoolRecord? parts = place.Context.Times.SourcesDue.Count == 0 ? null : await cycles.FindAsync(place.Context.Key, place.Pool.Id, cancellation);
        return new OkObjectResult(new SubmissionOverview(
        [
            .. heads.Select(head => SubmissionState.Of(head, missing[head.Source].Count()) with
            {
                IsFinal = head.IsOpen ? !silent.Contains(head.Source) : head.IsFinal,
                Due = parts?.DueOf(head.Source),
            }),
        ]));
    }

    [Function(nameof(ListSubmissionVersions))]
    [Access(Role.County), Access(Role.Township, Scope = "township"), Access(Role.Committee, Scope = "township"), Access(Role.Meeting), Access(Role.Department, Scope = "source")]
    [Operation("Lists who replaced a source's submission when, the newest first.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<DocumentVersion>)), Problems(404)]
    public async Task<IActionResult> ListSubmissionVersions(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One + "/versions")] HttpRequest request, CancellationToken cancellation)
    {
        PageRequest page = PageRequest.Read(request);
        SourcePlace place = await SourcePlace.OfReaderAsync(contexts, request, cancellation);
        int newest = page.AfterNumber() ?? (await versions.RequireHeadAsync(place, cancellation)).Last;
        IReadOnlyList<DocumentVersion> found = newest == 0 ? [] : await versions.ListAsync(place, newest, page.Top, cancellation);
        return new OkObjectResult(page.Answer(found, newest > page.Top ? (newest - page.Top).ToString(CultureInfo.InvariantCulture) : null));
    }

    private async Task<IActionResult> FinishAsync(HttpRequest request, DurableTaskClient client, bool isFinal, CancellationToken cancellation)
    {
        SourcePlace place = await SourcePlace.OfReporterAsync(contexts, request, cancellation);
        SubmissionState state = await writer.FinishAsync(place, isFinal, request.GetCaller(), cancellation);
        await WakeAsync(client, place, isFinal, cancellation);
        return new OkObjectResult(state);
    }

    private static Task WakeAsync(DurableTaskClient client, SourcePlace place, bool isFinal, CancellationToken cancellation) => client.RaiseAsync(
        place.Context.Key, place.Pool.Id, new CollectingChanged(isFinal ? CollectingChange.Finished : CollectingChange.Submitted, place.Township.Id, place.Source), cancellation);
}
