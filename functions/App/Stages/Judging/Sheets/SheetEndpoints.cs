namespace Yuekao.App.Stages.Judging;

/// <summary>A judge's own sheets: nobody else reads them before collecting ends.</summary>
public sealed class SheetEndpoints(
    SheetPlaces places, SheetStore sheets, ShownCompetitions shown, CycleStore cycles, SheetCloser closer, AuditTrail audit, TimeProvider clock)
{
    [Function(nameof(GetJudgeSheets))]
    [Access(Role.Judge)]
    [Operation("What the caller, as a judge of the panel, has to score: whom, in the order of visits, in what, on which topic; and their own sheets.")]
    [Answers(StatusCodes.Status200OK, typeof(JudgeSheets)), Problems(404)]
    public async Task<IActionResult> GetJudgeSheets([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = JudgingRoutes.Source)] HttpRequest request, CancellationToken cancellation)
    {
        SeatPlace seat = await places.RequireSeatAsync(request, isBallot: false, cancellation);
        (SheetPlace place, Caller caller) = (seat.Place, request.GetCaller());
        CompetitionPeriod period = await shown.ReadAsync(place, cancellation);
        JudgePool[] pools = await Task.WhenAll(seat.Pools.Select(async pool =>
        {
            GivenSheets given = await sheets.OfJudgeAsync(place.KeyOf(pool), seat.Judge.Id, cancellation);
            IEnumerable<SubjectToScore> subjects = place.SubjectsOf(seat.Judge, pool).Where(subject => !caller.IsConcerned(place.Context, subject))
                .Select(subject => new SubjectToScore(SubjectLabel.Of(place.Context, subject), ShownCompetitions.PointsOf(place, period, subject), given.Sheets.FirstOrDefault(sheet => sheet.Subject == subject)));
            JudgeHead? head = given.HeadOf(seat.Judge.Id);
            return new JudgePool(
                pool.Id, pool.Name, given is { IsClosed: false } && head is not { IsOpen: false } and not { IsFinal: true }, head is { IsFinal: true }, ShownCompetitions.TopicOf(place, period, pool)?.Text,
                [.. subjects.OrderBy(one => one.Points.Min(point => point.At) ?? DateTimeOffset.MaxValue)]);
        }));
        return new OkObjectResult(new JudgeSheets(place.Source.Id, place.Source.Title, seat.Judge.Id, seat.Judge.Name, place.Items, pools));
    }

    [Function(nameof(PutSheet))]
    [Access(Role.Judge)]
    [Operation("Gives the caller's sheet of a subject, all items of it, or replaces it until it is final or the sheets are closed. The same content again changes nothing.")]
    [Query("final", typeof(bool), "Whether all of the caller's sheets of the pool stand: every one must be there. When all judges' do, the ranking is made at once.")]
    [Tagged, Accepts(typeof(SheetRequest)), Answers(StatusCodes.Status201Created, typeof(JudgeSheet)), Answers(StatusCodes.Status200OK, typeof(JudgeSheet)), Problems(404, 409, 412, 422)]
    public async Task<IActionResult> PutSheet(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = JudgingRoutes.Sheet)] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var query = new QueryReader(request.Query);
        bool isFinal = query.Flag("final") == true;
        query.ThrowIfWrong();
        SeatPlace seat = await places.RequireSeatAsync(request, isBallot: false, cancellation);
        (SheetPlace place, JudgeId judge, SubjectId subject, Caller caller) = (seat.Place, seat.Judge.Id, request.Id<SubjectId>(), request.GetCaller());
        Pool pool = PoolOf(seat, subject);
        caller.RequireUnconcerned(place.Context, [subject], "scores");
        IReadOnlyList<GivenValue> values = SheetValues.Read(place, await RequestBody.ReadAsync<SheetRequest>(request, cancellation));

        SheetKey key = place.KeyOf(pool);
        Task<PoolRecord?> finding = cycles.FindAsync(place.Context.Key, pool.Id, cancellation);
        GivenSheets given = await sheets.OfJudgeAsync(key, judge, cancellation);
        JudgeHead? head = given.HeadOf(judge);
        JudgeSheet? before = given.Sheets.FirstOrDefault(sheet => sheet.Subject == subject);
        var next = JudgeSheet.Of(judge, subject, values, before, caller, clock.GetUtcNow());
        bool isCollecting = await finding is { Phase: PoolPhase.Collecting };
        bool isNewlyFinal = isFinal && head is not { IsFinal: true };
        if (!ReferenceEquals(before, next) || isNewlyFinal)
            RequireOpen(given, head, isCollecting);
        if (isNewlyFinal)
            RequireAll(seat, pool, given, subject);
        if (head is null)
            await shown.BeginAsync(place, pool, cancellation);

        string resource = $"{key.Resource}/judges/{judge}";
        IActionResult answer = await RevisedAnswer.WriteAsync(request, audit, nameof(PutSheet), $"{resource}/{subject}", before, next, WriteAsync, cancellation);
        if (ReferenceEquals(before, next) && isNewlyFinal)
            await FinishAsync();
        if (isFinal)
            await CloseAsync(client, place, pool, caller, cancellation);
        return answer;

        // Another sheet of the same judge, from another phone, is no conflict: then it is tried again.
        async Task<bool> WriteAsync(JudgeSheet one, CancellationToken stop)
        {
            while (!await sheets.TryWriteAsync(key, PartOf(head), head is null, one, stop))
            {
                JudgeHead? now = (await sheets.OfJudgeAsync(key, judge, stop)).HeadOf(judge);
                if (now is not { IsOpen: true, IsFinal: false } || now.ETag == head?.ETag)
                    return false;
                head = now;
            }

            return true;
        }

        async Task FinishAsync()
        {
            var entry = new AuditEntry(caller.County, AuditActor.Of(caller), nameof(PutSheet), resource, Before: null, After: null, "final");
            if (!await audit.RecordAsync(entry, stop => sheets.TryWriteAsync(key, [(PartOf(head), head is null)], stop), cancellation))
                throw new ProblemException(ProblemType.PreconditionFailed, "Another sheet was given at the same time: look at them and try again.");
        }

        JudgeHead PartOf(JudgeHead? current) => (current ?? new JudgeHead(judge, IsOpen: true, IsFinal: false)) with { IsFinal = isFinal };
    }

    /// <exception cref="ProblemException">The cycle does not assess the subject: not found. The judge does not score it: forbidden.</exception>
    private static Pool PoolOf(SeatPlace seat, SubjectId subject)
    {
        CycleContext context = seat.Place.Context;
        if (!context.TryFind(subject, out FrozenTownship? township, out _))
            throw new ProblemException(ProblemType.NotFound, $"The cycle does not assess '{subject}'.");
        Pool pool = context.RequirePoolOf(township.Id);
        return seat.Place.SubjectsOf(seat.Judge, pool).Contains(subject) ? pool : throw new ProblemException(ProblemType.Forbidden, $"'{subject}' is not for the judge '{seat.Judge.Id}' to score.");
    }

    private static void RequireOpen(GivenSheets given, JudgeHead? head, bool isCollecting)
    {
        if (!isCollecting || given.IsClosed || head is { IsOpen: false })
            throw new ProblemException(ProblemType.RuleBroken, "The sheets are closed: what was given is settled, unless the county opens them anew.");
        if (head is { IsFinal: true })
            throw new ProblemException(ProblemType.RuleBroken, "The judge's sheets are final: they stand, unless the county opens them anew.");
    }

    private static void RequireAll(SeatPlace seat, Pool pool, GivenSheets given, SubjectId beside)
    {
        SubjectId[] missing = [.. seat.Place.SubjectsOf(seat.Judge, pool).Except(given.Sheets.Select(sheet => sheet.Subject)).Where(subject => subject != beside)];
        if (missing.Length > 0)
            throw new ProblemException(ProblemType.RuleBroken, $"Sheets cannot be final while some are missing: those of {string.Join(", ", missing)}.");
    }

    private async Task CloseAsync(DurableTaskClient client, SheetPlace place, Pool pool, Caller caller, CancellationToken cancellation)
    {
        var cause = new SheetsCause(AuditActor.Of(caller), nameof(PutSheet), Reason: null);
        if (await closer.CloseAsync(place, pool, evenMissing: false, cause, cancellation) is ({ } closed, _) && await closer.SubmitAsync(place, pool, closed, cause, cancellation))
            await client.RaiseAsync(place.Context.Key, pool.Id, new CollectingChanged(CollectingChange.Submitted), cancellation);
    }
}

