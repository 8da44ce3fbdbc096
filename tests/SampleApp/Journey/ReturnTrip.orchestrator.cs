using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace SampleApp.Journey;

/// <summary>The second half of a journey, as a sub-orchestration.</summary>
public static class ReturnTripOrchestrator
{
    /// <summary>Visits every stop again, announces the sum to the parent as an event, and returns it too.</summary>
    [Function(nameof(ReturnTripOrchestrator))]
    public static async Task<int> Run([OrchestrationTrigger] TaskOrchestrationContext context, JourneyPlan plan)
    {
        int sum = (await Task.WhenAll(JourneyOrchestrator.Visits(context, plan, "back"))).Sum(visit => visit.Value);
        context.SendEvent(context.Parent!.InstanceId, JourneyOrchestrator.ReturnedEvent, sum);
        return sum;
    }
}
