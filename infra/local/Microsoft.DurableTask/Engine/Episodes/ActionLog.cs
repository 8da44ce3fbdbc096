namespace Microsoft.DurableTask.Local;

/// <summary>What the code does: compared with the history while it is replayed, collected when it is new.</summary>
internal sealed class ActionLog(string orchestrator, string instanceId)
{
    private readonly List<HistoryEvent> added = [];
    private IReadOnlyList<RecordedAction> recorded = [];
    private int matched;
    private bool replaying;
    private int nextTaskId;

    /// <summary>What the code did for the first time.</summary>
    public IReadOnlyList<HistoryEvent> Added => added;

    /// <summary>Where the code first differed from its history.</summary>
    public NonDeterministicOrchestrationException? Difference { get; private set; }

    public int NextTaskId() => nextTaskId++;

    public void Expect(IReadOnlyList<RecordedAction> actions)
    {
        (recorded, matched, replaying) = (actions, 0, true);
    }

    public void ExpectNothing()
    {
        (recorded, matched, replaying) = ([], 0, false);
    }

    /// <summary>Takes an action down.</summary>
    /// <exception cref="NonDeterministicOrchestrationException">The history has another action here, or none.</exception>
    public void Add(ActionEvent action)
    {
        if (!replaying)
        {
            added.Add(action);
            return;
        }

        if (matched == recorded.Count)
            throw Differs($"in the step that ended {Place(recorded)} it did nothing more", action.Description);
        RecordedAction expected = recorded[matched];
        if (!expected.Action.IsSameAs(action))
            throw Differs($"at event #{expected.Index} it {expected.Action.Description}", action.Description);
        matched++;
    }

    /// <summary>Takes down something that a replay need not repeat.</summary>
    public void Note(HistoryEvent fact)
    {
        if (!replaying)
            added.Add(fact);
    }

    /// <summary>Closes a replayed step.</summary>
    /// <param name="ended">Whether the code has returned or thrown.</param>
    /// <exception cref="NonDeterministicOrchestrationException">The history has actions that the code did not repeat.</exception>
    public void ExpectAllDone(bool ended)
    {
        if (matched < recorded.Count)
            throw Differs($"at event #{recorded[matched].Index} it {recorded[matched].Action.Description}", ended ? "ended instead" : "did not");
    }

    public NonDeterministicOrchestrationException EndedEarly(HistoryStep next) =>
        Differs(
            next.Actions.Count > 0 ? $"at event #{next.Actions[0].Index} it {next.Actions[0].Action.Description}" : $"it took another step at {next.At:O}",
            "had ended before that");

    private static string Place(IReadOnlyList<RecordedAction> actions) => actions.Count == 0 ? "without any action" : $"with event #{actions[^1].Index}";

    private NonDeterministicOrchestrationException Differs(string then, string now) => Difference ??= new NonDeterministicOrchestrationException(
        $"Orchestrator '{orchestrator}' of instance '{instanceId}' is not deterministic: its history says that {then}, but replayed the code {now}. " +
        "Instances in flight must see the code they began with: branch on the context's Version for changes, and use only the context for time, " +
        "identifiers and I/O.");
}
