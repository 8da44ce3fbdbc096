namespace Microsoft.DurableTask.Local;

/// <summary>What a step came to.</summary>
/// <param name="Actions">What the code did for the first time, its end included.</param>
/// <param name="Next">How the orchestration begins anew, when it does.</param>
internal sealed record EpisodeOutcome(IReadOnlyList<HistoryEvent> Actions, ContinuedAsNew? Next = null);
