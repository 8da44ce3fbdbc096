using Microsoft.DurableTask;

namespace Yuekao.App.Cycle;

/// <summary>What goes on beside the appeals, and after the seal: notices that nobody acknowledged, shortfalls that nobody rectified.</summary>
internal static class FollowUps
{
    private static readonly TimeSpan RemindBefore = TimeSpan.FromDays(7);

    /// <summary>Reminds the townships of unacknowledged notices, and tells the county when it was in vain.</summary>
    public static async Task AcknowledgementsAsync(TaskOrchestrationContext context, CycleKey key, CyclePlan plan, DateTimeOffset published, CancellationToken stop)
    {
        await context.UntilAsync(published + plan.Times.Acknowledge, stop);
        await context.TellAsync([.. (await UnacknowledgedAsync()).Select(open => new MessageRequest(
            key, Pool: null, MessageKind.NoticesUnacknowledged, [$"township:{open.Township}"], Occasion.Once, published + plan.Times.Acknowledge, open.Count))]);

        await context.UntilAsync(published + (2 * plan.Times.Acknowledge), stop);
        IReadOnlyList<TownshipCount> left = await UnacknowledgedAsync();
        if (left.Count > 0)
            await context.TellAsync(new MessageRequest(key, Pool: null, MessageKind.AcknowledgementOverdue, ["county"], Occasion.Once, Count: left.Sum(open => open.Count), Detail: Names(left)));

        Task<IReadOnlyList<TownshipCount>> UnacknowledgedAsync() => context.DoAsync<IReadOnlyList<TownshipCount>>(nameof(NoticeActivities.CountUnacknowledged), key);
    }

    /// <summary>Reminds the townships of rectifications that are due soon, and tells the county of those that are overdue.</summary>
    public static async Task RectificationsAsync(TaskOrchestrationContext context, CycleKey key, CyclePlan plan, DateTimeOffset published, CancellationToken stop)
    {
        DateTimeOffset due = plan.Times.RectifyBy(published);
        // Each check marks what it counts, soon or overdue: so each tells of both.
        foreach (DateTimeOffset check in (DateTimeOffset[])[due - RemindBefore, due])
        {
            await context.UntilAsync(check, stop);
            string occasion = check == due ? Occasion.Due(due) : Occasion.Before(RemindBefore, due);
            IReadOnlyList<RectificationCount> counts = await CountAsync();
            await context.TellAsync([.. counts.Where(one => one.DueSoon > 0).Select(open =>
                new MessageRequest(key, Pool: null, MessageKind.RectificationsDue, [$"township:{open.Township}"], occasion, open.Due, open.DueSoon))]);
            TownshipCount[] overdue = [.. counts.Where(one => one.Overdue > 0).Select(one => new TownshipCount(one.Township, one.Overdue))];
            if (overdue.Length > 0)
                await context.TellAsync(new MessageRequest(key, Pool: null, MessageKind.RectificationsOverdue, ["county"], occasion, due, overdue.Sum(one => one.Count), Names(overdue)));
        }

        Task<IReadOnlyList<RectificationCount>> CountAsync() =>
            context.DoAsync<IReadOnlyList<RectificationCount>>(nameof(RectificationActivities.CountRectifications), new CycleMoment(key, context.Now()));
    }

    /// <summary>Reminds whoever owes what results asked for, soon and when it is overdue; the county is told of all that is overdue.</summary>
    public static async Task ActionsAsync(TaskOrchestrationContext context, CycleKey key, CyclePlan plan, DateTimeOffset published, CancellationToken stop)
    {
        DateTimeOffset due = plan.Times.RectifyBy(published);
        foreach (DateTimeOffset check in (DateTimeOffset[])[due - RemindBefore, due])
        {
            await context.UntilAsync(check, stop);
            string occasion = check == due ? Occasion.Due(due) : Occasion.Before(RemindBefore, due);
            IReadOnlyList<DueActionCount> counts =
                await context.DoAsync<IReadOnlyList<DueActionCount>>(nameof(DueActionActivities.CountDueActions), new CycleMoment(key, context.Now()));
            await context.TellAsync([.. counts.Where(one => one.DueSoon > 0).Select(open =>
                new MessageRequest(key, Pool: null, MessageKind.ActionsDue, [open.Role], occasion, open.Due, open.DueSoon))]);
            await context.TellAsync([.. counts.Where(one => one.Overdue > 0).Select(open =>
                new MessageRequest(key, Pool: null, MessageKind.ActionsOverdue, [open.Role], occasion, due, open.Overdue))]);
            if (counts.Where(one => one.Overdue > 0 && one.Role != "county").ToArray() is { Length: > 0 } others)
                await context.TellAsync(new MessageRequest(key, Pool: null, MessageKind.ActionsOverdue, ["county"], $"{occasion}-townships", due, others.Sum(one => one.Overdue)));
        }
    }

    private static string Names(IReadOnlyList<TownshipCount> counts) => string.Join(", ", counts.Select(one => $"{one.Township}: {one.Count}"));
}
