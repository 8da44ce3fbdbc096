namespace Yuekao.App.Stages.Feedback;

/// <param name="Role">Who owes them, as tokens have it.</param>
/// <param name="Due">When the first that is due soon is due; null where there are none.</param>
public sealed record DueActionCount(string Role, int DueSoon, DateTimeOffset? Due, int Overdue);

/// <param name="Published">When the results came out.</param>
public sealed record SettledAppeal(CycleKey Key, SubjectId Subject, DateTimeOffset Published);

/// <summary>What orchestrations do about due actions. Each may run more than once.</summary>
public sealed class DueActionActivities(
    DueActionStore actions, PoolResults results, RecordedResults recorded, AppealOutcomes appeals, CycleContexts contexts, AuditTrail audit, TimeProvider clock)
{
    private static readonly AuditActor Actor = AuditActor.System("actions");
    private static readonly TimeSpan Soon = TimeSpan.FromDays(7);

    /// <summary>Opens what a pool's results ask for. It follows from the result: its recording is its entry in the audit trail.</summary>
    /// <returns>How many the result opened, with this run or an earlier one.</returns>
    [Function(nameof(OpenDueActions))]
    public async Task<int> OpenDueActions([ActivityTrigger] PoolPublication publication, CancellationToken cancellation)
    {
        (CycleKey key, PoolId pool, DateTimeOffset published) = publication;
        CycleContext context = await contexts.RequireAsync(key, cancellation);
        DueAction[] opened = [.. DueActions.Of(context, (await results.ReadAsync(key, pool, cancellation)).Consequences.Due, published)];
        await actions.AddAsync(opened, cancellation);
        return opened.Length;
    }

    /// <summary>
    /// After an appeal that corrected a reading: drops what only the grade before asked for, and opens what the grade that holds asks for. What a rank asked for stays: an appeal
    /// moves nobody's rank. It is due with all others, so that they are followed together.
    /// </summary>
    [Function(nameof(FollowAppeal))]
    public async Task FollowAppeal([ActivityTrigger] SettledAppeal appeal, CancellationToken cancellation)
    {
        (CycleKey key, SubjectId subject, DateTimeOffset published) = appeal;
        CycleContext context = await contexts.RequireAsync(key, cancellation);
        if (await appeals.FindAsync(key, subject, cancellation) is not { Decided: { } decided })
            return;
        await DropAsync(context, subject, decided.Decided.Grade, cancellation);
        IReadOnlyList<DueConsequence> due = ConsequenceRules.OfGrade(context.Scheme, key.Period, decided.Decided, await recorded.HistoryAsync(context, cancellation));
        await actions.AddAsync([.. DueActions.Of(context, due, published)], cancellation);
    }

    /// <summary>
    /// Counts the cycle's actions that are due within seven days or overdue, and marks them, so that the next check counts others. Run again with the same time, it counts
    /// the same.
    /// </summary>
    /// <returns>The roles that there is something to tell.</returns>
    [Function(nameof(CountDueActions))]
    public async Task<IReadOnlyList<DueActionCount>> CountDueActions([ActivityTrigger] CycleMoment check, CancellationToken cancellation)
    {
        while (true)
        {
            IReadOnlyList<DueAction> due = await actions.OpenAsync(check.Key, subject: null, check.At + Soon, cancellation);
            // Those that no earlier check told about, and that this one did when it ran before.
            DueAction[] soon = [.. due.Where(one => one.Due > check.At && (one.RemindedAt ?? check.At) == check.At)];
            DueAction[] overdue = [.. due.Where(one => one.Due <= check.At && (one.EscalatedAt ?? check.At) == check.At)];
            DueAction[] marked =
            [
                .. soon.Where(one => one.RemindedAt is null).Select(one => one with { RemindedAt = check.At }),
                .. overdue.Where(one => one.EscalatedAt is null).Select(one => one with { EscalatedAt = check.At }),
            ];
            if (marked.Length == 0 || await RecordAsync(check.Key, nameof(CountDueActions), $"{check.Key.Resource}/actions", marked, cancellation))
                return [.. soon.Concat(overdue).GroupBy(one => one.Owner, (role, told) => Count(role, [.. told], check.At)).OrderBy(one => one.Role, StringComparer.Ordinal)];
        }
    }

    private async Task DropAsync(CycleContext context, SubjectId subject, GradeId? holds, CancellationToken cancellation)
    {
        CycleKey key = context.Key;
        HashSet<ConsequenceId> ofGrades = [.. context.Scheme.Document.Consequences.Where(one => one.When is GradeTrigger).Select(one => one.Id)];
        while (true)
        {
            Withdrawal drop = new("申诉更正了考核结果", clock.GetUtcNow(), Actor.Id, Actor.Name);
            DueAction[] dropped =
            [
                .. (await actions.OpenAsync(key, subject, DateTimeOffset.MaxValue, cancellation))
                    .Where(one => ofGrades.Contains(one.Consequence) && one.Grade != holds)
                    .Select(one => one with { Status = DueActionStatus.Dropped, Dropped = drop }),
            ];
            if (dropped.Length == 0 || await RecordAsync(key, nameof(FollowAppeal), $"{key.Resource}/subjects/{subject}/actions", dropped, cancellation))
                return;
        }
    }

    private static DueActionCount Count(string role, DueAction[] told, DateTimeOffset at)
    {
        DateTimeOffset[] soon = [.. told.Select(one => one.Due).Where(due => due > at)];
        return new DueActionCount(role, soon.Length, soon.Length == 0 ? null : soon.Min(), told.Length - soon.Length);
    }

    private Task<bool> RecordAsync(CycleKey key, string action, string resource, IReadOnlyList<DueAction> after, CancellationToken cancellation)
    {
        var entry = new AuditEntry(key.County.Value, Actor, action, resource, Before: null, Digest.OfJson(after));
        return audit.RecordAsync(entry, stop => actions.TryReplaceAsync(after, stop), cancellation);
    }
}
