using Newtonsoft.Json;
using Component = System.Func<DurableTask.Core.Middleware.DispatchMiddlewareDelegate, DurableTask.Core.Middleware.DispatchMiddlewareDelegate>;

namespace Yuekao.Local.Host.Durable;

/// <summary>
/// An official engine whose orchestrations live on the driven clock: it implements anew the members of the engine's interfaces that meet time or move
/// messages; all else falls through. A hub that is driven belongs to one host.
/// </summary>
internal sealed class DrivenProvider(string name, IOrchestrationService engine, Backlog backlog, DrivenClock clock, Func<TaskHubWorker> hub, ILogger log)
    : LocalProvider(name, engine), IOrchestrationService, IOrchestrationServiceClient
{
    private readonly IOrchestrationService engine = engine;
    private readonly IOrchestrationServiceClient client = (IOrchestrationServiceClient)engine;
    private readonly ConcurrentDictionary<string, DateTime> lastTurns = new();
    private Task firing = Task.CompletedTask;
    private volatile bool stopping;
    private int moving;
    private long moved;

    public PendingTimers Timers { get; } = new(clock);

    // The in-memory engine would run no more at a time than there are processors.
    int IOrchestrationService.MaxConcurrentTaskActivityWorkItems => Math.Max(engine.MaxConcurrentTaskActivityWorkItems, 10);

    int IOrchestrationService.MaxConcurrentTaskOrchestrationWorkItems => Math.Max(engine.MaxConcurrentTaskOrchestrationWorkItems, 10);

    /// <summary>Whether no timer is due and no message waits or is being worked on. Messages that cross the look are noticed: then it is false.</summary>
    public async Task<bool> IsAtRestAsync(CancellationToken cancellation)
    {
        long before = Interlocked.Read(ref moved);
        return IsStill() && await backlog.IsEmptyAsync(cancellation) && IsStill();

        bool IsStill() => Volatile.Read(ref moving) == 0 && Interlocked.Read(ref moved) == before && !Timers.Due.Any();
    }

    public IEnumerable<string> BusySince(DateTime realTime) => lastTurns.Where(turn => turn.Value >= realTime).Select(turn => turn.Key).Order();

    async Task IOrchestrationService.StartAsync()
    {
        // Before all that is in the dispatcher's pipeline: the extension's own middleware never calls the next.
        Private<IList<Component>>(Private<object>(hub(), "orchestrationDispatchPipeline"), "components").Insert(0, next => context =>
        {
            // A turn has the driven time before its code runs. The history keeps it, so every replay sees the same.
            Stamp(context.GetProperty<OrchestrationRuntimeState>(), context.GetProperty<TaskOrchestrationWorkItem>(), clock.UtcNow);
            return next(context);
        });
        await Timers.RestoreAsync(client);
        await engine.StartAsync();
        firing = FireAsync();
    }

    async Task IOrchestrationService.StopAsync(bool isForced)
    {
        stopping = true;
        await firing;
        await engine.StopAsync(isForced);
    }

    Task IOrchestrationService.CompleteTaskActivityWorkItemAsync(TaskActivityWorkItem item, TaskMessage response) => MoveAsync(async () =>
    {
        backlog.Sent(response);
        await engine.CompleteTaskActivityWorkItemAsync(item, response);
        backlog.Handled(item.TaskMessage);
    });

    Task IOrchestrationService.CompleteTaskOrchestrationWorkItemAsync(
        TaskOrchestrationWorkItem item, OrchestrationRuntimeState state, IList<TaskMessage> toActivities, IList<TaskMessage> toOrchestrations,
        IList<TaskMessage> timers, TaskMessage continuedAsNew, OrchestrationState? summary) => MoveAsync(async () =>
    {
        // What the turn added after its code ran still bears the real time.
        DateTime now = state.NewEvents.OfType<OrchestratorStartedEvent>().LastOrDefault()?.Timestamp ?? clock.UtcNow;
        Stamp(state, item, now);
        if (summary is not null)
        {
            summary.LastUpdatedTime = now;
            summary.CreatedTime = state.ExecutionStartedEvent?.Timestamp ?? summary.CreatedTime;
            summary.CompletedTime = PendingTimers.HasEnded(state.OrchestrationStatus) ? now : summary.CompletedTime;
        }
        foreach (TaskMessage message in toActivities.Concat(toOrchestrations))
        {
            message.Event.Timestamp = now;
            backlog.Sent(message);
        }
        await engine.CompleteTaskOrchestrationWorkItemAsync(item, state, toActivities, toOrchestrations, [], continuedAsNew, summary);
        Timers.AfterTurn(state, timers);
        foreach (TaskMessage message in item.NewMessages)
            backlog.Handled(message);
        lastTurns[item.InstanceId] = DateTime.UtcNow;
    });

    public override Task CreateTaskOrchestrationAsync(TaskMessage creationMessage, OrchestrationStatus[] dedupeStatuses, CancellationToken cancellationToken) =>
        SendAsync(creationMessage, () => base.CreateTaskOrchestrationAsync(creationMessage, dedupeStatuses, cancellationToken));

    // Copies: the extension strikes the execution out of what it reads before it raises an event; in memory that would be the history's own.
    async Task<IList<OrchestrationState>> IOrchestrationServiceClient.GetOrchestrationStateAsync(string instanceId, bool allExecutions) =>
        JsonConvert.DeserializeObject<OrchestrationState[]>(JsonConvert.SerializeObject(await client.GetOrchestrationStateAsync(instanceId, allExecutions)))!;

    Task IOrchestrationServiceClient.SendTaskOrchestrationMessageAsync(TaskMessage message) => SendAsync(message);

    Task IOrchestrationServiceClient.SendTaskOrchestrationMessageBatchAsync(params TaskMessage[] messages) =>
        Task.WhenAll(messages.Select(message => SendAsync(message)));

    Task IOrchestrationServiceClient.ForceTerminateTaskOrchestrationAsync(string instanceId, string reason) =>
        SendAsync(new TaskMessage { OrchestrationInstance = new() { InstanceId = instanceId }, Event = new ExecutionTerminatedEvent(-1, reason) });

    /// <summary>Reads one of the three private fields that driving the clock depends on: an update of the official packages may rename them.</summary>
    internal static T Private<T>(object owner, string field)
    {
        Type type = owner.GetType();
        return type.GetField(field, BindingFlags.NonPublic | BindingFlags.Instance)?.GetValue(owner) is T value ? value : throw new LocalHostException(
            $"{type.Name} of {type.Assembly.GetName()} has no field '{field}' with a {typeof(T).Name}. "
            + "The driven clock relies on it: go back to the pinned version of the package, or adapt the local host.");
    }

    /// <summary>Marks what a turn adds to the history, but for a start that came with a message and bears the time when it was asked for.</summary>
    private static void Stamp(OrchestrationRuntimeState state, TaskOrchestrationWorkItem? item, DateTime now)
    {
        foreach (HistoryEvent added in state.NewEvents.Where(IsNew))
            added.Timestamp = now;

        bool IsNew(HistoryEvent one) => one is not ExecutionStartedEvent || item?.NewMessages.Any(message => ReferenceEquals(message.Event, one)) == false;
    }

    private Task SendAsync(TaskMessage message, Func<Task>? send = null) => MoveAsync(async () =>
    {
        if (message.Event is ExecutionStartedEvent { ScheduledStartTime: not null })
            throw new NotSupportedException("On a driven clock an orchestration starts at once: the engine would wait in real time. Begin with a timer.");
        message.Event.Timestamp = clock.UtcNow;
        backlog.Sent(message);
        await (send?.Invoke() ?? client.SendTaskOrchestrationMessageAsync(message));
    });

    private async Task MoveAsync(Func<Task> move)
    {
        Interlocked.Increment(ref moving);
        try
        {
            await move();
        }
        finally
        {
            Interlocked.Increment(ref moved);
            Interlocked.Decrement(ref moving);
        }
    }

    private async Task FireAsync()
    {
        while (!stopping)
        {
            try
            {
                await Task.WhenAll(Timers.Due.Select(FireAsync));
                await Task.Delay(DrivenClock.Poll);
            }
            catch (Exception exception)
            {
                log.LogWarning(exception, "A durable timer could not be fired; it is tried again in a second");
                await Task.Delay(TimeSpan.FromSeconds(1));
            }
        }
    }

    /// <summary>At least once: a crash before the timer is struck off fires it again, and an orchestration ignores a timer that it has seen.</summary>
    private Task FireAsync(PendingTimer timer) => MoveAsync(async () =>
    {
        var to = new OrchestrationInstance { InstanceId = timer.InstanceId, ExecutionId = timer.ExecutionId };
        // A time to come would make the engine wait for it.
        DateTime fireAt = timer.DueAt < DateTime.UtcNow ? timer.DueAt : DateTime.UtcNow;
        await SendAsync(new() { OrchestrationInstance = to, Event = new TimerFiredEvent(-1, fireAt) { TimerId = timer.TimerId } });
        Timers.Remove(timer);
    });
}
