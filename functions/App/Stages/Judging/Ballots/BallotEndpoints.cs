namespace Yuekao.App.Stages.Judging;

/// <summary>
/// Secret ballots (评议): who has voted is known, how they voted to nobody. Neither the ballot nor a digest of it is kept; the audit trail says that it was cast.
/// </summary>
public sealed class BallotEndpoints(SheetPlaces places, BallotStore ballots, SheetStore sheets, CycleStore cycles, SheetCloser closer, AuditTrail audit, TimeProvider clock)
{
    [Function(nameof(GetBallot))]
    [Access(Role.Judge)]
    [Operation("The blank ballot of the caller: whom they rate, in what, by which levels; and whether they have voted.")]
    [Answers(StatusCodes.Status200OK, typeof(BallotPaper)), Problems(404)]
    public async Task<IActionResult> GetBallot([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = JudgingRoutes.Ballot)] HttpRequest request, CancellationToken cancellation)
    {
        SeatPlace seat = await places.RequireSeatAsync(request, isBallot: true, cancellation);
        SheetPlace place = seat.Place;
        BallotPool[] pools = await Task.WhenAll(seat.Pools.Select(async pool => new BallotPool(
            pool.Id, pool.Name, (await ballots.FindVoteAsync(place.KeyOf(pool), seat.Judge.Id, cancellation))?.At, [.. SubjectsOf(seat, pool, request).Select(subject => SubjectLabel.Of(place.Context, subject))])));
        return new OkObjectResult(new BallotPaper(place.Source.Id, place.Source.Title, seat.Judge.Id, seat.Judge.Name, place.Items, pools));
    }

    [Function(nameof(PutBallot))]
    [Access(Role.Judge)]
    [Operation("Casts the caller's ballot: once, for everybody whom they rate. It is counted and forgotten; again, or another one, changes nothing. When everybody has voted it is counted out at once.")]
    [Query("pool", typeof(PoolId), "The pool; may be left out where the caller rates in one.")]
    [Accepts(typeof(BallotRequest)), Answers(StatusCodes.Status201Created, typeof(BallotReceipt)), Answers(StatusCodes.Status200OK, typeof(BallotReceipt)), Problems(404, 409, 412, 422)]
    public async Task<IActionResult> PutBallot(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = JudgingRoutes.Ballot)] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        SeatPlace seat = await places.RequireSeatAsync(request, isBallot: true, cancellation);
        (SheetPlace place, JudgeId voter) = (seat.Place, seat.Judge.Id);
        Pool pool = SheetPlaces.PoolOf(request, seat.Pools);
        SheetKey key = place.KeyOf(pool);
        BallotRequest asked = await RequestBody.ReadAsync<BallotRequest>(request, cancellation);
        BallotVote? before = await ballots.FindVoteAsync(key, voter, cancellation);
        if (before is null)
        {
            ErrorList.ThrowIfAny(ProblemType.Unacceptable, BallotRules.Check(place, SubjectsOf(seat, pool, request), asked));
            if (await cycles.FindAsync(place.Context.Key, pool.Id, cancellation) is not { Phase: PoolPhase.Collecting } || await sheets.FindClosingAsync(key, cancellation) is { IsClosed: true })
                throw Closed();
        }

        Caller caller = request.GetCaller();
        var entry = new AuditEntry(caller.County, AuditActor.Of(caller), nameof(PutBallot), $"{key.Resource}/voters/{voter}", Before: null, After: null);
        BallotVote vote = before ?? await audit.RecordAsync(entry, stop => CastAsync(key, voter, asked, stop), cancellation);
        await CloseAsync(client, place, pool, cancellation);
        return new ObjectResult(new BallotReceipt(place.Source.Id, pool.Id, voter, vote.At)) { StatusCode = before is null ? StatusCodes.Status201Created : StatusCodes.Status200OK };
    }

    // Many vote at once, and each changes the one box. Who finds that they have voted did so in an attempt whose answer was lost.
    private Task<BallotVote> CastAsync(SheetKey key, JudgeId voter, BallotRequest asked, CancellationToken cancellation) => StorageRaces.RetryAsync(async () =>
    {
        if (await ballots.FindVoteAsync(key, voter, cancellation) is { } cast)
            return cast;
        BallotBox? box = await ballots.FindBoxAsync(key, cancellation);
        if (box is { IsOpen: false })
            throw Closed();
        return await ballots.CastAsync(key, box, (box ?? BallotBox.Empty).With(asked.Marks), new BallotVote(voter, clock.GetUtcNow()), cancellation);
    }, cancellation);

    // In the name of the cycle: what was the last ballot is nobody's to know.
    private async Task CloseAsync(DurableTaskClient client, SheetPlace place, Pool pool, CancellationToken cancellation)
    {
        var cause = new SheetsCause(place.Context.Key.Actor, nameof(PutBallot), Reason: null);
        if (await closer.CloseAsync(place, pool, evenMissing: false, cause, cancellation) is ({ } closed, _) && await closer.SubmitAsync(place, pool, closed, cause, cancellation))
            await client.RaiseAsync(place.Context.Key, pool.Id, new CollectingChanged(CollectingChange.Submitted), cancellation);
    }

    private static IReadOnlyList<SubjectId> SubjectsOf(SeatPlace seat, Pool pool, HttpRequest request)
    {
        Caller caller = request.GetCaller();
        return [.. seat.Place.SubjectsOf(seat.Judge, pool).Where(subject => !caller.IsConcerned(seat.Place.Context, subject))];
    }

    private static ProblemException Closed() => new(ProblemType.RuleBroken, "The ballot is closed.");
}

/// <param name="Items">What is voted on, with its levels, in the scheme's order.</param>
/// <param name="Pools">Where there is somebody to rate.</param>
public sealed record BallotPaper(SourceId Source, LocalText Title, JudgeId Voter, string VoterName, IReadOnlyList<Item> Items, IReadOnlyList<BallotPool> Pools);

/// <param name="CastAt">When the caller voted; null while they have not.</param>
public sealed record BallotPool(PoolId Pool, string? Name, DateTimeOffset? CastAt, IReadOnlyList<SubjectLabel> Subjects);

/// <summary>That a ballot was cast; not how.</summary>
public sealed record BallotReceipt(SourceId Source, PoolId Pool, JudgeId Voter, DateTimeOffset At);
