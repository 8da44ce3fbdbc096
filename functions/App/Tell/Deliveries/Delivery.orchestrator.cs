using Microsoft.DurableTask;

namespace Yuekao.App.Tell;

/// <summary>
/// Sends a plan's items by every channel, in waves. A wave is an activity, whose completion is recorded in the task hub before the next one: what was sent
/// is not sent again but for a crash in the middle of a wave, and then with the same id. Storage is written once for all.
/// </summary>
public static class DeliveryOrchestrator
{
    // A crash between a send and its record repeats no more than these.
    private const int Wave = 8;

    // Whoever is put off, be it by a robot that takes 20 messages a minute, comes back for a day.
    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    // Storage that is away. What a channel says is no failure of the activity.
    private static readonly TaskOptions Retried = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 150, firstRetryInterval: FirstPause, backoffCoefficient: 2, maxRetryInterval: LongestPause));

    [Function(nameof(DeliveryOrchestrator))]
    public static async Task<DeliveryCounts> Run([OrchestrationTrigger] TaskOrchestrationContext context, DeliveryPlan plan)
    {
        IReadOnlyList<string> channels = await context.CallActivityAsync<IReadOnlyList<string>>(nameof(DeliveryActivities.ListChannels), plan, Retried);
        Delivery[][] byChannel = await Task.WhenAll(channels.Select(channel => SendAllAsync(context, plan, channel)));
        Delivery[] all = [.. byChannel.SelectMany(one => one)];
        if (all.Length > 0)
            await context.CallActivityAsync(nameof(DeliveryActivities.RecordDeliveries), new DeliveriesToRecord(plan, all), Retried);
        return new DeliveryCounts(all.Count(one => one.Result == DeliveryResult.Sent), all.Count(one => one.Result == DeliveryResult.Refused), all.Count(one => one.Result == DeliveryResult.Failed));
    }

    private static async Task<Delivery[]> SendAllAsync(TaskOrchestrationContext context, DeliveryPlan plan, string channel)
    {
        DateTime end = context.CurrentUtcDateTime + Patience;
        var left = plan.Items.ToList();
        var made = new Dictionary<string, Delivery>(StringComparer.Ordinal);
        for (TimeSpan pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            // A channel that takes nothing of a wave would take nothing of the next one either.
            foreach (string[] wave in left.Chunk(Wave))
            {
                var send = new WaveToSend(plan with { Items = wave }, channel);
                IReadOnlyList<Delivery> sent = await context.CallActivityAsync<IReadOnlyList<Delivery>>(nameof(DeliveryActivities.SendWave), send, Retried);
                foreach (Delivery one in sent)
                    made[one.Item] = one;
                if (context.CurrentUtcDateTime < end && sent.All(one => one.Result == DeliveryResult.Failed))
                    break;
            }

            // Who was put off makes room for those who were not tried.
            left = [.. left.Where(item => !made.ContainsKey(item)), .. left.Where(item => made.TryGetValue(item, out Delivery? one) && one.Result == DeliveryResult.Failed)];
            if (left.Count == 0 || context.CurrentUtcDateTime >= end)
                return [.. made.Values];
            await context.CreateTimer(context.CurrentUtcDateTime + pause, CancellationToken.None);
        }
    }
}
