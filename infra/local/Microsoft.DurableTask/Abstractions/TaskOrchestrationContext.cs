using Microsoft.DurableTask.Abstractions;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask;

/// <summary>
/// Everything that an orchestrator may touch. The code is replayed from the start whenever something happens, so every member gives the same answer
/// in every replay; a real clock, random numbers, I/O and tasks from elsewhere do not, and must stay out.
/// </summary>
public abstract class TaskOrchestrationContext
{
    private ILoggerFactory? replaySafeLoggers;

    /// <summary>The orchestrator's name.</summary>
    public abstract TaskName Name { get; }

    /// <summary>The instance's id.</summary>
    public abstract string InstanceId { get; }

    /// <summary>The version that the instance was started with.</summary>
    /// <value>Empty when unversioned.</value>
    public virtual string Version => string.Empty;

    /// <summary>Who started this instance as a sub-orchestration; <see langword="null"/> when nobody did.</summary>
    public abstract ParentOrchestrationInstance? Parent { get; }

    /// <summary>The orchestration's clock, UTC: the time of the step that is being run or replayed. It stands still within a step.</summary>
    public abstract DateTime CurrentUtcDateTime { get; }

    /// <summary>Whether the code is going over what it has done before. Never decide anything by it but what to log.</summary>
    public abstract bool IsReplaying { get; }

    /// <summary>Facts that the host attached to the instance.</summary>
    public virtual IReadOnlyDictionary<string, object?> Properties { get; } = new Dictionary<string, object?>();

    /// <summary>Makes loggers that are silent while the code is replayed.</summary>
    public virtual ILoggerFactory ReplaySafeLoggerFactory => replaySafeLoggers ??= new ReplaySafeLoggerFactory(this, LoggerFactory);

    /// <summary>Makes the loggers that replay-safe ones write to.</summary>
    protected abstract ILoggerFactory LoggerFactory { get; }

    /// <summary>The instance's input.</summary>
    /// <typeparam name="T">The type to read it as.</typeparam>
    public abstract T? GetInput<T>();

    /// <summary>Calls an activity.</summary>
    /// <exception cref="TaskFailedException">The activity failed, after all retries.</exception>
    public virtual Task CallActivityAsync(TaskName name, TaskOptions options) => CallActivityAsync(name, null, options);

    /// <summary>Calls an activity.</summary>
    /// <param name="name">The activity.</param>
    /// <param name="input">Its input; keep it small: keys rather than what they stand for.</param>
    /// <param name="options">Retries, version, tags.</param>
    /// <exception cref="TaskFailedException">The activity failed, after all retries.</exception>
    public virtual Task CallActivityAsync(TaskName name, object? input = null, TaskOptions? options = null) => CallActivityAsync<object>(name, input, options);

    /// <summary>Calls an activity that gives a result.</summary>
    /// <exception cref="TaskFailedException">The activity failed, after all retries.</exception>
    public virtual Task<TResult> CallActivityAsync<TResult>(TaskName name, TaskOptions options) => CallActivityAsync<TResult>(name, null, options);

