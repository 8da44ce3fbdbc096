using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Yuekao.App.Tests.Support;

/// <summary>Orchestrations of the tests' own.</summary>
public static class ProbeOrchestrations
{
    private static readonly ConcurrentDictionary<string, int> Runs = new(StringComparer.Ordinal);

    /// <summary>How often an instance of <see cref="ProbeCount"/> ran.</summary>
    public static int RunsOf(string id) => Runs.GetValueOrDefault(id);

    [Function(nameof(ProbeCount))]
    public static async Task ProbeCount([OrchestrationTrigger] TaskOrchestrationContext context, string id)
    {
        await context.CallActivityAsync<int>(nameof(ProbeRun), id);
        await context.WaitForExternalEvent<string>("Go");
    }

    [Function(nameof(ProbeRun))]
    public static int ProbeRun([ActivityTrigger] string id) => Runs.AddOrUpdate(id, 1, (_, before) => before + 1);

    [Function(nameof(ProbeFail))]
    public static Task ProbeFail([OrchestrationTrigger] TaskOrchestrationContext context, string reason) => throw new InvalidOperationException(reason);
}
