using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Local;

namespace Microsoft.DurableTask.Tests;

/// <summary>
/// An orchestration with everything in it: fan-out, a timer, an event, a sub-orchestration, a retry, events sent to another instance, a large payload,
/// and a beginning anew. However often its host is brought down, it ends in the same way.
/// </summary>
internal sealed class CrashScenario
{
    public const string Main = "main";
    public const string Listener = "listener";

    // What the listener hears must be each word once and in order, or its answer is another one.
    public const string Expected = "[0,10,20] timer decision:yes child:5 third time:True large:70000 heard:one,two,three";

    private readonly ConcurrentDictionary<string, string> recorded = new();
    private int attempts;

    public TestCatalog Catalog => new TestCatalog()
        .Activity<int, string>("Work", number => $"{number * 10}|{Guid.NewGuid():N}")
        .Activity<object?, string>("Large", _ => new string('x', 70_000))
        .Activity<object?, int>("Flaky", (_, _) => Interlocked.Increment(ref attempts) % 3 == 0 ? Task.FromResult(attempts) : throw new IOException("not yet"))
        .Orchestrator<int, int>("Child", async (context, number) =>
        {
            string[] parts = (await context.CallActivityAsync<string>("Work", number)).Split('|');
            return int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture) / 10;
        })
        .Orchestrator<string?, string>("Main", MainAsync)
        .Orchestrator<string>("Listener", async context =>
        {
            var heard = new List<string>();
            while (heard.Count < 3)
                heard.Add(await context.WaitForExternalEvent<string>("Word"));
            context.SendEvent(Main, "Heard", string.Join(',', heard));
            string extra = await context.WaitForExternalEvent<string>("Word");
            return extra == "end" ? "heard each once" : $"heard '{extra}' again";
        });

    /// <summary>Asks for everything that the scenario needs from outside, as often as it takes until it is acknowledged.</summary>
    public static async Task DriveAsync(DurableTaskClient client, CancellationToken cancellation)
    {
        foreach ((string id, string orchestrator) in ((string, string)[])[(Listener, "Listener"), (Main, "Main")])
        {
            if (await client.GetInstanceAsync(id, cancellation) is null)
                await client.ScheduleNewOrchestrationInstanceAsync(orchestrator, null, new StartOrchestrationOptions(id), cancellation);
        }

        // More than one may arrive when an acknowledgement was lost: the instance waits for one only.
        await client.RaiseEventAsync(Main, "Decision", "yes", cancellation);
        await client.WaitForInstanceCompletionAsync(Main, cancellation);
        await client.WaitForInstanceCompletionAsync(Listener, cancellation);
    }

    /// <summary>Holds every activity result that is recorded against what was recorded of it before.</summary>
    public async Task CheckResultsAsync(TaskHub hub, CancellationToken cancellation)
    {
        if (await hub.ExportHistoryAsync(Main, cancellation) is not { } json)
            return;
        using JsonDocument history = JsonDocument.Parse(json);
        JsonElement[] events = [.. history.RootElement.GetProperty("events").EnumerateArray()];
        JsonElement started = events.FirstOrDefault(entry => Kind(entry) == "ExecutionStarted");
        string input = started.ValueKind == JsonValueKind.Object && started.TryGetProperty("input", out JsonElement value) ? value.ToString() : string.Empty;
        foreach (JsonElement completed in events.Where(entry => Kind(entry) == "TaskCompleted" && entry.TryGetProperty("result", out _)))
        {
            int taskId = completed.TryGetProperty("taskId", out JsonElement id) ? id.GetInt32() : 0;
            string result = completed.GetProperty("result").ToString();
            Assert.Equal(result, recorded.GetOrAdd($"{input.Length}/{taskId}", result));
        }
    }

    private static string Kind(JsonElement entry) => entry.GetProperty("event").GetString()!;

    private static async Task<string> MainAsync(TaskOrchestrationContext context, string? before)
    {
        if (before is null)
        {
            string[] fanned = await Task.WhenAll(Enumerable.Range(0, 3).Select(number => context.CallActivityAsync<string>("Work", number)));
            context.SetCustomStatus("fanned out");
            context.SendEvent(Listener, "Word", "one");
            await context.CreateTimer(TimeSpan.FromMilliseconds(20), CancellationToken.None);
            string decision = await context.WaitForExternalEvent<string>("Decision");
            context.SendEvent(Listener, "Word", "two");
            context.ContinueAsNew($"[{string.Join(',', fanned.Select(part => part.Split('|')[0]))}] timer decision:{decision}");
            return "unseen";
        }

        int child = await context.CallSubOrchestratorAsync<int>("Child", 5, new SubOrchestrationOptions(instanceId: "child"));
        int third = await context.CallActivityAsync<int>("Flaky", null, TaskOptions.FromRetryPolicy(new RetryPolicy(20, TimeSpan.FromMilliseconds(1))));
        string large = await context.CallActivityAsync<string>("Large");
        context.SendEvent(Listener, "Word", "three");
        string heard = await context.WaitForExternalEvent<string>("Heard");
        context.SendEvent(Listener, "Word", "end");
        return $"{before} child:{child} third time:{third > 0} large:{large.Length} heard:{heard}";
    }
}
