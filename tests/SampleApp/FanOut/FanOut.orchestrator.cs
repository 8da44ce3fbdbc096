using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace SampleApp.FanOut;

/// <summary>Runs many activities at once and adds up what they return.</summary>
public static class FanOutOrchestrator
{
    /// <summary>Adds up the squares from 1 to <paramref name="count"/>, each squared by an activity of its own.</summary>
    [Function(nameof(FanOutOrchestrator))]
    public static async Task<FanOutResult> Run([OrchestrationTrigger] TaskOrchestrationContext context, int count)
    {
        IEnumerable<Task<long>> squares = Enumerable.Range(1, count).Select(number => context.CallActivityAsync<long>(nameof(FanOutActivities.Square), number));
        return new FanOutResult(count, (await Task.WhenAll(squares)).Sum());
    }
}
