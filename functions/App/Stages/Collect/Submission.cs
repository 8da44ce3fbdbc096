namespace Yuekao.App.Stages.Collect;

/// <summary>A source's submission (报送): all of its readings for one township and cycle. What it leaves out stays missing; it is never zero.</summary>
/// <param name="Readings">Stored and answered in the scheme's order of items, then in roster order.</param>
public sealed record Submission(IReadOnlyList<ReportedReading> Readings);

/// <summary>
/// A reading (读数) as its source reports it, of one of its items. Who reports it and when is not the source's to say. Subject is null for an item of village
/// level, village for one of subject level.
/// </summary>
public sealed record ReportedReading
{
    public required ItemId Item { get; init; }
    public SubjectId? Subject { get; init; }
    public VillageId? Village { get; init; }
    public required ReportedValue Value { get; init; }

    /// <summary>How the value came about; null for what its source says itself.</summary>
    public ReadingBasis? Basis { get; init; }

    internal Reading By(SourceId source, ReadingValue value, DateTimeOffset at) =>
        new() { Item = Item, Source = source, Subject = Subject, Village = Village, Value = value, Basis = Basis, At = at };
}

/// <param name="Content">The submission in order, each value as the scheme reads it.</param>
/// <param name="Errors">What the scheme does not allow, where it stands in the body.</param>
/// <param name="IsComplete">Whether nothing is missing, whatever the other sources say.</param>
internal sealed record CheckedSubmission(Submission Content, IReadOnlyList<ProblemError> Errors, bool IsComplete);

internal static class SubmissionRules
{
    /// <summary>Checks a submission by itself. Every error is found, not only the first.</summary>
    public static CheckedSubmission Check(SourcePlace place, Located<Submission> read)
    {
        Dictionary<ItemId, Item> items = place.Context.Scheme.Document.Items.ToDictionary(item => item.Id);
        var imprecise = new Dictionary<string, ProblemError>();
        Reading[] readings = [.. read.Document.Readings.Select((reading, index) => Read(reading, $"$.readings[{index}].value"))];
        InputCheck check = Assessor.Check(place.Context.Scheme, place.InputOf(readings));

        ProblemError[] errors = [.. check.Problems.Select(Locate)];
        var content = new ReadingOrder(place.Context, place.Part.Roster).Sort(readings.Select(Reported));
        return new CheckedSubmission(new Submission([.. content]), [.. errors, .. imprecise.Values], check.Missing.All(missing => missing.Source != place.Source));

        Reading Read(ReportedReading reading, string path)
        {
            if (!reading.Value.TryRead(items.GetValueOrDefault(reading.Item), out ReadingValue value))
                imprecise.Add(path, new ProblemError(read.PlaceOf(path), $"'{reading.Value}' does not fit '{reading.Item}': it must be {Quantity.Expected}."));
            return reading.By(place.Source, value, at: default);
        }

        ProblemError Locate(InputProblem problem) => imprecise.Remove(problem.Path, out ProblemError? better)
            ? better
            : new ProblemError(read.PlaceOf(problem.Path.Replace("].source", "].item", StringComparison.Ordinal)), problem.Message);
    }

    private static ReportedReading Reported(Reading read) => new() { Item = read.Item, Subject = read.Subject, Village = read.Village, Value = ReportedValue.Of(read.Value), Basis = read.Basis };
}
