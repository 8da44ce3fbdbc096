namespace Yuekao.App.Stages.Collect;

/// <summary>
/// What came of a submission: it was stored before, or stands by what the meeting returned; it is the source's first; or it counts instead of one.
/// </summary>
internal enum SubmissionChange
{
    Same,
    First,
    Replaced,
}

/// <summary>
/// Replaces sources' submissions. Three storage calls: the head (or, where something seems missing, the whole township: whoever fails the baseline needs no more),
/// the audit trail, and the write. Where a county is one pool its waivers are a partition of their own, read at the same time.
/// </summary>
public sealed class SubmissionWriter(CollectedPools submissions, VersionStore versions, CycleStore cycles, AuditTrail audit, CycleMetrics metrics, TimeProvider clock)
{
    /// <summary>Replaces a submission; the same content again changes nothing.</summary>
    /// <param name="isFinal">Whether the source says that it is done with it; false leaves that as it was.</param>
    /// <returns>What is stored now, and what that changed.</returns>
    /// <exception cref="ProblemException">Collecting ended; If-Match names another; or the scheme does not allow it.</exception>
    internal async Task<(SubmissionState State, SubmissionChange Change)> PutAsync(
        SourcePlace place, Located<Submission> read, bool isFinal, HttpRequest request, CancellationToken cancellation)
    {
        CheckedSubmission submission = SubmissionRules.Check(place, read);
        Digest digest = Digest.OfJson(submission.Content);
        await RequireInTimeAsync(place, cancellation);
        return await StorageRaces.RetryAsync(() => TryPutAsync(place, submission, digest, isFinal, request, cancellation), cancellation);
    }

    /// <summary>What a submission would change: everything is checked as when it is replaced, and nothing is stored.</summary>
    /// <exception cref="ProblemException">Collecting ended; If-Match names another; or the scheme does not allow it.</exception>
    internal async Task<DocumentPreview> PreviewAsync(SourcePlace place, Located<Submission> read, HttpRequest request, CancellationToken cancellation)
    {
        CheckedSubmission submission = SubmissionRules.Check(place, read);
        await RequireInTimeAsync(place, cancellation);
        SourceHead head = await versions.RequireHeadAsync(place, cancellation);
        CollectingRules.RequireOpen(place.Context.Key, head);
        ETag? tag = head.Version is null ? null : DocumentAnswer.TagOf(head.Version);
        request.RequireMatch(tag);
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, submission.Errors);
        Submission before = (await versions.FindAsync(place, version: null, cancellation))?.Document ?? new Submission([]);
        // What is stored is in the scheme's order, whatever the order of what was sent.
        Dictionary<(ItemId, SubjectId?, VillageId?), int> sent = read.Document.Readings.Index().ToDictionary(one => (one.Item.Item, one.Item.Subject, one.Item.Village), one => one.Index);
        IReadOnlyList<ReportedReading> after = submission.Content.Readings;
        return DocumentPreview.Of(new ReadingTable(), before, submission.Content, row => read.PlaceOf($"$.readings[{sent[(after[row].Item, after[row].Subject, after[row].Village)]}]"), tag) with
        {
            IsSame = head.Version?.Digest == Digest.OfJson(submission.Content).ToString(),
        };
    }

    /// <summary>Says that a source is done for a township, or takes that back; again changes nothing. What it reported before a return, it stands by.</summary>
    /// <exception cref="ProblemException">Collecting ended.</exception>
    internal Task<SubmissionState> FinishAsync(SourcePlace place, bool isFinal, Caller caller, CancellationToken cancellation) => StorageRaces.RetryAsync(async () =>
    {
        await RequireInTimeAsync(place, cancellation);
        CollectedPool collected = await submissions.ReadAsync(place.Context, place.Part, cancellation);
        SourceHead head = collected.Townships[0].Sources.Single(source => source.Head.Source == place.Source).Head;
        CollectingRules.RequireOpen(place.Context.Key, head);
        if (head.IsFinal != isFinal || (isFinal && head.IsReturned))
        {
            string action = isFinal ? nameof(SubmissionEndpoints.PutSubmissionFinal) : nameof(SubmissionEndpoints.WithdrawSubmissionFinal);
            var entry = new AuditEntry(
                caller.County, AuditActor.Of(caller), action, $"{place.Resource}/submissions/{place.Source}/final", Digest.OfJson(head.IsFinal), Digest.OfJson(isFinal));
            head = await audit.RecordAsync(entry, stop => versions.MarkAsync(place, head, isFinal, stop), cancellation);
        }

        return SubmissionState.Of(head, [.. collected.Missing().Where(one => one.Source == place.Source)]);
    }, cancellation);

    // One more storage call, where the source has a due time of its own.
    private async Task RequireInTimeAsync(SourcePlace place, CancellationToken cancellation)
    {
        if (place.Context.Times.SourcesDue.Any(one => one.Source == place.Source))
            CollectingRules.RequireInTime(await cycles.FindAsync(place.Context.Key, place.Pool.Id, cancellation), place.Source, clock.GetUtcNow());
    }

    private async Task<(SubmissionState State, SubmissionChange Change)> TryPutAsync(
        SourcePlace place, CheckedSubmission submission, Digest digest, bool isFinal, HttpRequest request, CancellationToken cancellation)
    {
        (SourceHead head, IReadOnlyList<MissingReading> missing) = await ReadAsync(place, submission, cancellation);
        CollectingRules.RequireOpen(place.Context.Key, head);
        bool isSame = submission.Errors.Count == 0 && head.Version?.Digest == digest.ToString();
        isFinal |= head.IsFinal;
        if (isSame && !head.IsReturned && isFinal == head.IsFinal)
            return (SubmissionState.Of(head, missing), SubmissionChange.Same);
        request.RequireMatch(head.Version is null ? null : DocumentAnswer.TagOf(head.Version));
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, submission.Errors);

        (Caller caller, int count) = (request.GetCaller(), submission.Content.Readings.Count);
        var next = new DocumentVersion(head.Last + 1, clock.GetUtcNow(), caller.Id, caller.Name, count, digest.ToString());
        Digest? before = head.Version is null ? null : Digest.Parse(head.Version.Digest);
        var entry = new AuditEntry(
            caller.County, AuditActor.Of(caller), nameof(SubmissionEndpoints.PutSubmission), $"{place.Resource}/submissions/{place.Source}", before, digest);
        // The same again changes nothing, but answers the meeting that returned it, and may be final.
        SourceHead stored = await audit.RecordAsync(
            entry, stop => isSame ? versions.MarkAsync(place, head, isFinal, stop) : versions.AppendAsync(place, head, next, submission.Content, isFinal, stop), cancellation);
        if (!isSame)
            metrics.Received(place.Context.Key, place.Source, count);
        return (SubmissionState.Of(stored, missing), isSame ? SubmissionChange.Same : head.Version is null ? SubmissionChange.First : SubmissionChange.Replaced);
    }

    private async Task<(SourceHead Head, IReadOnlyList<MissingReading> Missing)> ReadAsync(SourcePlace place, CheckedSubmission submission, CancellationToken cancellation)
    {
        if (submission.IsComplete || submission.Errors.Count > 0)
            return (await versions.RequireHeadAsync(place, cancellation), []);
        CollectedPool collected = await submissions.ReadAsync(place.Context, place.Part, cancellation);
        IReadOnlyList<MissingReading> missing = collected.With(place.Township.Id, place.Source, submission.Content).Missing();
        return (collected.Townships[0].Sources.Single(source => source.Head.Source == place.Source).Head, [.. missing.Where(one => one.Source == place.Source)]);
    }
}

