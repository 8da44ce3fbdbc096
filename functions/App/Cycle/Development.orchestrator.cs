using Microsoft.DurableTask;

namespace Yuekao.App.Cycle;

/// <summary>
/// Looks, for ever, for what is overdue in a county's development of people, and tells the townships, and the county what stays so: on the morning of each day on which
/// somebody becomes overdue, and once a week at least. One a county; each look begins anew, so that its history stays short.
/// </summary>
public static class DevelopmentOrchestrator
{
    // 09:00 in the counties that the app is for, which never change their clocks.
    private static readonly TimeSpan Morning = TimeSpan.FromHours(1);

    /// <summary>Runs until the next look is over, and begins anew.</summary>
    [Function(nameof(DevelopmentOrchestrator))]
    public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context, DevelopmentRun run)
    {
        return context.KeepGoingAsync(() => run, RunAsync, reason => context.TellAsync(
            new MessageRequest(Key(), Pool: null, MessageKind.DevelopmentStopped, ["county"], Occasion.Day(context.Now()), Detail: reason)));

        async Task RunAsync()
        {
            await context.UntilAsync(run.Wakes ?? NextMorning());
            DateOnly today = CountyDays.Of(context.Now());
            DevelopmentLook look = await context.DoAsync<DevelopmentLook>(nameof(DevelopmentActivities.FindReminders), new DevelopmentCheck(run.County, today, run.Looked));
            foreach (IGrouping<DevelopmentMatter, DevelopmentReminder> matter in look.Reminders.GroupBy(one => one.Matter))
            {
                await context.TellAsync([.. matter.Select(one =>
                    new MessageRequest(Key(), Pool: null, KindOf(matter.Key), [one.Role], Occasion.Day(context.Now()), Count: one.Count, Detail: one.Names))]);
            }

            run = run with { Looked = today, Wakes = new DateTimeOffset(look.Next.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) + Morning };
            throw new StartAnewException();
        }

        CycleKey Key() => DevelopmentKeys.Of(run.County, CountyDays.Of(context.Now()));

        DateTimeOffset NextMorning()
        {
            var today = new DateTimeOffset(context.CurrentUtcDateTime.Date + Morning, TimeSpan.Zero);
            return today > context.Now() ? today : today.AddDays(1);
        }
    }

    private static MessageKind KindOf(DevelopmentMatter matter) => matter switch
    {
        DevelopmentMatter.TalksOverdue => MessageKind.TalksOverdue,
        DevelopmentMatter.RotationsShort => MessageKind.RotationsShort,
        DevelopmentMatter.ReviewsOverdue => MessageKind.ReviewsOverdue,
        _ => throw new ArgumentOutOfRangeException(nameof(matter), matter, "Not a matter."),
    };
}

/// <param name="Looked">The day of the last look; null before the first, which tells of all that is overdue.</param>
/// <param name="Wakes">When the next one is; null for the next morning.</param>
public sealed record DevelopmentRun(CountyId County, DateOnly? Looked = null, DateTimeOffset? Wakes = null);
