namespace Yuekao.App.Stages.Appeal;

/// <summary>What must hold for appeals and for rulings on them: everything that does not is found, with its JSON path.</summary>
internal static class AppealRules
{
    public const int LongestText = 2000;
    public const int MostAttendees = 100;

    public static IReadOnlyList<ProblemError> Check(AppealRequest appeal, Scheme scheme)
    {
        HashSet<ItemId> known = [.. scheme.Document.Items.Select(item => item.Id)];
        var named = new HashSet<ItemId>();
        return [.. TextRules.Text("$.grounds", appeal.Grounds, LongestText), .. appeal.Items.SelectMany((item, index) => Item($"$.items[{index}]", item))];

        IEnumerable<ProblemError> Item(string path, ItemId item)
        {
            if (!known.Contains(item))
                yield return new ProblemError(path, $"'{item}' is not an item of this scheme.");
            else if (!named.Add(item))
                yield return new ProblemError(path, $"'{item}' is already named: once is enough.");
        }
    }

    /// <summary>Checks a ruling by itself, and that the assessment takes its correction.</summary>
    public static IReadOnlyList<ProblemError> Check(Scheme scheme, PoolProposal proposal, PoolResult result, SubjectId appellant, RulingRequest ruling, DateTimeOffset at)
    {
        ProblemError[] errors = [.. TextRules.Text("$.reason", ruling.Reason, LongestText), .. Attendees(ruling), .. TextRules.Name("$.minutes", ruling.Minutes), .. Corrections(ruling)];
        return ruling.CorrectionOf(appellant, at) is { } correction
            ? [.. errors, .. Withdrawn(proposal.Input, correction), .. Refusals(scheme, proposal.Input, result.Decided, correction)]
            : errors;
    }

    private static IEnumerable<ProblemError> Attendees(RulingRequest ruling)
    {
        if (ruling.Attendees.Count is 0 or > MostAttendees)
            yield return new ProblemError("$.attendees", $"must be 1 to {MostAttendees} names.");
        foreach (ProblemError error in ruling.Attendees.Take(MostAttendees).SelectMany((name, index) => TextRules.Name($"$.attendees[{index}]", name)))
            yield return error;
    }

    private static IEnumerable<ProblemError> Corrections(RulingRequest ruling)
    {
        bool hasAny = ruling.Readings.Count + ruling.WithdrawnObservations.Count > 0;
        if (ruling.Ruling == AppealRuling.Corrected && !hasAny)
            yield return new ProblemError("$.readings", "A ruling that corrects must name a corrected reading or a withdrawn observation.");
        if (ruling.Ruling == AppealRuling.Upheld && hasAny)
            yield return new ProblemError("$.ruling", "A ruling that upholds the result corrects nothing: leave readings and withdrawnObservations out.");
        foreach ((int index, CorrectedReading reading) in ruling.Readings.Index().Where(one => one.Item.Source == SourceId.Results))
            yield return new ProblemError($"$.readings[{index}].source", $"'{reading.Item}' follows from the year's results of another scheme, which stand.");
    }

    // The assessment overlooks an unknown one; the meeting would believe that it was withdrawn.
    private static IEnumerable<ProblemError> Withdrawn(PoolInput input, Correction correction)
    {
        HashSet<string> known = [.. input.Observations.Where(one => one.Subject == correction.Appellant).Select(one => one.Id)];
        foreach ((int index, string id) in correction.WithdrawnObservations.Index())
        {
            if (id.StartsWith(YearObservations.Prefix, StringComparison.Ordinal))
                yield return new ProblemError($"$.withdrawnObservations[{index}]", $"'{id}' follows from the periods of the year, whose own results stand.");
            else if (!known.Remove(id))
                yield return new ProblemError($"$.withdrawnObservations[{index}]", $"'{id}' is no observation of '{correction.Appellant}', or is named before.");
        }
    }

    private static IEnumerable<ProblemError> Refusals(Scheme scheme, PoolInput input, Decided decided, Correction correction)
    {
        if (Assessment.Decisions.Appeals.Recompute(scheme, input, decided, correction) is not AppealRefused refused)
            return [];
        return refused.Problems.Select(problem => new ProblemError(PathOf(problem.Path), problem.Message));

        // The assessment counts the appellant's readings that stay before the corrected ones.
        string PathOf(string path)
        {
            const string Readings = "$.readings[";
            if (!path.StartsWith(Readings, StringComparison.Ordinal))
                return path;
            int end = path.IndexOf(']', StringComparison.Ordinal);
            int index = int.Parse(path.AsSpan(Readings.Length, end - Readings.Length), CultureInfo.InvariantCulture);
            return $"{Readings}{index - Staying(input, decided, correction)}{path[end..]}";
        }
    }

    private static int Staying(PoolInput input, Decided decided, Correction correction)
    {
        RosterEntry appellant = decided.Outcomes.Single(outcome => outcome.Proposed.Entry.Subject == correction.Appellant).Proposed.Entry;
        HashSet<(ItemId, SourceId)> replaced = [.. correction.Readings.Select(reading => (reading.Item, reading.Source))];
        return input.Readings.Count(reading =>
            (reading.Subject is { } subject ? subject == appellant.Subject : reading.Village == appellant.Village) && !replaced.Contains((reading.Item, reading.Source)));
    }
}
