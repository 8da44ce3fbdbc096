using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging.Abstractions;

namespace Microsoft.DurableTask.Local;

/// <summary>Replays recorded histories against today's code, so that a change which instances in flight would not survive fails a test.</summary>
internal static class HistoryReplayer
{
    /// <summary>Replays a history.</summary>
    /// <param name="orchestrator">Today's code.</param>
    /// <param name="json">What the hub exported.</param>
    /// <param name="converter">Reads and writes payloads; JSON by default.</param>
    public static ReplayResult Replay(ITaskOrchestrator orchestrator, string json, DataConverter? converter = null)
    {
        RecordedHistory history = HistoryJson.Import(json);
        string name = history.Events.OfType<ExecutionStarted>().FirstOrDefault()?.Name
            ?? throw new ArgumentException("The history does not say which execution it is of.", nameof(json));
        var settings = new EpisodeSettings(converter ?? JsonDataConverter.Default, string.Empty, NullLoggerFactory.Instance);
        try
        {
            EpisodeOutcome? outcome = Episode.Verify(history.InstanceId, name, orchestrator, settings, HistoryStep.Split(history.Events, out _));
            return Compare(history.Events, outcome, name);
        }
        catch (NonDeterministicOrchestrationException exception)
        {
            return new ReplayResult(false, null, null, exception.Message);
        }
    }

    private static ReplayResult Compare(IReadOnlyList<HistoryEvent> events, EpisodeOutcome? outcome, string name)
    {
        HistoryEvent? then = events.LastOrDefault(entry => entry is ExecutionCompleted or ExecutionFailed);
        HistoryEvent? now = outcome?.Actions.LastOrDefault(entry => entry is ExecutionCompleted or ExecutionFailed);
        string? output = (now as ExecutionCompleted)?.Result?.Text;
        TaskFailureDetails? failure = (now as ExecutionFailed)?.Failure;
        string? difference = (then, now) switch
        {
            (null, null) => null,
            (null, _) when outcome?.Next is null => $"Orchestrator '{name}' has not ended in its history, but ended when it was replayed.",
            (ExecutionCompleted recorded, ExecutionCompleted) when recorded.Result?.Text == output => null,
            (ExecutionFailed recorded, ExecutionFailed) when recorded.Failure.ErrorType == failure!.ErrorType => null,
            _ => $"Orchestrator '{name}' ended as {Describe(then)} in its history, but as {Describe(now)} when it was replayed.",
        };
        return new ReplayResult(outcome is not null, output, failure, difference);
    }

    private static string Describe(HistoryEvent? end) => end switch
    {
        ExecutionCompleted completed => $"completed with {completed.Result?.Text ?? "nothing"}",
        ExecutionFailed failed => $"failed with {failed.Failure}",
        _ => "not at all",
    };
}

/// <summary>What a replay came to.</summary>
/// <param name="HasEnded">Whether the code returned or threw.</param>
/// <param name="Output">What it returned, converted.</param>
/// <param name="Failure">What it threw.</param>
/// <param name="Difference">How it differed from its history; nothing when it did not.</param>
internal sealed record ReplayResult(bool HasEnded, string? Output, TaskFailureDetails? Failure, string? Difference);
