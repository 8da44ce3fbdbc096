namespace Microsoft.DurableTask.Local;

/// <summary>What is written as one row.</summary>
/// <param name="Events">The events, in order.</param>
/// <param name="BeginsAnew">Whether they begin a new execution rather than go on with the present one.</param>
internal sealed record Checkpoint(IReadOnlyList<HistoryEvent> Events, bool BeginsAnew = false);
