namespace Yuekao.App.Stages.Judging;

/// <summary>What the county sees of sheets and ballots: who is missing while they are given, what was given once collecting has ended.</summary>
public sealed class JudgingEndpoints(
    CycleContexts contexts, SheetPlaces places, SheetStates states, SheetStore sheets, SheetCloser closer, ClosedSheetDocuments documents, CycleStore cycles, ResultAccess access)
{
    private const int LongestReason = 500;

    [Function(nameof(ListSheetProgress))]
    [Access(Role.County, Role.Meeting)]
    [Operation("How far judges and voters are, by source and pool: how many sheets each has given, or whether they have voted. What they gave is not told.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<SheetProgress>)), Problems(404)]
    public async Task<IActionResult> ListSheetProgress([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = JudgingRoutes.All)] HttpRequest request, CancellationToken cancellation)
    {
        PageRequest page = PageRequest.Read(request);
        CycleContext context = await contexts.RequireAsync(request, cancellation);
        Pool[] visible = [.. context.Pools.Where(pool => ResultAccess.IsFirst(pool, request.GetCaller()))];
        if (visible.Length == 0)
            throw new ProblemException(ProblemType.Forbidden);
        IEnumerable<(SheetPlace, Pool)> all = (await places.OfAsync(context, cancellation)).SelectMany(_ => visible, (place, pool) => (place, pool));
        SheetState[] found = await Task.WhenAll(all.Select(one => states.ReadAsync(one.Item1, one.Item2, cancellation)));
        return new OkObjectResult(ListPages.Of(page, found.Select(SheetProgress.Of), one => $"{one.Source}|{one.Pool}"));
    }

    [Function(nameof(CloseSheets))]
    [Access(Role.County)]
    [Operation("Closes a source's sheets, or its ballot, although somebody is not done, with a reason; what the meeting returned, it stands by. Where too few were given for a reading nothing is closed.")]
    [Query("pool", typeof(PoolId), "The pool; may be left out where there is one.")]
    [Accepts(typeof(SheetsReason)), Answers(StatusCodes.Status200OK, typeof(SheetProgress)), Problems(404, 409, 422)]
    public async Task<IActionResult> CloseSheets(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = JudgingRoutes.Source + "/close")] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        (SheetPlace place, Pool pool, SheetsCause cause) = await ReadAsync(request, nameof(CloseSheets), cancellation);
        (ClosedSheets? closed, IReadOnlyList<MissingReading> missing) = await closer.CloseAsync(place, pool, evenMissing: true, cause, cancellation);
        if (closed is null)
        {
            IEnumerable<string> lacking = missing.Select(one => one.Subject?.Value ?? "").Distinct();
            throw new ProblemException(ProblemType.RuleBroken, $"Fewer than {place.Source.Sheets!.Least} were given of {string.Join(", ", lacking)}: wait for more, extend the time, or waive the items.");
        }

        if (!await closer.SubmitAsync(place, pool, closed, cause, cancellation))
            throw new ProblemException(ProblemType.RuleBroken, "Collecting has ended: what was given is settled unless the meeting returns it.");
        return await ToldAsync(client, place, pool, cancellation);
    }

    [Function(nameof(ReopenSheets))]
    [Access(Role.County)]
    [Operation("Opens a source's closed sheets, or its ballot, anew while collecting goes on, with a reason: judges replace theirs and say again that they stand; who has voted has. Again changes nothing.")]
    [Query("pool", typeof(PoolId), "The pool; may be left out where there is one.")]
    [Accepts(typeof(SheetsReason)), Answers(StatusCodes.Status200OK, typeof(SheetProgress)), Problems(404, 409, 412, 422)]
    public async Task<IActionResult> ReopenSheets(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = JudgingRoutes.Source + "/reopen")] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        (SheetPlace place, Pool pool, SheetsCause cause) = await ReadAsync(request, nameof(ReopenSheets), cancellation);
        await closer.ReopenAsync(place, pool, cause, cancellation);
        return await ToldAsync(client, place, pool, cancellation);
    }

    [Function(nameof(GetClosedSheets))]
    [Access(Role.County, Role.Meeting)]
    [Operation("What a source's judges gave, sheet by sheet, or how its ballot came out, once collecting has ended.")]
    [Query("pool", typeof(PoolId), "The pool; may be left out where there is one.")]
    [Answers(StatusCodes.Status200OK, typeof(ClosedSheets)), Problems(404, 409)]
    public async Task<IActionResult> GetClosedSheets([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = JudgingRoutes.Source + "/closed")] HttpRequest request, CancellationToken cancellation)
    {
        SheetPlace place = await places.RequireAsync(request, cancellation);
        Pool pool = SheetPlaces.PoolOf(request, place.Context.Pools);
        if (!ResultAccess.IsFirst(pool, request.GetCaller()))
            throw new ProblemException(ProblemType.Forbidden);
        if (await cycles.FindAsync(place.Context.Key, pool.Id, cancellation) is { Phase: PoolPhase.Collecting })
            throw new ProblemException(ProblemType.RuleBroken, "Until collecting ends nobody reads what was given.");
        return new OkObjectResult(await RequireClosedAsync(place, pool, cancellation));
    }

    [Function(nameof(ListSheetReadings))]
    [Access(Role.County, Role.Meeting, Role.Township, Role.Cadre)]
    [Operation("How a source's readings came about: of how many sheets or ballots, their sum, what was left out. For the county and the meeting once it is decided; for a township, or the subject, their own once results are published.")]
    [Query("pool", typeof(PoolId), "The pool; may be left out where there is one.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<MeanReading>)), Problems(404)]
    public async Task<IActionResult> ListSheetReadings([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = JudgingRoutes.Source + "/readings")] HttpRequest request, CancellationToken cancellation)
    {
        SheetPlace place = await places.RequireAsync(request, cancellation);
        (Pool pool, PageRequest page) = SheetPlaces.PagedPoolOf(request, place.Context.Pools);
        Caller caller = request.GetCaller();
        IEnumerable<FrozenTownship> own = pool.Townships.Where(township => caller.Has(Role.Township, township.Id.Value));
        HashSet<SubjectId> theirs = [.. own.SelectMany(township => township.Subjects).Select(subject => subject.Entry.Subject).Concat(pool.Roster.Select(entry => entry.Subject).Where(caller.IsSelf))];
        await access.RequireAsync(place.Context, pool, caller, theirs.Count > 0, cancellation);
        IEnumerable<MeanReading> readings = (await RequireClosedAsync(place, pool, cancellation)).ReadingsOf(place.Context.Scheme);
        return new OkObjectResult(ListPages.Of(page, readings.Where(one => ResultAccess.IsFirst(pool, caller) || theirs.Contains(one.Subject)), one => $"{one.Subject}|{one.Item}"));
    }

    /// <exception cref="ProblemException">No reason is given: unacceptable. The caller works for a township that is ranked: forbidden.</exception>
    private async Task<(SheetPlace Place, Pool Pool, SheetsCause Cause)> ReadAsync(HttpRequest request, string action, CancellationToken cancellation)
    {
        SheetPlace place = await places.RequireAsync(request, cancellation);
        Pool pool = SheetPlaces.PoolOf(request, place.Context.Pools);
        SheetsReason asked = await RequestBody.ReadAsync<SheetsReason>(request, cancellation);
        Caller caller = request.GetCaller();
        caller.RequireUnconcerned(place.Context, pool.Roster.Select(entry => entry.Subject), action == nameof(CloseSheets) ? (LocalizableString)"closes" : "opens");
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, [.. TextRules.Text("$.reason", asked.Reason, LongestReason)]);
        return (place, pool, new SheetsCause(AuditActor.Of(caller), action, asked.Reason));
    }

    private async Task<ClosedSheets> RequireClosedAsync(SheetPlace place, Pool pool, CancellationToken cancellation)
    {
        SheetKey key = place.KeyOf(pool);
        return await sheets.FindClosingAsync(key, cancellation) is { IsClosed: true } closing
            ? await documents.ReadAsync(key, closing.Revision, cancellation)
            : throw new ProblemException(ProblemType.NotFound, $"The sheets of '{place.Source.Id}' are not closed in '{pool.Id}'.");
    }

    private async Task<IActionResult> ToldAsync(DurableTaskClient client, SheetPlace place, Pool pool, CancellationToken cancellation)
    {
        await client.RaiseAsync(place.Context.Key, pool.Id, new CollectingChanged(CollectingChange.Submitted), cancellation);
        return new OkObjectResult(SheetProgress.Of(await states.ReadAsync(place, pool, cancellation)));
    }
}

/// <param name="Reason">1 to 500 characters.</param>
public sealed record SheetsReason(string Reason);

/// <param name="ClosedAt">When the sheets, or the ballot, were closed; null while they are open.</param>
/// <param name="Judges">Those who have somebody to score, or to rate, in the panel's order.</param>
public sealed record SheetProgress(SourceId Source, LocalText Title, PoolId Pool, string? PoolName, DateTimeOffset? ClosedAt, IReadOnlyList<JudgeProgress> Judges)
{
    internal static SheetProgress Of(SheetState state) => new(
        state.Place.Source.Id, state.Place.Source.Title, state.Pool.Id, state.Pool.Name, state.IsClosed ? state.Closing!.At : null,
        [.. state.Judges.Select(one => new JudgeProgress(one.Judge.Id, one.Judge.Name, one.Judge.Township, one.Given, one.Expected, one.IsDone))]);
}

/// <param name="Given">How many sheets; 1 for a ballot that was cast.</param>
/// <param name="IsDone">Whether the judge said that their sheets stand, or the ballot was cast.</param>
public sealed record JudgeProgress(JudgeId Judge, string Name, TownshipId? Township, int Given, int Expected, bool IsDone);
