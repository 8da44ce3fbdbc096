namespace Yuekao.App.Stages.Feedback;

/// <summary>What orchestrations do about rectifications. Each may run more than once.</summary>
public sealed class RectificationActivities(
    RectificationStore rectifications, PoolResults results, AppealOutcomes appeals, CycleContexts contexts, AuditTrail audit, TimeProvider clock)
{
    private static readonly AuditActor Actor = AuditActor.System("rectifications");
    private static readonly TimeSpan Soon = TimeSpan.FromDays(7);

    /// <summary>Opens one for each shortfall of a pool that has none. They follow from the result: its recording is their entry in the audit trail.</summary>
    /// <returns>How many the pool's result opened, with this run or an earlier one.</returns>
    [Function(nameof(OpenRectifications))]
    public async Task<int> OpenRectifications([ActivityTrigger] PoolPublication publication, CancellationToken cancellation)
    {
        (CycleKey key, PoolId pool, DateTimeOffset published) = publication;
        CycleContext context = await contexts.RequireAsync(key, cancellation);
        PoolResult result = await results.ReadAsync(key, pool, cancellation);
        ILookup<TownshipId, Rectification> owed =
            Shortfalls.Of(context.Scheme, result.Decided).Select(one => Opened(context, one, published)).ToLookup(one => one.Township);
        IReadOnlyList<Rectification>[] opened = await Task.WhenAll(owed.Select(township => MissingAsync(key, township, cancellation)));
        await rectifications.AddAsync(opened.SelectMany(one => one), cancellation);
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
        (TownshipId township, RectificationOwner owner) = OwnerOf(context, subject);
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
            IReadOnlyList<Rectification> due = await rectifications.DueAsync(check.Key, check.At + Soon, cancellation);
            // Those that no earlier check told about, and that this one did when it ran before.
            Rectification[] soon = [.. due.Where(one => one.Due >= check.At && (one.RemindedAt ?? check.At) == check.At)];
            Rectification[] overdue = [.. due.Where(one => one.Due < check.At && (one.EscalatedAt ?? check.At) == check.At)];
            Rectification[] marked =
            [
                .. soon.Where(one => one.RemindedAt is null).Select(one => one with { RemindedAt = check.At }),
                .. overdue.Where(one => one.EscalatedAt is null).Select(one => one with { EscalatedAt = check.At }),
            ];
            if (marked.Length == 0 || await RecordAsync(check.Key, nameof(CountRectifications), resource, marked, cancellation))
            {
                IEnumerable<RectificationCount> counts = soon.Concat(overdue).GroupBy(one => one.Township, (id, told) => Count(id, [.. told], check.At));
                return [.. counts.OrderBy(one => one.Township.Value, StringComparer.Ordinal)];
            }
        }
    }

    private static RectificationCount Count(TownshipId township, Rectification[] told, DateTimeOffset at)
    {
        DateTimeOffset[] soon = [.. told.Select(one => one.Due).Where(due => due >= at)];
        return new RectificationCount(township, soon.Length, soon.Length == 0 ? null : soon.Min(), told.Count(one => one.Due < at));
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

    private static Rectification Opened(CycleContext context, Shortfall shortfall, DateTimeOffset published)
    {
        (TownshipId township, RectificationOwner owner) =
            shortfall.Subject is { } subject ? OwnerOf(context, subject) : OwnerOf(context, shortfall.Village!.Value);
        return new Rectification
        {
            Cycle = context.Key,
            Township = township,
            Owner = owner,
            Item = shortfall.Item,
            Title = context.Scheme.Document.Items.First(item => item.Id == shortfall.Item).Title,
            Kind = shortfall.Kind,
            Obtained = shortfall.Obtained,
            Maximum = shortfall.Maximum,
            OpenedAt = published,
            Due = context.Times.RectifyBy(published),
            Status = RectificationStatus.Open,
        };
    }

    private static (TownshipId Township, RectificationOwner Owner) OwnerOf(CycleContext context, VillageId id)
    {
        FrozenTownship township = context.Frozen.Townships.First(one => one.Villages.Any(village => village.Id == id));
        return (township.Id, new RectificationOwner(OwnerKind.Village, id.Value, township.Villages.First(village => village.Id == id).Name));
    }

    /// <summary>A subject as an owner, the village itself where villages are assessed; and the township that verifies.</summary>
    private static (TownshipId Township, RectificationOwner Owner) OwnerOf(CycleContext context, SubjectId subject)
    {
        OwnerKind kind = context.Scheme.Document.Subject switch { SubjectKind.Village => OwnerKind.Village, SubjectKind.Township => OwnerKind.Township, _ => OwnerKind.Person };
        SubjectLabel label = SubjectLabel.Of(context, subject);
        return (label.Township, new RectificationOwner(kind, subject.Value, label.Name));
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
