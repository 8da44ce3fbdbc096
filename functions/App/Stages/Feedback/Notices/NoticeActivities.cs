namespace Yuekao.App.Stages.Feedback;

/// <summary>What a cycle's orchestration does about notices. Each may run more than once.</summary>
public sealed class NoticeActivities(CycleContexts contexts, NoticeStore notices, RectificationStore rectifications, Outbox outbox, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Issues a pool's notices, and lets the channels tell of them.</summary>
    [Function(nameof(IssueNotices))]
    public async Task IssueNotices([ActivityTrigger] PoolPublication publication, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        IReadOnlyList<NoticeRecord> issued = await IssueAsync(publication, cancellation);
        IEnumerable<PlannedItem> toGroups = issued.Select(notice => notice.Township).Distinct().Select(township => new PlannedItem(NoticeItems.Of(township), township.Value, Readers.Group));
        await outbox.SendAsync(client, Plan(publication.Key, publication.Pool, [.. toGroups, .. issued.Select(ToRecipient)]), cancellation);
    }

    /// <summary>Issues a notice to each subject, assessed or not, and to each village of a pool. The recording of the result is their entry in the audit trail.</summary>
    internal async Task<IReadOnlyList<NoticeRecord>> IssueAsync(PoolPublication publication, CancellationToken cancellation)
    {
        CycleContext context = await contexts.RequireAsync(publication.Key, cancellation);
        Pool pool = context.RequirePool(publication.Pool);
        NoticeRecord[][] issued = await Task.WhenAll(pool.Townships.Select(township => IssueAsync(context, pool, township, publication.At, cancellation)));
        return [.. issued.SelectMany(one => one)];
    }

    /// <summary>After an appeal: issues the appellant's notice anew, to be acknowledged again. No group is told: the day alone would say that somebody appealed.</summary>
    [Function(nameof(ReissueNotice))]
    public async Task ReissueNotice([ActivityTrigger] SubjectRef appellant, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        NoticeRecord notice = await ReissueAsync(appellant, cancellation);
        await outbox.SendAsync(client, Plan(appellant.Key, notice.Pool, [ToRecipient(notice)]), cancellation);
    }

    internal async Task<NoticeRecord> ReissueAsync(SubjectRef appellant, CancellationToken cancellation)
    {
        CycleContext context = await contexts.RequireAsync(appellant.Key, cancellation);
        string recipient = NoticeRecord.Of(appellant.Subject);
        if (!context.TryFind(appellant.Subject, out FrozenTownship? township, out _))
            throw new InvalidOperationException($"The cycle {appellant.Key} has no subject '{appellant.Subject}'.");
        NoticeRecord before = await notices.FindAsync(appellant.Key, township.Id, recipient, cancellation)
            ?? throw new InvalidOperationException($"'{recipient}' has no notice in {appellant.Key}.");
        if (before.Revision > 1)
            return before;
        NoticeRecord next = before with { Revision = before.Revision + 1, IssuedAt = clock.GetUtcNow(), ReadAt = null, Acknowledgement = null, Deliveries = [] };
        (AuditActor actor, string resource) = (context.Key.Actor, $"{context.Key.Resource}/notices/subjects/{appellant.Subject}");
        await audit.AppendAsync(new AuditEntry(context.Key.County.Value, actor, nameof(ReissueNotice), resource, Before: null, Digest.OfJson(next)), cancellation);
        await notices.ReissueAsync(before, next, cancellation);
        return next;
    }

    /// <summary>How many notices nobody acknowledged, by township; townships without any are left out.</summary>
    [Function(nameof(CountUnacknowledged))]
    public async Task<IReadOnlyList<TownshipCount>> CountUnacknowledged([ActivityTrigger] CycleKey key, CancellationToken cancellation)
    {
        Dictionary<TownshipId, int> counts = (await notices.UnacknowledgedAsync(key, cancellation)).CountBy(notice => notice.Township).ToDictionary();
        CycleContext context = await contexts.RequireAsync(key, cancellation);
        return [.. context.Frozen.Townships.Where(township => counts.ContainsKey(township.Id)).Select(township => new TownshipCount(township.Id, counts[township.Id]))];
    }

    private static DeliveryPlan Plan(CycleKey key, PoolId pool, IReadOnlyList<PlannedItem> items) => new(key, pool, OutgoingKind.Notices, Urgency.Bulk, items);

    private static PlannedItem ToRecipient(NoticeRecord notice) => new(NoticeItems.Of(notice), notice.Township.Value, Readers.Recipient);

    private async Task<NoticeRecord[]> IssueAsync(CycleContext context, Pool pool, FrozenTownship township, DateTimeOffset at, CancellationToken cancellation)
    {
        IReadOnlyList<Rectification> open = await rectifications.OpenOfAsync(context.Key.County, township.Id, context.Key, cancellation);
        // Where villages are the subjects, a village's rectifications are a subject's.
        bool areVillagesSubjects = context.Scheme.Document.Subject == SubjectKind.Village;
        ILookup<string, Rectification> owed = open.ToLookup(one =>
            one.Owner.Kind == OwnerKind.Village && !areVillagesSubjects ? NoticeRecord.Of(VillageId.Of(one.Owner.Id)) : NoticeRecord.Of(SubjectId.Of(one.Owner.Id)));
        NoticeRecord[] issued =
        [
            .. Recipients(context.Scheme.Document, township).Select(one => new NoticeRecord
            {
                Cycle = context.Key, Township = township.Id, Pool = pool.Id,
                Recipient = one.Recipient, Subject = one.Subject, Village = one.Village, Name = one.Name, Revision = 1, IssuedAt = at,
                CarriedOver = [.. owed[one.Recipient].Select(owing => new CarriedOver(owing.Id, owing.Title, owing.Cycle.Period, owing.Due))],
            }),
        ];
        await notices.AddAsync(issued, cancellation);
        return issued;
    }

    // A scheme of villages has them as its subjects already; one that reads nothing of villages has nothing to tell them.
    private static IEnumerable<(string Recipient, SubjectId? Subject, VillageId? Village, string Name)> Recipients(SchemeDocument scheme, FrozenTownship township)
    {
        foreach (FrozenSubject subject in township.Subjects)
            yield return (NoticeRecord.Of(subject.Entry.Subject), subject.Entry.Subject, null, subject.Name);
        if (scheme.Items.All(item => item.Level == ItemLevel.Subject))
            yield break;
        var subjects = township.Subjects.Select(subject => subject.Entry.Subject.Value).ToHashSet();
        var inhabited = township.Subjects.Select(subject => subject.Entry.Village).ToHashSet();
        foreach (Village village in township.Villages.Where(village => inhabited.Contains(village.Id) && !subjects.Contains(village.Id.Value)))
            yield return (NoticeRecord.Of(village.Id), null, village.Id, village.Name);
    }
}

/// <summary>How many there are in a township, at least one; what, the activity that counts says.</summary>
public sealed record TownshipCount(TownshipId Township, int Count);
