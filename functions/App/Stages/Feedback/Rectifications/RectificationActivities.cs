namespace Yuekao.App.Stages.Feedback;

/// <summary>What orchestrations do about rectifications. Each may run more than once.</summary>
public sealed class RectificationActivities(
    RectificationStore rectifications, PoolResults results, AppealOutcomes appeals, CycleContexts contexts, AuditTrail audit, TimeProvider clock)
{
    private static readonly AuditActor Actor = AuditActor.System("rectifications");

    /// <summary>Opens one for each shortfall of a pool that has none. They follow from the result: its recording is their entry in the audit trail.</summary>
    /// <returns>How many the pool's result opened, with this run or an earlier one.</returns>
    [Function(nameof(OpenRectifications))]
    public async Task<int> OpenRectifications([ActivityTrigger] PoolPublication publication, CancellationToken cancellation)
    {
        (CycleKey key, PoolId pool, DateTimeOffset published) = publication;
        CycleContext context = await contexts.RequireAsync(key, cancellation);
        PoolResult result = await results.ReadAsync(key, pool, cancellation);
        var opener = new RectificationOpener(context, published);
        ILookup<TownshipId, Rectification> owed = Shortfalls.Of(context.Scheme, result.Decided).Select(opener.Open).ToLookup(one => one.Township);
        IReadOnlyList<Rectification>[] opened = await Task.WhenAll(owed.Select(township => MissingAsync(key, township, cancellation)));
        Rectification[] missing = [.. opened.SelectMany(one => one)];
        if (missing.Length > 0)
            await rectifications.AddAsync(missing, cancellation);
        return owed.Sum(township => township.Count());
    }

    /// <summary>After an appeal that corrected a reading: closes what the subject does not have to rectify any more. What its village has to stays.</summary>
    /// <returns>How many were closed by the appeal, with this run or an earlier one.</returns>
    [Function(nameof(WithdrawRectifications))]
    public async Task<int> WithdrawRectifications([ActivityTrigger] SubjectRef withdrawal, CancellationToken cancellation)
    {
        (CycleKey key, SubjectId subject) = withdrawal;
        CycleContext context = await contexts.RequireAsync(key, cancellation);
        if (await appeals.FindAsync(key, subject, cancellation) is not { Decided: { } decided } appeal)
            return 0;
        DecidedOutcome corrected = decided.Decided with { Proposed = decided.Recomputed };
        IReadOnlyList<Shortfall> shortfalls = Shortfalls.Of(context.Scheme, new Decided(decided.Recomputed.Explanation.Pool, [corrected], []));
        HashSet<ItemId> owed = [.. shortfalls.Where(one => one.Subject is not null).Select(one => one.Item)];
        HashSet<ItemId> own = [.. context.Scheme.Document.Items.Where(item => item.Level == ItemLevel.Subject).Select(item => item.Id)];
        (TownshipId township, RectificationOwner owner) = new Owners(context).Of(subject);
        string resource = $"{key.Resource}/subjects/{subject}/rectifications";
        while (true)
        {
            IReadOnlyList<Rectification> all = await rectifications.OfOwnerAsync(key, township, owner, cancellation);
            Rectification[] gone = [.. all.Where(one => own.Contains(one.Item) && !owed.Contains(one.Item))];
            Rectification[] closing = [.. gone.Where(one => one.Status != RectificationStatus.Closed).Select(one => one.Close(ClosingReason.Appeal, clock.GetUtcNow()))];
            if (closing.Length == 0 || await RecordAsync(key, nameof(WithdrawRectifications), resource, closing, cancellation))
                return closing.Length + gone.Count(one => one.ClosedBecause == ClosingReason.Appeal);
        }
    }

    /// <summary>
    /// Counts the cycle's rectifications that are due within seven days or overdue, and marks them, so that the next check counts others.
    /// Run again with the same time, it counts the same. Storage calls: one, and one for each 100 of a township that are marked.
    /// </summary>
    /// <returns>The townships that there is something to tell about, by id.</returns>
    [Function(nameof(CountRectifications))]
    public async Task<IReadOnlyList<RectificationCount>> CountRectifications([ActivityTrigger] CycleMoment check, CancellationToken cancellation)
    {
        string resource = $"{check.Key.Resource}/rectifications";
        while (true)
        {
            IReadOnlyList<Rectification> due = await rectifications.DueAsync(check.Key, check.At + RectificationMarks.Soon, cancellation);
            var marks = new RectificationMarks(due, check.At);
            if (marks.New.Count == 0 || await RecordAsync(check.Key, nameof(CountRectifications), resource, marks.New, cancellation))
                return marks.Count();
        }
    }

    private async Task<IReadOnlyList<Rectification>> MissingAsync(CycleKey key, IGrouping<TownshipId, Rectification> owed, CancellationToken cancellation)
    {
        IReadOnlyList<Rectification> known = await rectifications.OfCycleAndOpenAsync(key, owed.Key, cancellation);
        HashSet<string> there = [.. known.Where(one => one.Cycle == key).Select(one => one.Id)];
        // In order of cycles: the latest wins.
        var earlier = new Dictionary<(OwnerKind, string, ItemId), string>();
        foreach (Rectification one in known.Where(one => one.Cycle != key))
            earlier[What(one)] = one.Id;
        return [.. owed.Where(one => !there.Contains(one.Id)).Select(one => one with { Continues = earlier.GetValueOrDefault(What(one)) })];

        static (OwnerKind, string, ItemId) What(Rectification one) => (one.Owner.Kind, one.Owner.Id, one.Item);
    }

    private Task<bool> RecordAsync(CycleKey key, string action, string resource, IReadOnlyList<Rectification> after, CancellationToken cancellation)
    {
        var entry = new AuditEntry(key.County.Value, Actor, action, resource, Before: null, Digest.OfJson(after));
        return audit.RecordAsync(entry, stop => rectifications.TryReplaceAsync(after, stop), cancellation);
    }
}

/// <summary>How many of a township's rectifications are due soon and overdue, without those that an earlier check counted.</summary>
/// <param name="Due">When the first that is due soon is due; null where there are none.</param>
public sealed record RectificationCount(TownshipId Township, int DueSoon, DateTimeOffset? Due, int Overdue);
