namespace Yuekao.App.Stages.Collect;

/// <summary>A source's submission (报送): all of its readings for one township and cycle. What it leaves out stays missing; it is never zero.</summary>
/// <param name="Readings">The readings; stored and answered in the scheme's order of items, then in roster order.</param>
public sealed record Submission(IReadOnlyList<ReportedReading> Readings);

/// <summary>A reading (读数) as its source reports it. Who reports it and when is not the source's to say.</summary>
public sealed record ReportedReading
{
    /// <summary>The item, one of the source's.</summary>
    public required ItemId Item { get; init; }

    /// <summary>The subject it is about.</summary>
    /// <value>Null for an item of village level.</value>
    public SubjectId? Subject { get; init; }

    /// <summary>The village it is about.</summary>
    /// <value>Null for an item of subject level.</value>
    public VillageId? Village { get; init; }

    /// <summary>What was read.</summary>
    public required ReportedValue Value { get; init; }
}

/// <summary>What a check of one source's submission found.</summary>
/// <param name="Content">The submission in order, each value as the scheme reads it.</param>
/// <param name="Errors">What the scheme does not allow, where it stands in the body.</param>
/// <param name="IsComplete">Whether nothing is missing, whatever the other sources say.</param>
internal sealed record CheckedSubmission(Submission Content, IReadOnlyList<ProblemError> Errors, bool IsComplete);

/// <summary>Holds a submission against the scheme and the township's roster.</summary>
internal static class SubmissionRules
{
    /// <summary>Checks a submission by itself. Every error is found, not only the first.</summary>
    public static CheckedSubmission Check(SourcePlace place, Located<Submission> read)
    {
        Dictionary<ItemId, Item> items = place.Context.Scheme.Document.Items.ToDictionary(item => item.Id);
        var imprecise = new Dictionary<string, ProblemError>();
        Reading[] readings = [.. read.Document.Readings.Select((reading, index) => Read(reading, $"$.readings[{index}].value"))];
        var input = new PoolInput { Period = place.Context.Key.Period, Roster = place.Part.Roster, Readings = readings };
        InputCheck check = Assessor.Check(place.Context.Scheme, input);

        ProblemError[] errors = [.. check.Problems.Select(Locate)];
        var content = new ReadingOrder(place.Context, input.Roster).Sort(readings.Select(Reported));
        return new CheckedSubmission(new Submission([.. content]), [.. errors, .. imprecise.Values], check.Missing.All(missing => missing.Source != place.Source));

        Reading Read(ReportedReading reading, string path)
        {
            if (!reading.Value.TryRead(items.GetValueOrDefault(reading.Item), out ReadingValue value))
                imprecise.Add(path, new ProblemError(read.PlaceOf(path), $"'{reading.Value}' does not fit '{reading.Item}': it must be {Quantity.Expected}."));
            return new Reading { Item = reading.Item, Source = place.Source, Subject = reading.Subject, Village = reading.Village, Value = value, At = default };
        }

        ProblemError Locate(InputProblem problem) => imprecise.Remove(problem.Path, out ProblemError? better)
            ? better
            : new ProblemError(read.PlaceOf(problem.Path.Replace("].source", "].item", StringComparison.Ordinal)), problem.Message);
    }

    private static ReportedReading Reported(Reading reading) => new() { Item = reading.Item, Subject = reading.Subject, Village = reading.Village, Value = ReportedValue.Of(reading.Value) };
}
