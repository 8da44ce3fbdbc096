namespace Microsoft.DurableTask.Local;

/// <summary>The history of one instance's present execution, to keep as a file and replay in a test.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Events">Its events, in order.</param>
internal sealed record RecordedHistory(string InstanceId, IReadOnlyList<HistoryEvent> Events);
