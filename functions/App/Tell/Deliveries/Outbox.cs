using System.Security.Cryptography;

namespace Yuekao.App.Tell;

/// <summary>Lets things out by the channels of their county, each by its lane, and sees that the lanes are served. No phase of a cycle waits for a channel.</summary>
public sealed class Outbox(IEnumerable<INoticeChannel> channels, OutboxStore store, TimeProvider clock)
{
    /// <summary>Lets a plan's items out, each once by every channel that serves its place. Again, only what was added to the plan goes out.</summary>
    public Task SendAsync(DurableTaskClient client, DeliveryPlan plan, CancellationToken cancellation)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return Task.WhenAll(channels
            .SelectMany(channel => plan.Items, (channel, item) => (Item: item, Lane: IsFor(item.Readers, channel) ? channel.LaneTo(plan.Key.County.Value, item.Township) : null))
            .Where(way => way.Lane is not null)
            .GroupBy(way => way.Lane!, way => new OutboxItem(plan.Kind, plan.Key, plan.Pool, way.Item.Item, way.Item.Township, plan.Urgency, NewNumber(), now, now))
            .Select(lane => AddAsync(client, lane.Key, [.. lane], cancellation)));
    }

    internal async Task AddAsync(DurableTaskClient client, Lane lane, IReadOnlyList<OutboxItem> items, CancellationToken cancellation)
    {
        await store.AddAsync(lane, items, cancellation);
        if (!await client.StartOnceAsync(nameof(DeliveryOrchestrator), $"tell.{lane.Id}", new LaneRun(lane, new LanePace()), cancellation))
            await client.WakeAsync($"tell.{lane.Id}", DeliveryOrchestrator.Filled, lane.Id, cancellation);
    }

    private static bool IsFor(Readers readers, INoticeChannel channel) => readers switch
    {
        Readers.Recipient => !channel.IsGroup,
        Readers.Group => channel.IsGroup,
        _ => true,
    };

    private static string NewNumber() => RandomNumberGenerator.GetHexString(12, lowercase: true);
}
