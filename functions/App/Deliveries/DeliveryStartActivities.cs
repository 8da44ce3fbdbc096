using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Yuekao.App.Channels;
using Yuekao.App.Orchestrations;

namespace Yuekao.App.Deliveries;

/// <summary>Input of <see cref="DeliveryStartActivities.StartDelivery"/>.</summary>
/// <param name="Name">Names the delivery in the cycle and pool: a second start is none.</param>
/// <param name="Plan">What goes out.</param>
public sealed record DeliveryStart(string Name, DeliveryPlan Plan);

/// <summary>Starts deliveries as orchestrations of their own, so that a channel that is down holds up no phase of a cycle.</summary>
public sealed class DeliveryStartActivities(IEnumerable<INoticeChannel> channels)
{
    /// <summary>Starts a delivery, unless it was started or there is no channel.</summary>
    [Function(nameof(StartDelivery))]
    public async Task StartDelivery([ActivityTrigger] DeliveryStart start, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        string id = $"{start.Plan.Key.InstanceId}{(start.Plan.Pool is { } pool ? $".{pool}" : "")}.{start.Name}";
        if (channels.Any())
            await client.StartOnceAsync(nameof(DeliveryOrchestrator), id, start.Plan, cancellation);
    }
}
