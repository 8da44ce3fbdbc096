using System.Text.Json;

namespace Yuekao.Benchmarks.County;

/// <summary>A row that the task hub writes into an orchestration's history.</summary>
/// <param name="Instance">The orchestration.</param>
/// <param name="Event">What happened, in the Durable Task Framework's words.</param>
/// <param name="Name">Whose: an orchestrator's, an activity's, an event's; null where the row names none.</param>
internal sealed record HistoryRow(string Instance, string Event, string? Name)
{
    /// <summary>A turn begins.</summary>
    public const string TurnStarts = "OrchestratorStarted";

    /// <summary>An orchestration begins.</summary>
    public const string Starts = "ExecutionStarted";

    /// <summary>A turn scheduled an activity.</summary>
    public const string Schedules = "TaskScheduled";

    /// <summary>What a turn asks for, so that another will come of it.</summary>
    public bool IsNext => Event is Schedules or "TimerCreated" or "SubOrchestrationInstanceCreated" or "ExecutionCompleted" or "ContinueAsNew";

    /// <summary>Reads the rows of a request to tables: each is a line of JSON, in a transaction too.</summary>
    public static IReadOnlyList<HistoryRow> Read(string body) =>
    [
        .. body.Split('\n').Where(line => line.StartsWith('{') && line.Contains("\"EventType\"", StringComparison.Ordinal)).Select(line =>
        {
            using JsonDocument row = JsonDocument.Parse(line);
            return new HistoryRow(
                row.RootElement.GetProperty("PartitionKey").GetString()!,
                row.RootElement.GetProperty("EventType").GetString()!,
                row.RootElement.TryGetProperty(nameof(Name), out JsonElement name) ? name.GetString() : null);
        }),
    ];
}
