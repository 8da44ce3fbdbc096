namespace Microsoft.DurableTask.Local;

/// <summary>A recorded step: when it was taken, on what inputs, and what the code did.</summary>
internal sealed record HistoryStep(DateTimeOffset At, IReadOnlyList<InputEvent> Inputs, IReadOnlyList<RecordedAction> Actions)
{
    /// <summary>Cuts a history into its steps.</summary>
    /// <param name="events">The history.</param>
    /// <param name="pending">The inputs after the last step, which no step has consumed yet.</param>
    public static IReadOnlyList<HistoryStep> Split(IReadOnlyList<HistoryEvent> events, out IReadOnlyList<InputEvent> pending)
    {
        var steps = new List<HistoryStep>();
        var inputs = new List<InputEvent>();
        var actions = new List<RecordedAction>();
        for (int index = 0; index < events.Count; index++)
        {
            switch (events[index])
            {
                case InputEvent input:
                    inputs.Add(input);
                    break;
                case StepTaken taken:
                    actions = [];
                    steps.Add(new HistoryStep(taken.At, inputs, actions));
                    inputs = [];
                    break;
                case ActionEvent action:
                    actions.Add(new RecordedAction(index, action));
                    break;
            }
        }

        pending = inputs;
        return steps;
    }
}

/// <summary>An action and its place in the history, from 0.</summary>
internal readonly record struct RecordedAction(int Index, ActionEvent Action);
