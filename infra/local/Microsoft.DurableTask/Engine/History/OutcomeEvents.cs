namespace Microsoft.DurableTask.Local;

/// <summary>The code gave up a timer: it need not fire.</summary>
internal sealed record TimerCanceled(int TaskId) : HistoryEvent;

/// <summary>The code set the custom status.</summary>
internal sealed record CustomStatusSet(Payload? Status) : HistoryEvent
{
    public override IEnumerable<Payload?> Carried => [Status];
}

/// <summary>All events sent so far have been recorded by their receivers.</summary>
/// <param name="ThroughTaskId">The last one.</param>
internal sealed record EventsDelivered(int ThroughTaskId) : HistoryEvent;

/// <summary>The code returned.</summary>
internal sealed record ExecutionCompleted(Payload? Result) : HistoryEvent
{
    public override IEnumerable<Payload?> Carried => [Result];
}

/// <summary>The code threw, or broke the rules of replay.</summary>
internal sealed record ExecutionFailed(TaskFailureDetails Failure) : HistoryEvent;

/// <summary>The code asked to begin anew. The next execution begins once what this one sent has arrived.</summary>
/// <param name="Next">The beginning of the next execution.</param>
/// <param name="Kept">Events for it that nobody has waited for yet.</param>
internal sealed record ContinuedAsNew(ExecutionStarted Next, IReadOnlyList<EventRaised> Kept) : HistoryEvent
{
    public override IEnumerable<Payload?> Carried => [Next.Input, .. Kept.Select(raised => raised.Input)];
}
