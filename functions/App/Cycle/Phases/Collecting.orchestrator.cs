using Microsoft.DurableTask;
namespace Yuekao.App.Cycle;

/// <summary>
/// Phase 1 and 2 of a pool: waits for the sources, reminds those who are missing, and grades as soon as nothing is missing and the period is over. When
/// readings are due and missing the county is told, which extends or waives.
/// </summary>
/// <param name="context">The orchestration.</param>
/// <param name="pool">The pool.</param>
/// <param name="round">The round, from 1.</param>
/// <param name="collectingDue">When the readings are due, unless it is extended.</param>
/// <param name="awaited">The sources that must report in this round.</param>
internal sealed class Collecting(TaskOrchestrationContext context, PoolCycle pool, int round, DateTimeOffset collectingDue, IReadOnlyList<(TownshipId Township, SourceId Source)> awaited)
{
    private const int MostShown = 50;

    // An event that was lost between storage and task hub is made up for.
    private static readonly TimeSpan LookAgain = TimeSpan.FromDays(1);

    private readonly HashSet<(TownshipId Township, SourceId Source)> silent = [.. awaited];
    private DateTimeOffset due = collectingDue;
    private bool isOverdue;
    private bool isWorthGrading = true;
    private bool isToBeLookedAt = round > 1 || context.Now() >= pool.Times.PeriodEnds;
    private bool isWaived;
    private int reminders;

    /// <summary>When the readings are due, as it was extended.</summary>
    public DateTimeOffset Due => due;

    /// <summary>Returns when there is a proposal.</summary>
    /// <returns>Whether the round had been proposed before, by an orchestration that stopped.</returns>
    public async Task<bool> RunAsync()
    {
        using var done = new CancellationTokenSource();
        Task<CollectingChanged> change = Next(done.Token);
        SkipPastReminders();
        GradingAttempt? attempt;
        while ((attempt = await TryGradeAsync()) is not { Proposed: true })
        {
            await TellWhenOverdueAsync();
            context.SetCustomStatus(new PoolStatus(PoolPhase.Collecting, round, due, [.. silent.Take(MostShown).Select(one => $"{one.Township}/{one.Source}")], isOverdue));
            if (!await context.WhenAsync(change, NextMoment()))
            {
                isWorthGrading = true;
                isToBeLookedAt = round > 1 || context.Now() >= due || (silent.Count > 0 && context.Now() >= pool.Times.PeriodEnds);
                await RemindAsync();
                continue;
            }

            Take(await change);
            change = Next(done.Token);
        }

        // An event that comes later is for the next round.
        done.Cancel();
        return attempt.Again;
    }

    private Task<CollectingChanged> Next(CancellationToken cancellation) => context.WaitForExternalEvent<CollectingChanged>(nameof(CollectingChanged), cancellation);

    private void Take(CollectingChanged change)
    {
        isWorthGrading = true;
        isWaived |= change.Kind == CollectingChange.Waived;
        isToBeLookedAt |= round > 1 || change.Kind == CollectingChange.Extended;
        if (round == 1 && change is { Kind: CollectingChange.Submitted, Township: { } township, Source: { } source })
            silent.Remove((township, source));
    }

    // Until the period ends the first round goes by its events. Then who is silent, what was extended, and who answers a return, storage alone says.
    private async Task LookAsync()
    {
        if (!isToBeLookedAt)
            return;
        isToBeLookedAt = false;
        RoundState state = await context.DoAsync<RoundState>(nameof(GradeActivities.LookAtRound), new PoolRound(pool.Key, pool.Pool, round));
        if (state.Due != due)
        {
            (due, isOverdue) = (state.Due, false);
            SkipPastReminders();
        }

        silent.IntersectWith(state.Silent.Select(one => (one.Township, one.Source)));
    }

    private async Task<GradingAttempt?> TryGradeAsync()
    {
        await LookAsync();
        bool isOver = context.Now() >= pool.Times.PeriodEnds;
        // When readings are due, a waiver may make up for who is silent; but who got a return is waited for unless the county waived something.
        bool mayBeComplete = silent.Count == 0 || (context.Now() >= due && (round == 1 || isWaived));
        if (!isOver || !mayBeComplete || !isWorthGrading)
            return null;
        isWorthGrading = false;
        context.SetCustomStatus(new PoolStatus(PoolPhase.Grading, round));
        return await context.DoAsync<GradingAttempt>(nameof(GradeActivities.ProposeGrades), new PoolRound(pool.Key, pool.Pool, round));
    }

    // A reminder whose time came while something else was done is not past: it is next.
    private DateTimeOffset NextMoment() => ((DateTimeOffset[])[pool.Times.PeriodEnds, due, context.Now() + LookAgain])
        .Where(moment => moment > context.Now())
        .Concat(pool.Times.RemindBefore.Skip(reminders).Select(before => due - before))
        .Min();

    private void SkipPastReminders() => reminders = pool.Times.RemindBefore.Count(before => due - before <= context.Now());

    private async Task RemindAsync()
    {
        int passed = pool.Times.RemindBefore.Count(before => due - before <= context.Now());
        if (passed <= reminders)
            return;
        reminders = passed;
        if (context.Now() >= due)
            return;
        foreach ((string role, int? readings) in await MissingAsync())
            await context.TellAsync(new MessageRequest(pool.Key, pool.Pool, MessageKind.ReadingsMissing, [role], ((int)(due - pool.Times.Opens).TotalMinutes * 10) + reminders, due, readings));
    }

    private async Task TellWhenOverdueAsync()
    {
        if (isOverdue || context.Now() < due || context.Now() < pool.Times.PeriodEnds)
            return;
        isOverdue = true;
        IReadOnlyList<(string Role, int? Readings)> missing = await MissingAsync();
        int? readings = round == 1 ? missing.Sum(one => one.Readings) : null;
        await context.TellAsync(new MessageRequest(
            pool.Key, pool.Pool, MessageKind.CollectingOverdue, ["county"], (int)(due - pool.Times.Opens).TotalMinutes, due, readings, string.Join(", ", missing.Select(one => one.Role))));
    }

    // The readings of who got a return are all there, as they were.
    private async Task<IReadOnlyList<(string Role, int? Readings)>> MissingAsync()
    {
        if (round > 1)
            return [.. silent.Select(one => PoolCycle.RoleOf(one.Township, one.Source)).Distinct().Order(StringComparer.Ordinal).Select(role => (role, (int?)null))];
        IReadOnlyList<MissingSource> missing = await context.DoAsync<IReadOnlyList<MissingSource>>(nameof(GradeActivities.ListMissingSources), new PoolRound(pool.Key, pool.Pool, round));
        return [.. missing.GroupBy(one => PoolCycle.RoleOf(one.Township, one.Source)).Select(one => (one.Key, (int?)one.Sum(source => source.Readings)))];
    }
}
