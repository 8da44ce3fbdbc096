namespace Microsoft.DurableTask.Local;

/// <summary>
/// Holds a replay to its own thread and time. Code that awaits something which is not durable goes on on another thread, at another time, or both.
/// </summary>
internal sealed class ReplayGuard(string orchestrator, string instanceId, Action<string> onMisuse)
{
    private readonly int thread = Environment.CurrentManagedThreadId;
    private volatile string? misuse;
    private volatile bool closed;

    public bool IsReplaying { get; set; }

    /// <summary>How the code broke out, when it did.</summary>
    public string? Misuse => misuse;

    /// <summary>Why awaiting what is not durable cannot work, for a message.</summary>
    public string ForeignAwait =>
        $"Orchestrator '{orchestrator}' of instance '{instanceId}' awaits something that is no durable task, such as Task.Delay, Task.Run or I/O. " +
        "It can wait only for what its context gives it: activities, sub-orchestrations, timers and events.";

    /// <summary>Lets only the replaying thread pass.</summary>
    public void Check()
    {
        if (closed || Environment.CurrentManagedThreadId != thread)
            throw Report();
    }

    /// <summary>Ends the replay. Code that runs on after this is heard of.</summary>
    public void Close(Task? code)
    {
        closed = true;
        if (code is { IsCompleted: false })
            _ = code.ContinueWith(_ => Report(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private InvalidOperationException Report()
    {
        if (Interlocked.Exchange(ref misuse, ForeignAwait) is null && closed)
            onMisuse(ForeignAwait);
        return new InvalidOperationException(ForeignAwait);
    }
}