/// <summary>
/// How far a source's submission for a township is. The version that counts is from 1 on, 0 before the first; then digest, time and submitter are null. The
/// digest is the SHA-256 of its content, in hexadecimal: also its ETag. It is final when the source said that it has nothing more to report, or when all of
/// its items are waived.
/// </summary>
public sealed record SubmissionState(TownshipId Township, SourceId Source, bool IsOpen, bool IsFinal, int Version, int Count)
{
    internal const int MostMissing = 200;

    /// <summary>When the source's part is due; null where it is due with all readings, and where that was not asked for.</summary>
    public DateTimeOffset? Due { get; init; }
    public string? Digest { get; init; }
    public DateTimeOffset? At { get; init; }
    public string? By { get; init; }
    public string? ByName { get; init; }

    /// <summary>How many of the source's readings are still missing. Whoever fails the baseline needs no others, so that another source may lower it.</summary>
    public required int MissingCount { get; init; }

    /// <summary>The first 200 of those missing, by item and roster order; null where only the count was asked for.</summary>
    public IReadOnlyList<MissingValue>? Missing { get; init; }

    internal static SubmissionState Of(SourceHead head, int missing) =>
        new(head.Township, head.Source, head.IsOpen, head.IsFinal, head.Version?.Version ?? 0, head.Version?.Count ?? 0)
        {
            Digest = head.Version?.Digest,
            At = head.Version?.At,
            By = head.Version?.By,
            ByName = head.Version?.ByName,
            MissingCount = missing,
        };

    internal static SubmissionState Of(SourceHead head, IReadOnlyList<MissingReading> missing) =>
        Of(head, missing.Count) with { Missing = [.. missing.Take(MostMissing).Select(one => new MissingValue(one.Item, one.Subject, one.Village))] };
}

/// <param name="Subject">Left out for an item of village level.</param>
/// <param name="Village">Left out for an item of subject level.</param>
public sealed record MissingValue(ItemId Item, SubjectId? Subject = null, VillageId? Village = null);

/// <param name="Submissions">One for every source of the scheme that the caller may see, in the scheme's order.</param>
public sealed record SubmissionOverview(IReadOnlyList<SubmissionState> Submissions);
