namespace Microsoft.DurableTask.Local;

/// <summary>Decides what an instance's messages come to: a step of its code, or just something to keep.</summary>
internal sealed class CheckpointPlanner(HubServices hub, OrchestrationInstance owner, Outbox outbox)
{
    /// <summary>Plans the next checkpoint.</summary>
    /// <returns>Nothing when there is nothing to write.</returns>
    public async Task<Checkpoint?> PlanAsync(ExecutionState state, IReadOnlyList<Message> messages)
    {
        List<HistoryEvent> news = MessageFilter.News(state, owner.Record.Execution, messages);
        int end = news.FindIndex(entry => entry is ExecutionTerminated or ExecutionFailed);
        if (end >= 0)
            return new Checkpoint(news[..(end + 1)]);
        if (state.Continuation is { } continuation && outbox.IsIdle)
            return BeginAnew(continuation, state, news, [.. ArrivedSince(state), .. news]);
        if (!hub.Lifetime.IsStopping && WouldRun(state, news))
            return await TakeStepAsync(state, news);
        return news.Count > 0 ? new Checkpoint(news) : null;
    }

    private static bool WouldRun(ExecutionState state, List<HistoryEvent> news)
    {
        bool started = state.Started is not null || news.Exists(entry => entry is ExecutionStarted);
        bool suspended = news.FindLast(entry => entry is ExecutionSuspended or ExecutionResumed) is { } last ? last is ExecutionSuspended : state.IsSuspended;
        return started && !suspended && state.Continuation is null && (state.HasUnseenInputs || news.Exists(entry => entry is InputEvent));
    }

    private async Task<Checkpoint> TakeStepAsync(ExecutionState state, List<HistoryEvent> news)
    {
        DateTimeOffset now = hub.Clock.GetUtcNow();
        if (now < state.LastStep)
            now = state.LastStep;
        EpisodeOutcome outcome = await hub.StepAsync(() => RunCode(state, news, now));

        List<HistoryEvent> events = [.. news, new StepTaken(now), .. outcome.Actions];
        if (outcome.Next is null)
            return new Checkpoint(events);

        // What the step sent must outlive its history: then the new execution waits until it has arrived.
        if (state.Undelivered.Count > 0 || events.Exists(entry => entry is EventSent or SubOrchestrationScheduled))
            return new Checkpoint([.. events, outcome.Next]);
        return BeginAnew(outcome.Next, state, news, []);
    }

    private EpisodeOutcome RunCode(ExecutionState state, List<HistoryEvent> news, DateTimeOffset now)
    {
        string name = owner.Record.Name;
        if (hub.Catalog.FindOrchestrator(name) is not { } orchestrator)
        {
            var missing = TaskNotFoundException.Orchestrator(name, hub.Catalog.OrchestratorNames);
            return new EpisodeOutcome([new ExecutionFailed(TaskFailureDetails.FromException(missing))]);
        }

        IReadOnlyList<HistoryStep> steps = HistoryStep.Split(state.Events, out IReadOnlyList<InputEvent> unseen);
        InputEvent[] inputs = [.. unseen, .. news.OfType<InputEvent>()];
        return Episode.Run(owner.InstanceId, name, orchestrator, hub.Episodes, steps, inputs, now, OnMisuse);
    }

    private void OnMisuse(string reason) =>
        owner.Post(new Message(new ExecutionFailed(TaskFailureDetails.FromException(new InvalidOperationException(reason))), owner.Record.Execution));

    // What came while the old execution waited for its messages to arrive.
    private static IEnumerable<HistoryEvent> ArrivedSince(ExecutionState state) => state.Events.SkipWhile(entry => entry is not ContinuedAsNew);

    private Checkpoint BeginAnew(ContinuedAsNew continuation, ExecutionState state, List<HistoryEvent> news, IReadOnlyList<HistoryEvent> arrived)
    {
        IEnumerable<HistoryEvent> inputs = arrived.Where(entry => entry is EventRaised or ExecutionSuspended or ExecutionResumed);
        ExecutionStarted next = continuation.Next with { Input = continuation.Next.Input?.Copy(), Received = StillSending(state, news) };
        return new Checkpoint([next, .. continuation.Kept.Concat(inputs).Select(Owned)], BeginsAnew: true);
    }

    private static HistoryEvent Owned(HistoryEvent entry) => entry is EventRaised raised ? raised with { Input = raised.Input?.Copy() } : entry;

    // Whoever is gone sends nothing twice: without this an endless orchestration would remember every sender it ever had.
    private Dictionary<string, long>? StillSending(ExecutionState state, List<HistoryEvent> news)
    {
        var received = new Dictionary<string, long>(state.Received);
        foreach (EventOrigin origin in news.OfType<EventRaised>().Select(raised => raised.Origin).OfType<EventOrigin>())
            received[origin.Sender] = Math.Max(origin.Number, received.GetValueOrDefault(origin.Sender, -1));
        if (received.Count == 0)
            return null;
        HashSet<string> alive = hub.Directory.Generations();
        return received.Where(entry => alive.Contains(entry.Key)).ToDictionary();
    }
}
