namespace Microsoft.DurableTask.Local;

/// <summary>
/// One replay: a function of the code, the history and the new inputs to what the code does now. Continuations run inline on this thread, without a
/// synchronization context, so that the order of everything depends on the history alone.
/// </summary>
internal sealed class Episode
{
    private readonly string instanceId;
    private readonly ITaskOrchestrator orchestrator;
    private readonly EpisodeSettings settings;
    private readonly ReplayGuard guard;
    private readonly ActionLog log;
    private readonly ExternalEvents events;
    private ExecutionStarted? started;
    private OrchestrationContext? context;
    private Task<object?>? code;
    private DateTimeOffset now;

    private Episode(string instanceId, string name, ITaskOrchestrator orchestrator, EpisodeSettings settings, Action<string> onMisuse)
    {
        this.instanceId = instanceId;
        this.orchestrator = orchestrator;
        this.settings = settings;
        guard = new ReplayGuard(name, instanceId, onMisuse);
        log = new ActionLog(name, instanceId);
        events = new ExternalEvents(settings.Converter);
    }

    /// <summary>Replays the recorded steps and takes one more.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="name">The orchestrator's name, for messages.</param>
    /// <param name="orchestrator">The code.</param>
    /// <param name="settings">What the hub lends.</param>
    /// <param name="steps">The recorded steps.</param>
    /// <param name="inputs">The inputs of the step to take.</param>
    /// <param name="at">The orchestration's clock in that step.</param>
    /// <param name="onMisuse">Hears of code that runs on after the replay has ended.</param>
    public static EpisodeOutcome Run(
        string instanceId,
        string name,
        ITaskOrchestrator orchestrator,
        EpisodeSettings settings,
        IReadOnlyList<HistoryStep> steps,
        IReadOnlyList<InputEvent> inputs,
        DateTimeOffset at,
        Action<string> onMisuse)
    {
        SynchronizationContext? outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        var episode = new Episode(instanceId, name, orchestrator, settings, onMisuse);
        try
        {
            episode.Replay(steps);
            return episode.TakeStep(inputs, at);
        }
        catch (NonDeterministicOrchestrationException exception)
        {
            return Failed(exception);
        }
        finally
        {
            episode.guard.Close(episode.code);
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    /// <summary>Replays the recorded steps only.</summary>
    /// <exception cref="NonDeterministicOrchestrationException">The code did something other than its history says.</exception>
    /// <returns>How the code ended, or nothing while it goes on.</returns>
    public static EpisodeOutcome? Verify(
        string instanceId, string name, ITaskOrchestrator orchestrator, EpisodeSettings settings, IReadOnlyList<HistoryStep> steps)
    {
        var episode = new Episode(instanceId, name, orchestrator, settings, static _ => { });
        try
        {
            episode.Replay(steps);
            return episode.code is { IsCompleted: true } ? episode.End([]) : null;
        }
        finally
        {
            episode.guard.Close(episode.code);
        }
    }

    private static EpisodeOutcome Failed(Exception exception) => new([new ExecutionFailed(TaskFailureDetails.FromException(exception))]);

    private void Replay(IReadOnlyList<HistoryStep> steps)
    {
        guard.IsReplaying = true;
        for (int index = 0; index < steps.Count; index++)
        {
            HistoryStep step = steps[index];
            log.Expect(step.Actions);
            Begin(step.At);
            foreach (InputEvent input in step.Inputs)
                Apply(input);
            ThrowIfDiffers();
            log.ExpectAllDone(code is { IsCompleted: true });
            if (code is { IsCompleted: true } && index + 1 < steps.Count)
                throw log.EndedEarly(steps[index + 1]);
        }
    }

    private EpisodeOutcome TakeStep(IReadOnlyList<InputEvent> inputs, DateTimeOffset at)
    {
        if (code is { IsCompleted: true })
            throw log.EndedEarly(new HistoryStep(at, inputs, []));

        log.ExpectNothing();
        guard.IsReplaying = false;
        Begin(at);
        int consumed = 0;
        while (consumed < inputs.Count && code is not { IsCompleted: true })
            Apply(inputs[consumed++]);

        ThrowIfDiffers();
        if (guard.Misuse is { } misuse)
            return Failed(new InvalidOperationException(misuse));
        if (code is { IsCompleted: true })
            return End(inputs.Skip(consumed).OfType<EventRaised>());
        if (code is not null && !context!.IsWaiting)
            return Failed(new InvalidOperationException(guard.ForeignAwait));
        return new EpisodeOutcome(Actions());
    }

    private void Begin(DateTimeOffset at)
    {
        now = at;
        context?.BeginStep(at);
    }

    private void Apply(InputEvent input)
    {
        switch (input)
        {
            case ExecutionStarted execution:
                Start(execution);
                break;
            case TaskCompleted completed:
                context!.Tasks.Complete(completed.TaskId, completed.Result?.Text);
                break;
            case TimerFired fired:
                context!.Tasks.Complete(fired.TaskId, null);
                break;
            case TaskFailed failed:
                context!.Tasks.Fail(failed.TaskId, failed.Failure);
                break;
            case EventRaised raised:
                events.Raise(raised);
                break;
        }
    }

    private void Start(ExecutionStarted execution)
    {
        started = execution;
        context = new OrchestrationContext(instanceId, execution, settings, guard, log, events);
        context.BeginStep(now);
        try
        {
            object? input = settings.Converter.Deserialize(execution.Input?.Text, orchestrator.InputType);
            code = orchestrator.RunAsync(context, input);
        }
        catch (Exception exception)
        {
            code = Task.FromException<object?>(exception);
        }
    }

    // Code may have caught the exception: what counts is that it differed.
    private void ThrowIfDiffers()
    {
        if (log.Difference is { } difference)
            throw difference;
    }

    private List<HistoryEvent> Actions()
    {
        List<HistoryEvent> actions = [.. log.Added];
        if (context?.CustomStatus is { } status)
            actions.Add(status);
        return actions;
    }

    private EpisodeOutcome End(IEnumerable<EventRaised> unseen)
    {
        List<HistoryEvent> actions = Actions();
        if (!code!.IsCompletedSuccessfully)
        {
            Exception thrown = code.Exception?.InnerException ?? new TaskCanceledException(code);
            actions.Add(new ExecutionFailed(TaskFailureDetails.FromException(thrown)));
            return new EpisodeOutcome(actions);
        }

        if (context!.NextExecution is not { } next)
        {
            actions.Add(new ExecutionCompleted(Payload.Of(settings.Converter.Serialize(code.Result))));
            return new EpisodeOutcome(actions);
        }

        ExecutionStarted again = started! with
        {
            Input = Payload.Of(settings.Converter.Serialize(next.NewInput)),
            Version = next.NewVersion ?? started.Version,
        };
        IEnumerable<EventRaised> kept = next.PreserveUnprocessedEvents ? events.Kept.Concat(unseen) : [];
        return new EpisodeOutcome(actions, new ContinuedAsNew(again, [.. kept.Select(raised => raised with { Input = raised.Input?.Copy() })]));
    }
}
