namespace Yuekao.App.Stages.Decide;

/// <summary>What must hold for a resolution, beside what the scheme says of seats.</summary>
internal static class DecisionRules
{
    private const int MostAttendees = 100;
    private const int LongestName = 50;
    private const int LongestMinutes = 100;
    private const int LongestReason = 2_000;

    /// <summary>Everything that is wrong, with its JSON path.</summary>
    public static IReadOnlyList<ProblemError> Check(DecisionRequest decision, CycleContext context, Pool pool) =>
        [.. Texts(decision), .. Parts(decision), .. decision.Returns.SelectMany((one, index) => Return(one, $"$.returns[{index}]", context, pool)), .. Twice(decision)];

    private static IEnumerable<ProblemError> Texts(DecisionRequest decision)
    {
        if (decision.Attendees.Count is 0 or > MostAttendees)
            yield return new ProblemError("$.attendees", $"must name 1 to {MostAttendees} attendees.");
        IEnumerable<ProblemError?> texts =
        [
            .. decision.Attendees.Select((name, index) => Text($"$.attendees[{index}]", name, LongestName)),
            Text("$.minutes", decision.Minutes, LongestMinutes),
            decision.OverrideReason is { } reason ? Text("$.overrideReason", reason, LongestReason) : null,
            .. decision.Adjustments.Select((adjustment, index) => Text($"$.adjustments[{index}].reason", adjustment.Reason, LongestReason)),
        ];
        foreach (ProblemError wrong in texts.OfType<ProblemError>())
            yield return wrong;
    }

    private static IEnumerable<ProblemError> Parts(DecisionRequest decision)
    {
        if (decision.Kind == ResolutionKind.Adjust != decision.Adjustments.Count > 0)
            yield return new ProblemError("$.adjustments", "must name at least one subject where the kind is adjust, and none elsewhere.");
        if (decision.Kind == ResolutionKind.Return != decision.Returns.Count > 0)
            yield return new ProblemError("$.returns", "must name at least one source where the kind is return, and none elsewhere.");
        if (decision is { Kind: not ResolutionKind.Adjust, OverrideReason: not null })
            yield return new ProblemError("$.overrideReason", "belongs to an adjustment: a proposal that stands as it is needs none.");
    }

    private static IEnumerable<ProblemError> Return(ReturnedSource one, string path, CycleContext context, Pool pool)
    {
        if (!pool.Has(one.Township))
            yield return new ProblemError($"{path}.township", $"'{one.Township}' is no township of this pool.");
        if (!context.Readers.Contains(one.Source))
            yield return new ProblemError($"{path}.source", $"'{one.Source}' reads no item of this scheme: it must be one of {string.Join(", ", context.Readers)}.");
        if (Text($"{path}.reason", one.Reason, LongestReason) is { } wrong)
            yield return wrong;
    }

    private static IEnumerable<ProblemError> Twice(DecisionRequest decision)
    {
        var seen = new HashSet<(TownshipId, SourceId)>();
        foreach ((int index, ReturnedSource one) in decision.Returns.Index())
        {
            if (!seen.Add((one.Township, one.Source)))
                yield return new ProblemError($"$.returns[{index}]", $"'{one.Source}' of '{one.Township}' is there twice.");
        }
    }

    private static ProblemError? Text(string path, string text, int longest) =>
        string.IsNullOrWhiteSpace(text) || text.Length > longest ? new ProblemError(path, $"must be 1 to {longest} characters.") : null;
}
