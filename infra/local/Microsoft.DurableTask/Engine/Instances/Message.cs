namespace Microsoft.DurableTask.Local;

/// <summary>Something for an instance to record.</summary>
/// <param name="Event">What happened; nothing to make it look at what it has.</param>
/// <param name="Execution">The execution that it is meant for; whichever is present when not given.</param>
/// <param name="Recorded">Told when the event is stored, or turned out to be of no interest.</param>
internal sealed record Message(HistoryEvent? Event, int? Execution = null, TaskCompletionSource? Recorded = null);