/// <param name="Items">What each sheet is of, with its bounds, in the scheme's order.</param>
/// <param name="Pools">Where there is somebody to score.</param>
public sealed record JudgeSheets(SourceId Source, LocalText Title, JudgeId Judge, string JudgeName, IReadOnlyList<Item> Items, IReadOnlyList<JudgePool> Pools);

/// <param name="IsOpen">Whether the judge may give sheets, or replace them.</param>
/// <param name="IsFinal">Whether the judge said that theirs stand.</param>
/// <param name="Topic">Null where there is none, or none is set yet.</param>
/// <param name="Subjects">In the order of the first visit, then of the roster.</param>
public sealed record JudgePool(PoolId Pool, string? Name, bool IsOpen, bool IsFinal, string? Topic, IReadOnlyList<SubjectToScore> Subjects);

/// <param name="Points">What the subject's township shows; none where there is no tour.</param>
/// <param name="Sheet">The judge's own; null where they gave none yet.</param>
public sealed record SubjectToScore(SubjectLabel Subject, IReadOnlyList<PointToSee> Points, JudgeSheet? Sheet);

/// <param name="At">When it is visited; null while no plan is out.</param>
public sealed record PointToSee(PointId Point, LocalText Kind, string Title, VillageId Village, string What, DateTimeOffset? At);
