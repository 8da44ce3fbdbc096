using Microsoft.Azure.Functions.Worker;

namespace SampleApp.Journey;

/// <summary>What a journey does.</summary>
public sealed class JourneyActivities(ExecutionLog log)
{
    /// <summary>The most failures a stop can have.</summary>
    public const int MaxFailures = 2;

    /// <summary>Visits a stop. The first <see cref="Stop.Failures"/> visits fail.</summary>
    [Function(nameof(VisitStop))]
    public async Task<Visit> VisitStop([ActivityTrigger] Stop stop, string instanceId, CancellationToken cancellation)
    {
        int before = await log.CountAsync(instanceId, stop.Key, cancellation);
        string execution = await log.AddAsync(instanceId, stop.Key, cancellation);
        return before < stop.Failures
            ? throw new InvalidOperationException($"Stop {stop.Key} is closed (visit {before + 1}).")
            : new Visit(stop.Value, execution);
    }

    /// <summary>Writes a testimony down, an execution a row: <c>moment|index|execution</c>.</summary>
    [Function(nameof(Witness))]
    public async Task Witness([ActivityTrigger] Testimony testimony, string instanceId, CancellationToken cancellation)
    {
        for (int index = 0; index < testimony.Executions.Count; index++)
            await log.AddAsync(instanceId, $"{testimony.Moment}|{index}|{testimony.Executions[index]}", cancellation);
    }
}
