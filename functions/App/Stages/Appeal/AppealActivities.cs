namespace Yuekao.App.Stages.Appeal;

/// <summary>What a cycle's orchestration does about appeals. Each may run more than once.</summary>
public sealed class AppealActivities(
    CycleContexts contexts, CycleStore cycles, Proposals proposals, PoolResults results, RecordedResults recorded, AppealStore appeals, AppealOutcomes outcomes,
    AuditTrail audit, TimeProvider clock)
{
    private static readonly AuditActor Actor = AuditActor.System("appeals");

    /// <summary>Lets appeals in until a time, and notes it in the cycle's record.</summary>
    /// <returns>Until when: as it was given first.</returns>
    [Function(nameof(OpenAppeals))]
    public async Task<DateTimeOffset> OpenAppeals([ActivityTrigger] AppealWindow window, CancellationToken cancellation)
    {
        CycleContext context = await contexts.RequireAsync(window.Key, cancellation);
        CycleRecord cycle = await cycles.FindAsync(window.Key, cancellation) ?? throw new InvalidOperationException($"The cycle {window.Key} has no record.");
        var entry = new AuditEntry(window.Key.County.Value, Actor, nameof(OpenAppeals), $"{window.Key.Resource}/appeals", Before: null, Digest.OfJson(window.Until));
        AppealGate gate = await audit.RecordAsync(entry, stop => appeals.OpenAsync(context, window.Until, stop), cancellation);
        if (cycle.AppealsUntil != gate.Until)
            await cycles.PutAsync(cycle with { AppealsUntil = gate.Until }, cancellation);
        return gate.Until;
    }

    [Function(nameof(LookAtAppeals))]
    public async Task<AppealsState> LookAtAppeals([ActivityTrigger] CycleKey key, CancellationToken cancellation)
    {
        IReadOnlyList<AppealRecord> filed = (await appeals.ListAsync(key, cancellation)).Appeals;
        return new AppealsState(
            filed.Count,
            [.. filed.Where(appeal => appeal.Ruling is null).Select(appeal => new AppealFiled(appeal.Subject, appeal.Pool))],
            [.. filed.Where(appeal => appeal.Ruling is not null).Select(appeal => appeal.Subject)]);
    }

    /// <summary>Lets no more appeals in, and tells how the appeals stand. Run again, it tells how they stand then.</summary>
    [Function(nameof(CloseAppeals))]
    public async Task<AppealsState> CloseAppeals([ActivityTrigger] CycleKey key, CancellationToken cancellation)
    {
        await appeals.CloseAsync(key, cancellation);
        return await LookAtAppeals(key, cancellation);
    }

    /// <summary>Turns the ruling on an appeal into what it came to, and keeps that.</summary>
    [Function(nameof(SettleAppeal))]
    public async Task<AppealSettlement> SettleAppeal([ActivityTrigger] SubjectRef which, CancellationToken cancellation)
    {
        (CycleKey key, SubjectId subject) = which;
        AppealRecord appeal = await appeals.FindAsync(key, subject, cancellation) ?? throw new InvalidOperationException($"'{subject}' did not appeal in {key}.");
        if (appeal.Settlement is { } settled)
            return settled;
        CycleContext context = await contexts.RequireAsync(key, cancellation);
        PoolResult result = await results.ReadAsync(key, appeal.Pool, cancellation);
        PoolProposal proposal = await proposals.ReadAsync(key, appeal.Pool, result.Round, cancellation);
        AppealOutcome outcome = AppealSettling.Settle(context.Scheme, proposal.Input, result.Decided, result.Ledger, appeal, clock.GetUtcNow());
        (string resource, var after) = ($"{key.Resource}/subjects/{subject}/appeal", AppealSettlement.Of(outcome));
        var entry = new AuditEntry(key.County.Value, Actor, nameof(SettleAppeal), resource, Digest.OfJson(appeal.Ruling), Digest.OfJson(after));
        AppealOutcome kept = await audit.RecordAsync(entry, stop => outcomes.KeepAsync(key, outcome, stop), cancellation);
        // Where another run was first it wrote the same: what is kept is kept once.
        var settlement = AppealSettlement.Of(kept);
        await appeals.TryReplaceAsync(key, appeal with { Settlement = settlement }, cancellation);
        return settlement;
    }

    /// <summary>Records what a settled appeal makes of a result, where it changed anything.</summary>
    /// <returns>How many results the subject has now: 1 where the first one stands.</returns>
    [Function(nameof(SupersedeResult))]
    public async Task<int> SupersedeResult([ActivityTrigger] SubjectRef which, CancellationToken cancellation)
    {
        (CycleKey key, SubjectId subject) = which;
        CycleContext context = await contexts.RequireAsync(key, cancellation);
        AppealOutcome outcome = await outcomes.FindAsync(key, subject, cancellation)
            ?? throw new InvalidOperationException($"The appeal of '{subject}' in the cycle {key} is not settled.");
        ResultHistory before = await recorded.FindAsync(context, subject, cancellation) ?? throw new InvalidOperationException($"The cycle {key} has no result of '{subject}'.");
        if (AppealSettling.RevisionAfter(context, before, outcome) is not { } next)
            return before.Revisions.Count;
        (AuditActor actor, string resource) = (AuditActor.System(nameof(SupersedeResult)), $"{key.Resource}/subjects/{subject}/result");
        var entry = new AuditEntry(key.County.Value, actor, nameof(SupersedeResult), resource, Digest.OfJson(before.Current), Digest.OfJson(next));
        await audit.RecordAsync(entry, stop => recorded.SupersedeAsync(key, next, stop), cancellation);
        return next.Revision;
    }
}

/// <param name="Until">Appeals are filed before this time.</param>
public sealed record AppealWindow(CycleKey Key, DateTimeOffset Until);

/// <param name="Undecided">Those that wait for the meeting.</param>
/// <param name="Ruled">Whose appeals were ruled on: settled or not, for what follows from the settlement may not have been done.</param>
public sealed record AppealsState(int Filed, IReadOnlyList<AppealFiled> Undecided, IReadOnlyList<SubjectId> Ruled);
