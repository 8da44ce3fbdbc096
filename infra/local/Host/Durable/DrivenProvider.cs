using System.Collections.Concurrent;
using DurableTask.Core;
using DurableTask.Core.History;
using Newtonsoft.Json;
using Component = System.Func<DurableTask.Core.Middleware.DispatchMiddlewareDelegate, DurableTask.Core.Middleware.DispatchMiddlewareDelegate>;

namespace Yuekao.Local.Host.Durable;

/// <summary>
/// An official engine whose orchestrations live on the driven clock: it implements anew the members of the engine's interfaces that meet time or move messages; all
/// else falls through. A hub that is driven belongs to one host.
/// </summary>
internal sealed class DrivenProvider(string name, IOrchestrationService engine, Backlog backlog, DrivenClock clock, Func<TaskHubWorker> hub, ILogger log)
    : LocalProvider(name, engine), IOrchestrationService, IOrchestrationServiceClient
{
    private readonly ConcurrentDictionary<string, DateTime> lastTurns = new();
    private Func<Task>? stopFiring;
    private int moving;
    private long moved;

    public PendingTimers Timers { get; } = new(clock);

    // The in-memory engine would run no more at a time than there are processors.
    int IOrchestrationService.MaxConcurrentTaskActivityWorkItems => Math.Max(Engine.MaxConcurrentTaskActivityWorkItems, 10);

    int IOrchestrationService.MaxConcurrentTaskOrchestrationWorkItems => Math.Max(Engine.MaxConcurrentTaskOrchestrationWorkItems, 10);

    /// <summary>Whether no timer is due and no message waits or is being worked on. Messages that cross the look are noticed: then it is false.</summary>
    public async Task<bool> IsAtRestAsync(CancellationToken cancellation)
    {
        long before = Interlocked.Read(ref moved);
        return IsStill() && await backlog.IsEmptyAsync(cancellation) && IsStill();
        bool IsStill() => Volatile.Read(ref moving) == 0 && Interlocked.Read(ref moved) == before && Timers.Due(clock.UtcNow).Count == 0;
    }

    /// <summary>The instances that had a turn since a (real) moment.</summary>
    public IEnumerable<string> BusySince(DateTime moment) => lastTurns.Where(turn => turn.Value >= moment).Select(turn => turn.Key).Order(StringComparer.Ordinal);

    async Task IOrchestrationService.StartAsync()
    {
        if (stopFiring is not null)
            throw new InvalidOperationException("A driven hub is started once.");
        // Before all that is in the dispatcher's pipeline: the extension's own middleware never calls the next.
        PrivateFields.Read<IList<Component>>(PrivateFields.Read<object>(hub(), "orchestrationDispatchPipeline"), "components").Insert(0, next => context =>
        {
            // A turn has the driven time before its code runs. The history keeps it, so every replay sees the same.
            Stamp(context.GetProperty<OrchestrationRuntimeState>(), context.GetProperty<TaskOrchestrationWorkItem>(), clock.UtcNow);
            return next(context);
        });
        await Timers.RestoreAsync(Client);
        if (Timers.Next is { } next)
            log.LogInformation("{Count} durable timers restored, the first due {Next:u}; it is {Now:u}", Timers.All.Count, next, clock.UtcNow);
        await Engine.StartAsync();
        var stopping = new CancellationTokenSource();
        Task firing = FireAsync(stopping.Token);
        stopFiring = async () =>
        {
            await stopping.CancelAsync();
            await firing;
        };
    }

    async Task IOrchestrationService.StopAsync(bool isForced)
    {
        if (stopFiring is not null)
            await stopFiring();
        await Engine.StopAsync(isForced);
    }

    Task IOrchestrationService.CompleteTaskActivityWorkItemAsync(TaskActivityWorkItem workItem, TaskMessage responseMessage) => MoveAsync(async () =>
    {
        backlog.Sent(responseMessage);
        await Engine.CompleteTaskActivityWorkItemAsync(workItem, responseMessage);
        backlog.Handled(workItem.TaskMessage);
    });

    Task IOrchestrationService.CompleteTaskOrchestrationWorkItemAsync(
        TaskOrchestrationWorkItem workItem,
        OrchestrationRuntimeState newOrchestrationRuntimeState,
        IList<TaskMessage> outboundMessages,
        IList<TaskMessage> orchestratorMessages,
        IList<TaskMessage> timerMessages,
        TaskMessage continuedAsNewMessage,
        OrchestrationState orchestrationState) => MoveAsync(async () =>
    {
        OrchestrationRuntimeState state = newOrchestrationRuntimeState;
        // What the turn added after its code ran still bears the real time.
        DateTime now = state.NewEvents.OfType<OrchestratorStartedEvent>().LastOrDefault()?.Timestamp ?? clock.UtcNow;
        Stamp(state, workItem, now);
        if (orchestrationState is { } summary)
        {
            summary.LastUpdatedTime = now;
            summary.CreatedTime = state.ExecutionStartedEvent?.Timestamp ?? summary.CreatedTime;
            summary.CompletedTime = state.OrchestrationStatus.HasEnded() ? now : summary.CompletedTime;
        }
        foreach (TaskMessage message in outboundMessages.Concat(orchestratorMessages))
        {
            message.Event.Timestamp = now;
            backlog.Sent(message);
        }
        await Engine.CompleteTaskOrchestrationWorkItemAsync(workItem, state, outboundMessages, orchestratorMessages, [], continuedAsNewMessage, orchestrationState);
        Timers.AfterTurn(state, timerMessages);
        foreach (TaskMessage message in workItem.NewMessages)
            backlog.Handled(message);
        lastTurns[workItem.InstanceId] = DateTime.UtcNow;
        clock.Nudge();
    });

    public override Task CreateTaskOrchestrationAsync(TaskMessage creationMessage, OrchestrationStatus[] dedupeStatuses, CancellationToken cancellationToken) =>
        SendAsync(creationMessage, () => base.CreateTaskOrchestrationAsync(creationMessage, dedupeStatuses, cancellationToken));

    async Task<IList<OrchestrationState>> IOrchestrationServiceClient.GetOrchestrationStateAsync(string instanceId, bool allExecutions) =>
        [.. (await Client.GetOrchestrationStateAsync(instanceId, allExecutions)).OfType<OrchestrationState>().Select(Copy)];

    async Task<OrchestrationState?> IOrchestrationServiceClient.GetOrchestrationStateAsync(string instanceId, string executionId) =>
        await Client.GetOrchestrationStateAsync(instanceId, executionId) is { } state ? Copy(state) : null;

    Task IOrchestrationServiceClient.SendTaskOrchestrationMessageAsync(TaskMessage message) => SendAsync(message);

    Task IOrchestrationServiceClient.SendTaskOrchestrationMessageBatchAsync(params TaskMessage[] messages) => Task.WhenAll(messages.Select(SendAsync));

    Task IOrchestrationServiceClient.ForceTerminateTaskOrchestrationAsync(string instanceId, string reason) =>
        SendAsync(new TaskMessage { OrchestrationInstance = new() { InstanceId = instanceId }, Event = new ExecutionTerminatedEvent(-1, reason) });

    // The extension strikes the execution out of what it reads before it raises an event; in memory that would be the history's own.
    private static OrchestrationState Copy(OrchestrationState state) => JsonConvert.DeserializeObject<OrchestrationState>(JsonConvert.SerializeObject(state))!;

    /// <summary>Marks what a turn adds to the history, but for a start that came with a message and bears the time when it was asked for.</summary>
    private static void Stamp(OrchestrationRuntimeState state, TaskOrchestrationWorkItem? item, DateTime now)
    {
        foreach (HistoryEvent added in state.NewEvents)
        {
            if (added is not ExecutionStartedEvent || item?.NewMessages.Any(message => ReferenceEquals(message.Event, added)) == false)
                added.Timestamp = now;
        }
    }

    private Task SendAsync(TaskMessage message) => SendAsync(message, () => Client.SendTaskOrchestrationMessageAsync(message));

    private Task SendAsync(TaskMessage message, Func<Task> send) => MoveAsync(async () =>
    {
        if (message.Event is ExecutionStartedEvent { ScheduledStartTime: not null })
            throw new NotSupportedException("On a driven clock an orchestration starts at once: the engine would wait for a later start in real time. Let it begin with a timer.");
        message.Event.Timestamp = clock.UtcNow;
        backlog.Sent(message);
        await send();
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

    private async Task FireAsync(CancellationToken stop)
    {
        while (true)
        {
            try
            {
                await clock.ReachAsync(() => Timers.Next?.UtcDateTime ?? DateTime.MaxValue, stop);
                await Task.WhenAll(Timers.Due(clock.UtcNow).Select(FireAsync));
            }
            catch (Exception exception)
            {
                if (stop.IsCancellationRequested)
                    return;
                log.LogWarning(exception, "A durable timer could not be fired; it is tried again in a second");
                await Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None);
            }
        }
    }

    /// <summary>At least once: a crash before the timer is struck off fires it again, and an orchestration ignores a timer that it has seen.</summary>
    private Task FireAsync(PendingTimer timer) => MoveAsync(async () =>
    {
        // A time to come would make the engine wait for it.
        DateTime real = DateTime.UtcNow, fireAt = timer.DueAt < real ? timer.DueAt : real;
        await SendAsync(new TaskMessage
        {
            OrchestrationInstance = new() { InstanceId = timer.InstanceId, ExecutionId = timer.ExecutionId },
            Event = new TimerFiredEvent(-1, fireAt) { TimerId = timer.TimerId },
        });
        Timers.Remove(timer);
    });
}
