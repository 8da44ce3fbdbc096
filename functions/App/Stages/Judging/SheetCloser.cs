namespace Yuekao.App.Stages.Judging;

/// <summary>Who has sheets closed or opened anew, and why.</summary>
/// <param name="Reason">Null where nobody asks for it: everybody is done, or readings are due.</param>
internal sealed record SheetsCause(AuditActor Actor, string Action, string? Reason);

/// <summary>Closes sheets and ballots with just what was given, submits what they come to, and opens them anew.</summary>
public sealed class SheetCloser(
    SheetStates states, SheetStore sheets, BallotStore ballots, ClosedSheetDocuments documents, CollectedPools collected, ComputedSubmissions submissions, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Closes a source for a pool. What is closed stays; a run that was cut off goes on with what was kept.</summary>
    /// <param name="evenMissing">Whether it is closed although somebody is not done.</param>
    /// <returns>What was closed; or what would be missing, be it that somebody is not done, or that too few are: then nothing is closed.</returns>
    internal async Task<(ClosedSheets? Closed, IReadOnlyList<MissingReading> Missing)> CloseAsync(SheetPlace place, Pool pool, bool evenMissing, SheetsCause cause, CancellationToken cancellation)
    {
        while (true)
        {
            SheetState state = await states.ReadAsync(place, pool, cancellation);
            if (state.IsClosed)
                return (await documents.ReadAsync(state.Key, state.Closing!.Revision, cancellation), []);
            if (!state.IsComplete && !evenMissing)
                return (null, []);
            if (await MissingAsync(state, cancellation) is { Count: > 0 } missing)
                return (null, missing);
            if (!await TryGateAsync(state, isOpen: false, cancellation))
                continue;
            int revision = (state.Closing?.Revision ?? 0) + 1;
            ClosedSheets closed = await documents.KeepAsync(state.Key, ClosedSheets.Of(state, revision, clock.GetUtcNow(), cause.Reason), cancellation);
            if (await TryWriteAsync(state, new SheetsClosing(revision, IsClosed: true, closed.At, cause.Actor.Id, cause.Actor.Name, closed.Reason), Digest.OfJson(closed), cause, cancellation))
                return (closed, []);
        }
    }

    /// <summary>Submits what was closed, as the source's last word; the same again answers a return.</summary>
    /// <returns>False where collecting has ended.</returns>
    internal async Task<bool> SubmitAsync(SheetPlace place, Pool pool, ClosedSheets closed, SheetsCause cause, CancellationToken cancellation)
    {
        ILookup<SubjectId, MeanReading> readings = closed.ReadingsOf(place.Context.Scheme).ToLookup(one => one.Subject);
        bool[] stored = await Task.WhenAll(pool.Townships.Select(township => submissions.PutAsync(
            place.Context, township.Id, place.Source.Id, [.. township.Subjects.SelectMany(subject => readings[subject.Entry.Subject]).Select(Reported)],
            cause.Actor, cause.Action, cause.Reason, cancellation)));
        return Array.TrueForAll(stored, one => one);
    }

    /// <summary>Opens what was closed anew, while collecting goes on: judges replace their sheets and say again that they stand. Again changes nothing.</summary>
    /// <exception cref="ProblemException">Collecting has ended: rule broken.</exception>
    internal async Task ReopenAsync(SheetPlace place, Pool pool, SheetsCause cause, CancellationToken cancellation)
    {
        SheetState state = await states.ReadAsync(place, pool, cancellation);
        if (!state.IsClosed)
            return;
        bool[] isOpen = await Task.WhenAll(pool.Townships.Select(township =>
            submissions.TakeBackAsync(place.Context, township.Id, place.Source.Id, cause.Actor, cause.Action, cause.Reason!, cancellation)));
        if (isOpen.Contains(false))
            throw new ProblemException(ProblemType.RuleBroken, "Collecting has ended: what was given is settled unless the meeting returns it.");
        SheetsClosing next = state.Closing! with { IsClosed = false, At = clock.GetUtcNow(), By = cause.Actor.Id, ByName = cause.Actor.Name, Reason = cause.Reason };
        if (!await TryGateAsync(state, isOpen: true, cancellation) || !await TryWriteAsync(state, next, after: null, cause, cancellation))
            throw new ProblemException(ProblemType.PreconditionFailed, "Somebody else closed or opened it at the same time: look at it and try again.");
    }

    // What is waived needs no sheets.
    private async Task<IReadOnlyList<MissingReading>> MissingAsync(SheetState state, CancellationToken cancellation)
    {
        if (state.Place.Missing(state.Pool, state.Readings(), []) is not { Count: > 0 } missing)
            return [];
        PoolWaivers waived = (await collected.ReadAsync(state.Place.Context, state.Pool, cancellation)).Waivers;
        return [.. missing.Where(one => waived.Waivers.All(waiver => waiver.Item != one.Item))];
    }

    // Who has a seat and gave nothing has a part of their own from then on, so that what comes late is refused.
    private Task<bool> TryGateAsync(SheetState state, bool isOpen, CancellationToken cancellation)
    {
        if (state.Place.IsBallot)
            return ballots.TryOpenAsync(state.Key, state.Box, isOpen, cancellation);
        HashSet<JudgeId> known = [.. state.Heads.Select(head => head.Judge)];
        IEnumerable<(JudgeHead, bool)> there = state.Heads.Where(head => head.IsOpen != isOpen).Select(head => (head with { IsOpen = isOpen, IsFinal = head.IsFinal && !isOpen }, false));
        IEnumerable<(JudgeHead, bool)> silent = state.Judges.Select(one => one.Judge.Id).Where(judge => !known.Contains(judge)).Select(judge => (new JudgeHead(judge, isOpen, IsFinal: false), true));
        return sheets.TryWriteAsync(state.Key, there.Concat(silent), cancellation);
    }

    private async Task<bool> TryWriteAsync(SheetState state, SheetsClosing next, Digest? after, SheetsCause cause, CancellationToken cancellation)
    {
        var entry = new AuditEntry(state.Key.First.County.Value, cause.Actor, cause.Action, state.Key.Resource, state.Closing is null ? null : Digest.OfJson(state.Closing), after, cause.Reason);
        return await audit.RecordAsync(entry, stop => sheets.TryWriteAsync(state.Key, state.Closing, next, stop), cancellation);
    }

    private static ReportedReading Reported(MeanReading one) => new() { Item = one.Item, Subject = one.Subject, Value = ReportedValue.Of(one.Value), Basis = one.Basis };
}
