namespace Yuekao.App.Stages.Settle;

/// <summary>What a period paid a subject by itself.</summary>
/// <param name="Result">The result that holds; null for somebody of whom the rosters learned too late to be assessed.</param>
/// <param name="Township">Where.</param>
internal sealed record PaidSubject(SubjectId Subject, TownshipId Township, RecordedResult? Result, TimeInPost Time)
{
    public static PaidSubject Of(ResultHistory recorded)
    {
        RecordedResult now = recorded.Current;
        // Results that were recorded before days were counted say only what they come to.
        return new PaidSubject(now.Subject, now.Township, now, now.Time ?? new TimeInPost(now.Ledger!.Base, now.Period.Days, now.Period.Days));
    }
}

/// <summary>One earlier period by the rosters as they are now.</summary>
/// <param name="services">What they say of it.</param>
/// <param name="booked">The arrears that earlier ledgers paid or took back.</param>
internal sealed class PeriodLookBack(
    CycleContext context, Pool pool, Period period, Scheme scheme, IReadOnlyList<PeriodService> services, ILookup<(SubjectId, Period), ArrearsLine> booked)
{
    private readonly Dictionary<SubjectId, PeriodService> now = services.ToDictionary(service => service.Main.Posting.Cadre);

    /// <summary>Who the rosters say was in post in the pool, and is not among the paid: by id.</summary>
    public IReadOnlyList<SubjectId> NotAmong(IEnumerable<PaidSubject> paid) =>
    [
        .. now.Values.Where(service => service.Overlap is null && LedgerOf(service.Main.Posting.Cadre, service.Main.Township) is not null)
            .Select(service => service.Main.Posting.Cadre).Except(paid.Select(one => one.Subject)).OrderBy(subject => subject.Value, StringComparer.Ordinal),
    ];

    /// <summary>Somebody whom the period should have paid; null where another township did, or the cycle of then did not go by the township's roster at all.</summary>
    public PaidSubject? Unpaid(SubjectId subject, CycleContext then)
    {
        TownshipId township = now[subject].Main.Township;
        return !then.TryFind(subject, out _, out _) && then.Frozen.Rosters.Any(roster => roster.Township == township) ? new PaidSubject(subject, township, Result: null, default) : null;
    }

    /// <summary>
    /// What the subject was paid by so far, and what the rosters say now; null where that is the same, or the ledger is not this pool's. Nobody's readings are known who was
    /// not assessed for want of a roster: they are paid as the scheme pays who was in post too shortly.
    /// </summary>
    public RevisitedPay? Revisit(PaidSubject paid)
    {
        if (LedgerOf(paid.Subject, paid.Township) is not { } township)
            return null;
        ArrearsLine[] earlier = [.. booked[(paid.Subject, period)]];
        TimeInPost before = earlier is [.., var last] ? last.After : paid.Time;
        var entry = new RosterEntry { Subject = paid.Subject, Township = paid.Township, DaysInPost = before.Days, DaysServed = before.Served, BaseSubsidy = before.Base };
        var after = TimeInPost.Of(PeriodService.Recount(entry, now.GetValueOrDefault(paid.Subject), scheme.Document), period);
        if (after == before)
            return null;
        LedgerLine? own = paid.Result?.Ledger;
        return new RevisitedPay
        {
            Subject = paid.Subject,
            Township = township,
            Grade = paid.Result?.Grade,
            Reason = paid.Result is { } result ? result.Reason : NotAssessedReason.ShortService,
            Before = before,
            After = after,
            Booked = earlier.Aggregate(own is null ? Fen.Zero : own.Paid - own.Reward, (sum, line) => sum + line.Difference),
        };
    }

    /// <summary>Names a subject as of the period, or of this cycle, whichever has it in the ledger's township; else as the roster does.</summary>
    public SubjectLabel Label(RevisitedPay pay, CycleContext then)
    {
        FrozenTownship township = context.RequireTownship(pay.Township);
        foreach (CycleContext cycle in new[] { then, context })
        {
            if (cycle.TryFind(pay.Subject, out FrozenTownship? place, out _) && place.Id == township.Id)
                return SubjectLabel.Of(cycle, pay.Subject);
        }

        Posting posting = now[pay.Subject].Main.Posting;
        string? village = township.Villages.FirstOrDefault(one => one.Id == posting.Village)?.Name;
        return new SubjectLabel(pay.Subject, posting.Name, township.Id, township.Name, posting.Village, village, posting.Post);
    }

    private TownshipId? LedgerOf(SubjectId subject, TownshipId paid)
    {
        if (context.Pools.Any(one => one.Has(paid)))
            return pool.Has(paid) ? paid : null;
        return context.TryFind(subject, out FrozenTownship? present, out _) && pool.Has(present.Id) ? present.Id : null;
    }
}
