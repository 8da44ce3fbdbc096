using Microsoft.DurableTask;

namespace Yuekao.App.Cycle;

/// <summary>
/// Phase 6 of a cycle: whoever is not content appeals until the window ends, and the meeting rules. The cycle is not sealed before every appeal that came in
/// time is settled, however long the meeting takes.
/// </summary>
internal sealed class AppealsWindow(TaskOrchestrationContext context, CycleKey key, CyclePlan plan)
{
    private readonly HashSet<SubjectId> told = [];
    private readonly HashSet<SubjectId> settled = [];
    private DateTimeOffset published;
    private DateTimeOffset until;
    private DateTimeOffset look;

    /// <summary>Lets the boards out and opens the window.</summary>
    /// <returns>When that was first: an orchestration that is started anew moves nothing.</returns>
    public async Task<DateTimeOffset> OpenAsync()
    {
        published = await context.DoAsync<DateTimeOffset>(nameof(PublishActivities.PublishCycle), new CycleMoment(key, context.Now()));
        if (plan.Times.Appeal > TimeSpan.Zero)
            until = await context.DoAsync<DateTimeOffset>(nameof(AppealActivities.OpenAppeals), new AppealWindow(key, published + plan.Times.Appeal));
        look = published + Steps.LookAgain;
        return published;
    }

    /// <summary>Returns when the window is over and every appeal is settled.</summary>
    public async Task RunAsync()
    {
        if (plan.Times.Appeal == TimeSpan.Zero)
            return;
        using var alarm = new Alarm(context);
        using var filed = new Events<AppealFiled>(context);
        using var ruled = new Events<AppealRuled>(context);
        bool isOverdueTold = false;
        while (true)
        {
            bool isOver = context.Now() >= until;
            context.SetCustomStatus(new CycleStatus(CyclePhase.Appeals, isOver ? null : until));
            if (isOver || context.Now() >= look)
            {
                AppealsState state = await LookAsync(isOver);
                if (isOver && state.Undecided.Count == 0)
                    return;
                if (isOver)
                    context.SetCustomStatus(new CycleStatus(CyclePhase.Appeals, Waiting: state.Undecided.Count));
                if (isOver && !isOverdueTold)
                    await TellOverdueAsync(state.Undecided);
                isOverdueTold = isOver;
            }

            if (!await alarm.WhenAsync(Task.WhenAny(filed.Next, ruled.Next), isOver || look < until ? look : until))
                continue;
            if (filed.Next.IsCompleted)
                await TellFiledAsync(await filed.TakeAsync());
            if (ruled.Next.IsCompleted)
                await SettleAsync((await ruled.TakeAsync()).Subject);
        }
    }

    /// <summary>How the appeals stand, which nobody files any more once the window is over; does what was not heard of.</summary>
    private async Task<AppealsState> LookAsync(bool isOver)
    {
        AppealsState state = await context.DoAsync<AppealsState>(isOver ? nameof(AppealActivities.CloseAppeals) : nameof(AppealActivities.LookAtAppeals), key);
        foreach (SubjectId subject in state.Ruled)
            await SettleAsync(subject);
        foreach (AppealFiled appeal in state.Undecided)
            await TellFiledAsync(appeal);
        look = context.Now() + Steps.LookAgain;
        return state;
    }

    private async Task TellFiledAsync(AppealFiled appeal)
    {
        if (told.Add(appeal.Subject))
            await context.TellAsync(Message(MessageKind.AppealFiled, appeal.Pool, Occasion.Appeal(appeal.Subject)));
    }

    private async Task TellOverdueAsync(IReadOnlyList<AppealFiled> undecided)
    {
        foreach (var pool in undecided.GroupBy(appeal => appeal.Pool))
            await context.TellAsync(Message(MessageKind.AppealsOverdue, pool.Key, Occasion.Once, "county") with { Count = pool.Count() });
    }

    private MessageRequest Message(MessageKind kind, PoolId pool, string occasion, params ReadOnlySpan<string> others) =>
        new(key, pool, kind, [.. others, $"meeting:{plan.Pools.Single(one => one.Id == pool).Meeting}"], occasion, until);

    private async Task SettleAsync(SubjectId subject)
    {
        if (!settled.Add(subject))
            return;
        var appellant = new SubjectRef(key, subject);
        AppealSettlement appeal = await context.DoAsync<AppealSettlement>(nameof(AppealActivities.SettleAppeal), appellant);
        if (appeal.Ruling == AppealRuling.Corrected)
        {
            await context.DoAsync(nameof(AppealActivities.SupersedeResult), appellant);
            await context.DoAsync(nameof(PublishActivities.CorrectBoard), appellant);
            await context.DoAsync(nameof(RectificationActivities.WithdrawRectifications), appellant);
            if (plan.HasActions)
                await context.DoAsync(nameof(DueActionActivities.FollowAppeal), new SettledAppeal(key, subject, published));
        }

        await context.DoAsync(nameof(NoticeActivities.ReissueNotice), appellant);
    }
}
