namespace Yuekao.App.Stages.Dispatch;

/// <summary>Closes dispatches: what they heard, what inspections found and what was published become the facts that the ranking is computed from.</summary>
public sealed class DispatchCloser(
    DispatchRounds rounds, DispatchStore dispatches, DispatchPlaces places, InspectionStore inspections, PublicityStore publicity, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Closes a dispatch with just what it heard. Again: what was closed stays.</summary>
    public async Task<ClosedDispatch> CloseAsync(CycleKey key, CancellationToken cancellation)
    {
        while (true)
        {
            DispatchRound round = await rounds.ReadAsync(key, cancellation);
            if (round.ClosedAt is not null)
                return await rounds.ReadClosedAsync(round, cancellation);
            OpenedDispatch dispatch = await places.FindAsync(round, cancellation) ?? throw new InvalidOperationException($"The dispatch of {key} has not opened.");
            HeardDispatch heard = await dispatches.ReadAsync(key, cancellation);
            if (!await dispatches.TryCloseAsync(key, heard, cancellation))
                continue;
            ClosedDispatch facts = await GatherAsync(dispatch, heard, revision: 1, cancellation);
            if (await TryKeepAsync(round, facts, key.Actor, nameof(DispatchActivities.CloseDispatch), reason: null, cancellation) is { } closed)
                return closed;
        }
    }

    /// <summary>What a closed dispatch comes to now: reports may have been returned, findings or publicity put right. The last revision itself where nothing was.</summary>
    public async Task<ClosedDispatch> LookAgainAsync(OpenedDispatch dispatch, ClosedDispatch last, CancellationToken cancellation)
    {
        ClosedDispatch next = await GatherAsync(dispatch, await dispatches.ReadAsync(dispatch.Key, cancellation), last.Revision + 1, cancellation);
        return Digest.OfJson(next with { Revision = last.Revision }) == Digest.OfJson(last) ? last : next;
    }

    /// <summary>Keeps another revision of what was heard, before anything is computed from it.</summary>
    public async Task<ClosedDispatch> KeepAsync(DispatchRound round, ClosedDispatch next, CancellationToken cancellation)
    {
        // A correction that was cut off may have left a revision that nothing counts by.
        while (Digest.OfJson(await rounds.KeepAsync(round.Key, next, cancellation)) != Digest.OfJson(next))
            next = next with { Revision = next.Revision + 1 };
        return next;
    }

    /// <summary>Keeps another revision of what was heard, which counts from then on.</summary>
    /// <exception cref="ProblemException">Somebody else did the same: precondition failed.</exception>
    public async Task CorrectAsync(DispatchRound round, ClosedDispatch next, AuditActor actor, string reason, CancellationToken cancellation)
    {
        next = await KeepAsync(round, next, cancellation);
        if (await TryKeepAsync(round, next, actor, nameof(DispatchEndpoints.RecomputeProjectReadings), reason, cancellation) is null)
            throw new ProblemException(ProblemType.PreconditionFailed, "Somebody else had it computed at the same time: look at it and try again.");
    }

    private async Task<ClosedDispatch?> TryKeepAsync(DispatchRound round, ClosedDispatch facts, AuditActor actor, string action, string? reason, CancellationToken cancellation)
    {
        ClosedDispatch kept = await rounds.KeepAsync(round.Key, facts, cancellation);
        DispatchRound next = round with { ClosedAt = round.ClosedAt ?? clock.GetUtcNow(), Revision = kept.Revision };
        var entry = new AuditEntry(round.Key.County.Value, actor, action, round.Resource, Digest.OfJson(round), Digest.OfJson(kept), reason);
        return await audit.RecordAsync(entry, stop => rounds.TryReplaceAsync(next, stop), cancellation) ? kept : null;
    }

    private async Task<ClosedDispatch> GatherAsync(OpenedDispatch dispatch, HeardDispatch heard, int revision, CancellationToken cancellation)
    {
        (CycleKey key, DateTimeOffset at) = (dispatch.Key, dispatch.Round.Due);
        ILookup<(TownshipId, ProjectId), DispatchReport> reports = heard.Reports.Where(report => report.Returned is null).ToLookup(report => (report.Township, report.Project));
        ILookup<TownshipId, Finding> findings = (await inspections.OpenAsync(key.County, at, cancellation)).ToLookup(finding => finding.Township);
        ILookup<TownshipId, PublicityCount> published = (await publicity.ReadAsync(key.County, key.Period, cancellation)).Counts().ToLookup(count => count.Township);
        Dictionary<(TownshipId, ProjectId, MilestoneId), DateOnly> doneBefore = DoneIn(await rounds.FindBeforeAsync(key, cancellation));
        IEnumerable<ClosedTownship> townships = dispatch.Round.Townships.Select(township => new ClosedTownship(township.Township, township.Name, FactsOf(township.Township)));
        return new ClosedDispatch(revision, at, key.Period, [.. townships]);

        ProjectFacts FactsOf(TownshipId township) => new(
            [.. dispatch.List.Of(township).Select(project => ProjectOf(township, project))],
            [.. findings[township].Select(finding => new FindingFact(finding.Inspection, finding.Id, finding.Project, finding.Remedy.IsOverdueAt(at)))],
            [.. published[township].Select(count => new PublishedFact(count.Channel, count.Level, count.Count))]);

        ProjectFact ProjectOf(TownshipId township, Project project)
        {
            DispatchReport? report = reports[(township, project.Id)].FirstOrDefault();
            return new ProjectFact(project.Id, project.Weight, report is not null, [.. project.Milestones.Select(one => new MilestoneFact(one.Id, one.Due, DoneOn(one.Id)))]);

            DateOnly? DoneOn(MilestoneId id) =>
                doneBefore.TryGetValue((township, project.Id, id), out DateOnly before) ? before : report?.Done.FirstOrDefault(done => done.Milestone == id)?.On;
        }
    }

    private static Dictionary<(TownshipId, ProjectId, MilestoneId), DateOnly> DoneIn(ClosedDispatch? before) => (before?.Townships ?? [])
        .SelectMany(township => township.Facts.Projects, (township, project) => (township.Township, Project: project))
        .SelectMany(one => one.Project.Milestones.Where(milestone => milestone.Done is not null), (one, done) => (one.Township, one.Project.Project, Milestone: done))
        .ToDictionary(one => (one.Township, one.Project, one.Milestone.Milestone), one => one.Milestone.Done!.Value);
}
