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
        (CycleKey key, DateTimeOffset at, DispatchDays days) = (dispatch.Key, dispatch.Round.Due, dispatch.Round.Days);
        ILookup<(TownshipId, ProjectId), DispatchReport> reports = heard.Reports.Where(report => report.Returned is null).ToLookup(report => (report.Township, report.Project));
        ILookup<TownshipId, Finding> findings = (await inspections.OpenAsync(key.County, at, cancellation)).ToLookup(finding => finding.Township);
        ILookup<TownshipId, PublicityCount> published = (await PublishedAsync(key.County, days, cancellation)).Counts().ToLookup(count => count.Township);
        ILookup<TownshipId, HeardMilestone> before = (await rounds.FindBeforeAsync(key, cancellation) is { } last ? last.Townships : [])
            .SelectMany(township => township.Done, (township, done) => (township.Township, Done: done)).ToLookup(one => one.Township, one => one.Done);
        return new ClosedDispatch(revision, at, days, [.. dispatch.Round.Townships.Select(Close)]);

        ClosedTownship Close(DispatchTownship township)
        {
            TownshipId id = township.Township;
            Dictionary<(ProjectId, MilestoneId), DateOnly> done = before[id].ToDictionary(one => (one.Project, one.Milestone), one => one.On);
            foreach (Project project in dispatch.List.Of(id))
            {
                foreach (DoneMilestone one in reports[(id, project.Id)].FirstOrDefault()?.Done ?? [])
                    done.TryAdd((project.Id, one.Milestone), one.On);
            }

            return new ClosedTownship(id, township.Name, new ProjectFacts(
                [.. dispatch.List.Of(id).Select(project => ProjectOf(project, reports[(id, project.Id)].Any(), done))],
                [.. findings[id].Select(finding => new FindingFact(finding.Inspection, finding.Id, finding.Project, finding.Remedy.IsOverdueAt(at)))],
                [.. published[id].Select(count => new PublishedFact(count.Channel, count.Level, count.Count))]))
            {
                Done =
                [
                    .. done.Select(one => new HeardMilestone(one.Key.Item1, one.Key.Item2, one.Value))
                        .OrderBy(one => one.Project.Value, StringComparer.Ordinal).ThenBy(one => one.Milestone.Value, StringComparer.Ordinal),
                ],
            };
        }
    }

    private static ProjectFact ProjectOf(Project project, bool isReported, Dictionary<(ProjectId, MilestoneId), DateOnly> done) => new(
        project.Id, project.Weight, isReported,
        [.. project.Milestones.Select(one => new MilestoneFact(one.Id, one.Due, done.TryGetValue((project.Id, one.Id), out DateOnly on) ? on : null))]);

    private async Task<PublicityMonth> PublishedAsync(CountyId county, DispatchDays days, CancellationToken cancellation)
    {
        Period[] months = [.. new[] { days.From, days.Until }.Select(day => Period.Containing(day, PeriodKind.Month)).Distinct()];
        PublicityMonth[] published = await Task.WhenAll(months.Select(month => publicity.ReadAsync(county, month, cancellation)));
        return new PublicityMonth([.. published.SelectMany(month => month.Items).Where(item => days.Has(item.On))]);
    }
}
