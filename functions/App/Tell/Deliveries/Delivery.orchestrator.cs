using Microsoft.DurableTask;
namespace Yuekao.App.Tell;

/// <summary>
/// Sends a plan's items by every channel. Each send is an activity of its own, whose completion is recorded in the task hub before the next wave: what was
/// sent is not sent again, and storage is written once for all.
/// </summary>
public static class DeliveryOrchestrator
{
    // So many at a time: a crash between a send and its record repeats no more than these.
    private const int Wave = 4;

    // A robot takes 20 messages a minute: whoever is put off comes back, for a day.
    private static readonly TaskOptions Retried = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 100, firstRetryInterval: TimeSpan.FromSeconds(10), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(10), retryTimeout: TimeSpan.FromDays(1)));

    /// <summary>Sends, and records what became of it.</summary>
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
        var deliveries = new List<Delivery>();
        foreach (string[] wave in plan.Items.Chunk(Wave))
            deliveries.AddRange(await Task.WhenAll(wave.Select(item => SendAsync(context, plan with { Items = [item] }, channel))));
        return [.. deliveries];
    }

    private static async Task<Delivery> SendAsync(TaskOrchestrationContext context, DeliveryPlan plan, string channel)
    {
        try
        {
            return await context.CallActivityAsync<Delivery>(nameof(DeliveryActivities.SendItem), new ItemToSend(plan, channel), Retried);
        }
        catch (TaskFailedException failed)
        {
            // One item that cannot be sent must not keep the others.
            return new Delivery(plan.Items[0], channel, DeliveryResult.Failed, new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero), failed.FailureDetails.ErrorMessage);
        }
    }
}
