namespace Yuekao.App.Stages.Decide;

/// <summary>What must hold for a resolution, beside what the scheme says of seats.</summary>
internal static class DecisionRules
{
    private const int MostAttendees = 100;
    private const int LongestMinutes = 100;
    private const int LongestReason = 2_000;

    /// <summary>Everything that is wrong, with its JSON path.</summary>
    public static IReadOnlyList<ProblemError> Check(DecisionRequest decision, CycleContext context, Pool pool) =>
        [.. Texts(decision), .. Parts(decision), .. decision.Returns.SelectMany((one, index) => Return(one, $"$.returns[{index}]", context, pool)), .. Twice(decision)];

    private static IEnumerable<ProblemError> Texts(DecisionRequest decision)
    {
        var count = new ProblemError("$.attendees", $"must name 1 to {MostAttendees} attendees.");
        return
        [
            .. decision.Attendees.Count is 0 or > MostAttendees ? new[] { count } : [],
            .. decision.Attendees.SelectMany((name, index) => TextRules.Name($"$.attendees[{index}]", name)),
            .. TextRules.Line("$.minutes", decision.Minutes, LongestMinutes),
            .. decision.OverrideReason is { } reason ? TextRules.Text("$.overrideReason", reason, LongestReason) : [],
            .. decision.Adjustments.SelectMany((adjustment, index) => TextRules.Text($"$.adjustments[{index}].reason", adjustment.Reason, LongestReason)),
        ];
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
        if (!context.RequiredSources.Contains(one.Source))
            yield return new ProblemError($"{path}.source", $"'{one.Source}' reads no item of this scheme: it must be one of {string.Join(", ", context.RequiredSources)}.");
        foreach (ProblemError wrong in TextRules.Text($"{path}.reason", one.Reason, LongestReason))
            yield return wrong;
    }

    private static IEnumerable<ProblemError> Twice(DecisionRequest decision)
    {
        var seen = new HashSet<(TownshipId, SourceId)>();
        return decision.Returns.Index().Where(one => !seen.Add((one.Item.Township, one.Item.Source)))
            .Select(one => new ProblemError($"$.returns[{one.Index}]", $"'{one.Item.Source}' of '{one.Item.Township}' is there twice."));
    }
}
