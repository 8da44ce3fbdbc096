using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Local;

/// <summary>The context of one replay. It belongs to the thread that replays and is closed when the replay ends.</summary>
internal sealed class OrchestrationContext : TaskOrchestrationContext
{
    private readonly ReplayGuard guard;
    private readonly ActionLog log;
    private readonly ExecutionStarted started;
    private readonly EpisodeSettings settings;
    private readonly PendingTasks tasks;
    private readonly ExternalEvents events;
    private int guids;
    private DateTime now;

    public OrchestrationContext(string instanceId, ExecutionStarted started, EpisodeSettings settings, ReplayGuard guard, ActionLog log, ExternalEvents events)
    {
        InstanceId = instanceId;
        this.started = started;
        this.settings = settings;
        this.guard = guard;
        this.log = log;
        this.events = events;
        tasks = new PendingTasks(settings.Converter);
        Parent = started.Parent is { } parent ? new ParentOrchestrationInstance(parent.Name, parent.InstanceId) : null;
    }

    public override string InstanceId { get; }

    public override TaskName Name => started.Name;

    public override string Version => started.Version;

    public override ParentOrchestrationInstance? Parent { get; }

    public override bool IsReplaying => guard.IsReplaying;

    public override DateTime CurrentUtcDateTime => now;

    protected override ILoggerFactory LoggerFactory => settings.Loggers;

    public PendingTasks Tasks => tasks;

    public ContinueAsNewOptions? NextExecution { get; private set; }

    /// <summary>The custom status set in this step, when one was.</summary>
    public CustomStatusSet? CustomStatus { get; private set; }

    /// <summary>Whether the code waits for anything that can come.</summary>
    public bool IsWaiting => tasks.Count + events.Waiting > 0;

    public void BeginStep(DateTimeOffset at)
    {
        now = at.UtcDateTime;
        CustomStatus = null;
    }

    public override T? GetInput<T>()
        where T : default
    {
        guard.Check();
        return settings.Converter.Deserialize<T>(started.Input?.Text);
    }

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        guard.Check();
        Payload? payload = Convert(input);
        return WithRetries(options, () =>
        {
            guard.Check();
            int taskId = log.NextTaskId();
            log.Add(new TaskScheduled(taskId, name, options?.Version?.Version ?? Version, payload?.Copy(), TagsOf(options)));
            return tasks.Add<TResult>(taskId, name);
        });
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        guard.Check();
        string version = options?.Version?.Version ?? settings.DefaultVersion;
        Payload? payload = Convert(input);
        return WithRetries(options, () =>
        {
            guard.Check();
            int taskId = log.NextTaskId();
            string instanceId = (options as SubOrchestrationOptions)?.InstanceId is { Length: > 0 } given ? given : NewGuid().ToString("N");
            log.Add(new SubOrchestrationScheduled(taskId, orchestratorName, instanceId, version, payload?.Copy(), TagsOf(options)));
            return tasks.Add<TResult>(taskId, orchestratorName);
        });
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        guard.Check();
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled(cancellationToken);

        int taskId = log.NextTaskId();
        DateTime utc = fireAt.Kind == DateTimeKind.Local ? fireAt.ToUniversalTime() : DateTime.SpecifyKind(fireAt, DateTimeKind.Utc);
        log.Add(new TimerCreated(taskId, new DateTimeOffset(utc)));
        Task<object?> timer = tasks.Add<object?>(taskId, "timer");
        cancellationToken.Register(() =>
        {
            if (timer.IsCompleted)
                return;
            guard.Check();
            log.Note(new TimerCanceled(taskId));
            tasks.Cancel(taskId, cancellationToken);
        });
        return timer;
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        guard.Check();
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return events.Wait<T>(eventName, guard.Check, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        guard.Check();
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        log.Add(new EventSent(log.NextTaskId(), instanceId, eventName, Convert(payload)));
    }

    public override void SetCustomStatus(object? customStatus)
    {
        guard.Check();
        CustomStatus = new CustomStatusSet(Convert(customStatus));
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        ContinueAsNew(new ContinueAsNewOptions { NewInput = newInput, PreserveUnprocessedEvents = preserveUnprocessedEvents });

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        guard.Check();
        ArgumentNullException.ThrowIfNull(options);
        NextExecution = options;
    }

    public override Guid NewGuid()
    {
        guard.Check();
        return DeterministicGuid.Create(InstanceId, now, guids++);
    }

    private static ImmutableDictionary<string, string>? TagsOf(TaskOptions? options) =>
        options?.Tags is { Count: > 0 } tags ? tags.ToImmutableDictionary() : null;

    private Task<T> WithRetries<T>(TaskOptions? options, Func<Task<T>> attempt) =>
        options?.Retry is { } retry ? Retries.RunAsync(this, retry, attempt) : attempt();

    private Payload? Convert(object? value) => Payload.Of(settings.Converter.Serialize(value));
}
