namespace Microsoft.DurableTask.Local;

/// <summary>How far a hub's life has gone: running, stopping (nothing new begins), halted (nothing more is written).</summary>
internal sealed class HubLifetime
{
    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource halted = new();
    private readonly TaskCompletionSource<Exception?> end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private volatile bool started;

    public CancellationToken Stopping => stopping.Token;

    public CancellationToken Halted => halted.Token;

    /// <summary>Refuses what needs a running hub.</summary>
    /// <exception cref="InvalidOperationException">The hub has not started, or has stopped.</exception>
    public void EnsureRunning()
    {
        if (!started || halted.IsCancellationRequested)
            throw new InvalidOperationException(started ? "The task hub has stopped." : "The task hub has not started.");
    }

    public bool IsStopping => stopping.IsCancellationRequested;

    /// <summary>Ends when the hub halts: with the reason when it had to, such as a lost lease.</summary>
    public Task<Exception?> End => end.Task;

    /// <summary>Waits for something that ends while the hub lives.</summary>
    /// <exception cref="InvalidOperationException">The hub halted first.</exception>
    public async Task WaitAsync(Task task, CancellationToken cancellation)
    {
        if (await Task.WhenAny(task, End).WaitAsync(cancellation) != task)
            throw new InvalidOperationException("The task hub has stopped; nobody knows how this ends until it starts again.", await End);
        await task;
    }

    public void Start() => started = true;

    public void Stop() => stopping.Cancel();

    public void Halt(Exception? reason = null)
    {
        if (!end.TrySetResult(reason))
            return;
        stopping.Cancel();
        halted.Cancel();
    }
}