    /// <summary>Calls an activity that gives a result. The activity runs at least once; its first recorded result is the one that counts, for ever.</summary>
    /// <typeparam name="TResult">The type to read the result as.</typeparam>
    /// <param name="name">The activity.</param>
    /// <param name="input">Its input; keep it small: keys rather than what they stand for.</param>
    /// <param name="options">Retries, version, tags.</param>
    /// <exception cref="TaskFailedException">The activity failed, after all retries.</exception>
    public abstract Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null);

    /// <summary>Waits on the orchestration's clock. The wait survives restarts and may be weeks long.</summary>
    /// <param name="delay">How long; zero and less fire in the next step.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    public virtual Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken) => CreateTimer(CurrentUtcDateTime.Add(delay), cancellationToken);

    /// <summary>Waits until a time on the orchestration's clock. The wait survives restarts and may be weeks long.</summary>
    /// <param name="fireAt">When, in UTC; a past time fires in the next step.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    public abstract Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken);

    /// <summary>Waits for an event that somebody raises on this instance. Events that came earlier are waiting already, in their order.</summary>
    /// <typeparam name="T">The type to read the event as.</typeparam>
    /// <param name="eventName">The event's name, without regard to case.</param>
    /// <param name="cancellationToken">Gives up the wait; the event, should it come later, is kept for the next one who waits.</param>
    public abstract Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default);

    /// <summary>Waits for an event, but not for ever.</summary>
    /// <typeparam name="T">The type to read the event as.</typeparam>
    /// <param name="eventName">The event's name, without regard to case.</param>
    /// <param name="timeout">How long to wait, by the orchestration's clock.</param>
    /// <exception cref="TaskCanceledException">The event did not come in time.</exception>
    public Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout) => WaitForExternalEvent<T>(eventName, timeout, CancellationToken.None);

    /// <summary>Waits for an event, but not for ever.</summary>
    /// <typeparam name="T">The type to read the event as.</typeparam>
    /// <param name="eventName">The event's name, without regard to case.</param>
    /// <param name="timeout">How long to wait, by the orchestration's clock.</param>
    /// <param name="cancellationToken">Gives up the wait early.</param>
    /// <exception cref="TaskCanceledException">The event did not come in time, or the wait was given up.</exception>
    public async Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (timeout == Timeout.InfiniteTimeSpan)
            return await WaitForExternalEvent<T>(eventName, cancellationToken);

        using var endTimer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var endWait = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<T> raised = WaitForExternalEvent<T>(eventName, endWait.Token);
        if (raised.IsCompleted)
            return await raised;

        Task timer = CreateTimer(timeout, endTimer.Token);
        CancellationTokenSource loser = await Task.WhenAny(raised, timer) == timer ? endWait : endTimer;

        // Not CancelAsync: what the token cancels must happen on this thread, in this step.
        loser.Cancel();
        return await raised;
    }

    /// <summary>Raises an event on another instance. It arrives once, after this step has been recorded; when no such instance runs it is dropped.</summary>
    /// <param name="instanceId">The other instance.</param>
    /// <param name="eventName">The event's name, without regard to case.</param>
    /// <param name="payload">What the event says.</param>
    public abstract void SendEvent(string instanceId, string eventName, object payload);

    /// <summary>Shows how far the instance is to whoever asks for its status.</summary>
    /// <param name="customStatus">Anything the data converter can write; <see langword="null"/> clears it.</param>
    public abstract void SetCustomStatus(object? customStatus);

    /// <summary>Calls another orchestrator.</summary>
    /// <exception cref="TaskFailedException">It failed, after all retries.</exception>
    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, TaskOptions options) => CallSubOrchestratorAsync(orchestratorName, null, options);

    /// <summary>Calls another orchestrator.</summary>
    /// <param name="orchestratorName">The orchestrator.</param>
    /// <param name="input">Its input.</param>
    /// <param name="options">Retries, version, and with <see cref="SubOrchestrationOptions"/> the instance id.</param>
    /// <exception cref="TaskFailedException">It failed, after all retries.</exception>
    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        CallSubOrchestratorAsync<object>(orchestratorName, input, options);

    /// <summary>Calls another orchestrator that gives a result.</summary>
    /// <exception cref="TaskFailedException">It failed, after all retries.</exception>
    public virtual Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, TaskOptions options) =>
        CallSubOrchestratorAsync<TResult>(orchestratorName, null, options);

    /// <summary>Calls another orchestrator that gives a result, as an instance of its own with its own history.</summary>
    /// <typeparam name="TResult">The type to read the result as.</typeparam>
    /// <param name="orchestratorName">The orchestrator.</param>
    /// <param name="input">Its input.</param>
    /// <param name="options">Retries, version, and with <see cref="SubOrchestrationOptions"/> the instance id.</param>
    /// <exception cref="TaskFailedException">It failed, after all retries, or its instance id is in use.</exception>
    public abstract Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null);

    /// <summary>Begins the orchestration anew, with an empty history, once this code returns.</summary>
    /// <param name="options">The new input and version, and whether waiting events are kept.</param>
    public virtual void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ContinueAsNew(options.NewInput, options.PreserveUnprocessedEvents);
    }

    /// <summary>Begins the orchestration anew, with an empty history, once this code returns.</summary>
    /// <param name="newInput">The new input.</param>
    /// <param name="preserveUnprocessedEvents">Whether events that nobody has waited for yet are kept.</param>
    public abstract void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true);

    /// <summary>A new GUID that is the same in every replay.</summary>
    public abstract Guid NewGuid();

    /// <summary>Compares this instance's version with another, as <see cref="TaskOrchestrationVersioningUtils.CompareVersions"/> does.</summary>
    /// <param name="version">The version to compare with.</param>
    /// <returns>Below zero when this instance is older, above zero when it is newer.</returns>
    public virtual int CompareVersionTo(string version) => TaskOrchestrationVersioningUtils.CompareVersions(Version, version);

    /// <summary>A logger that is silent while the code is replayed.</summary>
    /// <param name="categoryName">The log category.</param>
    public virtual ILogger CreateReplaySafeLogger(string categoryName) => ReplaySafeLoggerFactory.CreateLogger(categoryName);

    /// <summary>A logger that is silent while the code is replayed.</summary>
    /// <param name="type">The type that names the log category.</param>
    public virtual ILogger CreateReplaySafeLogger(Type type) => ReplaySafeLoggerFactory.CreateLogger(type);

    /// <summary>A logger that is silent while the code is replayed.</summary>
    /// <typeparam name="T">The type that names the log category.</typeparam>
    public virtual ILogger CreateReplaySafeLogger<T>() => ReplaySafeLoggerFactory.CreateLogger<T>();
}
