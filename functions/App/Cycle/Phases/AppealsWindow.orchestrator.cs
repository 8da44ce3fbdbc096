using Microsoft.DurableTask;
namespace Yuekao.App.Cycle;

/// <summary>
/// Phase 6 of a cycle: whoever is not content appeals until the window ends, and the meeting rules. The cycle is not sealed before every appeal that came in
/// time is settled, however long the meeting takes.
/// </summary>
/// <param name="context">The orchestration.</param>
/// <param name="key">The cycle.</param>
/// <param name="plan">What it knows of the cycle.</param>
internal sealed class AppealsWindow(TaskOrchestrationContext context, CycleKey key, CyclePlan plan)
{
    // An event that was lost between storage and task hub is made up for.
    private static readonly TimeSpan LookAgain = TimeSpan.FromDays(1);

    private readonly HashSet<SubjectId> settled = [];
    private DateTimeOffset until;
    private int heard;
    private Task<AppealFiled> filed = Task.FromException<AppealFiled>(new InvalidOperationException("The window is not open."));
    private Task<AppealRuled> ruled = Task.FromException<AppealRuled>(new InvalidOperationException("The window is not open."));

    /// <summary>Lets the boards out and opens the window.</summary>
    /// <returns>When that was.</returns>
    public async Task<DateTimeOffset> OpenAsync()
    {
        DateTimeOffset now = context.Now();
        until = now + plan.Times.Appeal;
        await context.DoAsync(nameof(PublishActivities.PublishCycle), new CycleMoment(key, now));
        if (plan.Times.Appeal > TimeSpan.Zero)
            await context.DoAsync(nameof(AppealActivities.OpenAppeals), new AppealWindow(key, until));
        return now;
    }

    /// <summary>Returns when the window is over and every appeal is settled.</summary>
    public async Task RunAsync()
    {
        if (plan.Times.Appeal == TimeSpan.Zero)
            return;
        (filed, ruled) = (NextFiled(), NextRuled());
        context.SetCustomStatus(new CycleStatus(CyclePhase.Appeals, until));
        while (context.Now() < until)
            await HearAsync(until);

        bool isTold = false;
        while (await UndecidedAsync() is { Count: > 0 } undecided)
        {
            context.SetCustomStatus(new CycleStatus(CyclePhase.Appeals, Waiting: undecided.Sum(pool => pool.Count)));
            if (!isTold)
                await TellOverdueAsync(undecided);
            isTold = true;
            await HearAsync(context.Now() + LookAgain);
        }
    }

    private Task<AppealFiled> NextFiled() => context.WaitForExternalEvent<AppealFiled>(nameof(AppealFiled));

    private Task<AppealRuled> NextRuled() => context.WaitForExternalEvent<AppealRuled>(nameof(AppealRuled));

    private async Task HearAsync(DateTimeOffset until)
    {
        if (!await context.WhenAsync(Task.WhenAny(filed, ruled), until))
            return;
        if (filed.IsCompleted)
        {
            AppealFiled appeal = await filed;
            filed = NextFiled();
            PoolId meeting = plan.Pools.Single(pool => pool.Id == appeal.Pool).Meeting;
            await context.TellAsync(new MessageRequest(key, appeal.Pool, MessageKind.AppealFiled, [$"meeting:{meeting}"], ++heard, until, Detail: appeal.Subject.Value));
        }

        if (!ruled.IsCompleted)
            return;
        SubjectId subject = (await ruled).Subject;
        ruled = NextRuled();
        await SettleAsync(subject);
    }

    private async Task SettleAsync(SubjectId subject)
    {
        if (!settled.Add(subject))
            return;
        var appellant = new SubjectRef(key, subject);
        AppealSettlement appeal = await context.DoAsync<AppealSettlement>(nameof(AppealActivities.SettleAppeal), appellant);
        if (appeal.Ruling == AppealRuling.Corrected)
        {
            await context.DoAsync(nameof(AppealActivities.SupersedeResult), appellant);
            await context.DoAsync(nameof(RectificationActivities.WithdrawRectifications), appellant);
        }

        string notice = await context.DoAsync<string>(nameof(NoticeActivities.ReissueNotice), appellant);
        await context.DeliverAsync($"notice-{subject}", new DeliveryPlan(key, appeal.Pool, OutgoingKind.Notices, [notice]));
    }

    /// <summary>Closes the window, carries out what was ruled on and not heard of, and tells what is left.</summary>
    private async Task<IReadOnlyList<UndecidedAppeals>> UndecidedAsync()
    {
        ClosedAppeals closed = await context.DoAsync<ClosedAppeals>(nameof(AppealActivities.CloseAppeals), key);
        foreach (SubjectId subject in closed.Ruled)
            await SettleAsync(subject);
        return closed.Undecided;
    }

    private async Task TellOverdueAsync(IReadOnlyList<UndecidedAppeals> undecided)
    {
        foreach (UndecidedAppeals pool in undecided)
        {
            PoolId meeting = plan.Pools.Single(one => one.Id == pool.Pool).Meeting;
            await context.TellAsync(new MessageRequest(key, pool.Pool, MessageKind.AppealsOverdue, ["county", $"meeting:{meeting}"], Number: 1, until, pool.Count));
        }
    }
}
