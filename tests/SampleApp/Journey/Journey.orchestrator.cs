using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace SampleApp.Journey;

/// <summary>
/// Does everything an orchestration can: a fan-out whose activities fail at first and are retried, a durable timer, a sub-orchestration that
/// sends its parent an event, and an event from outside. Its result depends on its input alone, whatever happens to the host on the way.
/// </summary>
public static class JourneyOrchestrator
{
    /// <summary>The event that lets a journey end.</summary>
    public const string PermitEvent = "Permit";

    /// <summary>The event that the return trip sends.</summary>
    public const string ReturnedEvent = "Returned";

    private static readonly TaskOptions Retried = TaskOptions.FromRetryPolicy(new RetryPolicy(JourneyActivities.MaxFailures + 1, TimeSpan.FromMilliseconds(50)));

    /// <summary>Makes the journey.</summary>
    [Function(nameof(JourneyOrchestrator))]
    public static async Task<JourneyResult> Run([OrchestrationTrigger] TaskOrchestrationContext context, JourneyPlan plan)
    {
        context.SetCustomStatus("visiting");
        Visit[] visits = await Task.WhenAll(Visits(context, plan, "out"));
        await context.CallActivityAsync(nameof(JourneyActivities.Witness), new Testimony("departure", [.. visits.Select(visit => visit.Execution)]));

        context.SetCustomStatus("resting");
        await context.CreateTimer(plan.Rest, CancellationToken.None);

        context.SetCustomStatus("returning");
        Task<int> sent = context.WaitForExternalEvent<int>(ReturnedEvent);
        int returned = await context.CallSubOrchestratorAsync<int>(nameof(ReturnTripOrchestrator), plan);
        int announced = await sent;

        context.SetCustomStatus("waiting for permit");
        JourneyPermit permit = await context.WaitForExternalEvent<JourneyPermit>(PermitEvent);

        await context.CallActivityAsync(nameof(JourneyActivities.Witness), new Testimony("arrival", [.. visits.Select(visit => visit.Execution)]));
        context.SetCustomStatus("arrived");
        return new JourneyResult(plan.Stops, visits.Sum(visit => visit.Value), returned, announced, permit.IssuedBy);
    }

    /// <summary>The visits to every stop, all at once.</summary>
    internal static IEnumerable<Task<Visit>> Visits(TaskOrchestrationContext context, JourneyPlan plan, string leg) =>
        Enumerable.Range(1, plan.Stops).Select(stop => context.CallActivityAsync<Visit>(
            nameof(JourneyActivities.VisitStop), new Stop($"{leg}-{stop}", stop * plan.Step, stop % (JourneyActivities.MaxFailures + 1)), Retried));
}
