namespace Yuekao.App.Stages.Collect;

/// <summary>Submissions that nobody reports: what the app computes for a source, as its last word. Downstream they are like any other.</summary>
public sealed class ComputedSubmissions(VersionStore versions, AuditTrail audit, CycleMetrics metrics, TimeProvider clock)
{
    /// <summary>Puts what was computed for a township in place of what was; the same again answers a return, and else changes nothing.</summary>
    /// <param name="reason">Why it was computed anew; null for the first time.</param>
    /// <returns>Whether it counts now; false where collecting has ended.</returns>
    /// <exception cref="ProblemException">Collecting was not opened: rule broken.</exception>
    internal Task<bool> PutAsync(
        CycleContext context, TownshipId township, SourceId source, IReadOnlyList<ReportedReading> readings, AuditActor actor, string action, string? reason, CancellationToken cancellation)
    {
        var place = new SourcePlace(TownshipPlace.Of(context, township), source);
        CheckedSubmission submission = SubmissionRules.Check(place, new Located<Submission>(new Submission(readings), path => path));
        if (submission.Errors is [var wrong, ..])
            throw new InvalidOperationException($"What was computed for '{source}' of '{township}' does not fit the scheme: {wrong.Path} {wrong.Message}");
        Digest digest = Digest.OfJson(submission.Content);
        return StorageRaces.RetryAsync(async () =>
        {
            SourceHead head = await versions.RequireHeadAsync(place, cancellation);
            CollectingRules.RequireEdition(context.Key, head.Edition);
            if (!head.IsOpen)
                return false;
            bool isSame = head.Version?.Digest == digest.ToString();
            if (isSame && head is { IsFinal: true, IsReturned: false })
                return true;
            var next = new DocumentVersion(head.Last + 1, clock.GetUtcNow(), actor.Id, actor.Name, readings.Count, digest.ToString());
            Digest? before = head.Version is null ? null : Digest.Parse(head.Version.Digest);
            var entry = new AuditEntry(context.Key.County.Value, actor, action, $"{place.Resource}/submissions/{source}", before, digest, reason);
            await audit.RecordAsync(
                entry, stop => isSame ? versions.MarkAsync(place, head, isFinal: true, stop) : versions.AppendAsync(place, head, next, submission.Content, isFinal: true, stop), cancellation);
            if (!isSame)
                metrics.Received(context.Key, source, readings.Count);
            return true;
        }, cancellation);
    }

    /// <summary>Says that what was computed for a township may yet change: it is not the source's last word. Again changes nothing.</summary>
    /// <returns>False where collecting has ended.</returns>
    /// <exception cref="ProblemException">Collecting was not opened: rule broken.</exception>
    internal Task<bool> TakeBackAsync(CycleContext context, TownshipId township, SourceId source, AuditActor actor, string action, string reason, CancellationToken cancellation)
    {
        var place = new SourcePlace(TownshipPlace.Of(context, township), source);
        return StorageRaces.RetryAsync(async () =>
        {
            SourceHead head = await versions.RequireHeadAsync(place, cancellation);
            CollectingRules.RequireEdition(context.Key, head.Edition);
            if (!head.IsOpen || !head.IsFinal)
                return head.IsOpen;
            var entry = new AuditEntry(context.Key.County.Value, actor, action, $"{place.Resource}/submissions/{source}", Before: null, After: null, reason);
            await audit.RecordAsync(entry, stop => versions.MarkAsync(place, head, isFinal: false, stop), cancellation);
            return true;
        }, cancellation);
    }
}
