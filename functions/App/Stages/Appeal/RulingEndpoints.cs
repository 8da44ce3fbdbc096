namespace Yuekao.App.Stages.Appeal;

/// <summary>What meetings rule on appeals: once each, and also after the window, until the cycle is sealed.</summary>
public sealed class RulingEndpoints(
    AppealStore appeals, CycleContexts contexts, CycleStore cycles, Proposals proposals, PoolResults results, AuditTrail audit, TimeProvider clock)
{
    [Function(nameof(PutAppealRuling))]
    [Access(Role.Meeting)]
    [Operation("Records the ruling of the meeting that decides on an appeal: the result stands, or readings are corrected. The same content again changes nothing.")]
    [Accepts(typeof(RulingRequest)), Answers(StatusCodes.Status201Created, typeof(AppealRecord))]
    [Answers(StatusCodes.Status200OK, typeof(AppealRecord)), Problems(404, 409, 422)]
    public async Task<IActionResult> PutAppealRuling(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = CycleRoutes.Subject + "/appeal/ruling")] HttpRequest request,
        [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        AppealPlace place = await AppealPlace.ReadAsync(contexts, request, cancellation);
        CycleKey key = place.Context.Key;
        Caller caller = request.GetCaller();
        if (!caller.Has(Role.Meeting, place.Pool.Meeting.Value))
            throw new ProblemException(ProblemType.Forbidden, $"Only the meeting of '{place.Pool.Meeting}' rules on this appeal.");
        caller.RequireUnconcerned(place.Context, [place.Subject], "rules on");
        AppealRecord appeal = await appeals.RequireAsync(key, place.Subject, cancellation);
        RulingRequest ruling = await RequestBody.ReadAsync<RulingRequest>(request, cancellation);
        bool isNew = appeal.Ruling is null;
        if (isNew)
        {
            if (await cycles.FindAsync(key, cancellation) is { Phase: CyclePhase.Sealed, SealedAt: { } at })
                throw new ProblemException(ProblemType.RuleBroken, $"The cycle was sealed at {at:O}: nothing is ruled on any more.");
            var recorded = new RecordedRuling(ruling, clock.GetUtcNow(), caller.Id, caller.Name);
            PoolResult result = await results.ReadAsync(key, place.Pool.Id, cancellation);
            PoolProposal proposal = await proposals.ReadAsync(key, place.Pool.Id, result.Round, cancellation);
            ErrorList.ThrowIfAny(ProblemType.Unacceptable, AppealRules.Check(place.Context.Scheme, proposal, result, place.Subject, ruling, recorded.At));
            string resource = $"{place.Resource}/ruling";
            var entry = new AuditEntry(caller.County, AuditActor.Of(caller), nameof(PutAppealRuling), resource, Before: null, Digest.OfJson(ruling), ruling.Reason);
            AppealRecord ruled = appeal with { Ruling = recorded };
            isNew = await audit.RecordAsync(entry, stop => appeals.TryReplaceAsync(key, ruled, stop), cancellation);
            appeal = isNew ? ruled : await appeals.RequireAsync(key, place.Subject, cancellation);
        }

        if (!Digest.OfJson(appeal.Ruling!.Content).Equals(Digest.OfJson(ruling)))
            throw new ProblemException(ProblemType.Conflict, $"The meeting ruled on the appeal of '{place.Subject}' before, and otherwise.");
        if (appeal.Settlement is null)
            await client.RaiseAsync(key, new AppealRuled(place.Subject), cancellation);
        return new ObjectResult(appeal) { StatusCode = isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK };
    }
}

/// <param name="Reason">1 to 2000 characters.</param>
/// <param name="Attendees">At least one.</param>
/// <param name="Minutes">The number of the meeting's minutes (会议纪要编号).</param>
public sealed record RulingRequest(AppealRuling Ruling, string Reason, IReadOnlyList<string> Attendees, string Minutes)
{
    /// <summary>Readings in place of the sealed ones; only where the ruling is corrected.</summary>
    public IReadOnlyList<CorrectedReading> Readings { get; init; } = [];

    /// <summary>The ids of the appellant's observations that no longer count; only where the ruling is corrected.</summary>
    public IReadOnlyList<string> WithdrawnObservations { get; init; } = [];

    /// <summary>The ruling as the assessment takes it; null where the result stands.</summary>
    /// <param name="at">When it was recorded: the time of the corrected readings.</param>
    internal Correction? CorrectionOf(SubjectId appellant, DateTimeOffset at) => Ruling == AppealRuling.Upheld
        ? null
        : new Correction { Appellant = appellant, Readings = [.. Readings.Select(reading => reading.At(at))], WithdrawnObservations = WithdrawnObservations };
}

/// <summary>A reading as it should have been. One of village level counts for the appellant alone.</summary>
/// <param name="Source">Whose reading it replaces.</param>
/// <param name="Subject">The appellant, of an item of subject level; else null.</param>
/// <param name="Village">The appellant's village, of an item of village level; else null.</param>
public sealed record CorrectedReading(ItemId Item, SourceId Source, ReadingValue Value, SubjectId? Subject = null, VillageId? Village = null)
{
    internal Reading At(DateTimeOffset at) => new() { Item = Item, Source = Source, Subject = Subject, Village = Village, Value = Value, At = at };
}
