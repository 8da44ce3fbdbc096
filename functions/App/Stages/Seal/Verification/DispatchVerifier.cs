namespace Yuekao.App.Stages.Seal;

/// <summary>Computes a ranking's readings anew from the archived facts of its dispatch, and holds them against those that its proposal rests on.</summary>
internal static class DispatchVerifier
{
    public static void Verify(OpenedArchive archive, CycleContext context, IReadOnlyDictionary<PoolId, VerifiedPool> pools, ArchiveFindings findings)
    {
        if (context.Scheme.Document.Dispatch is null)
            return;
        // Without one, or without readings of a township, every item that is computed was waived: else the assessment would miss them.
        ClosedDispatch? closed = archive.Has(ArchivePaths.Dispatch) ? archive.Read<ClosedDispatch>(ArchivePaths.Dispatch) : null;
        foreach ((PoolId id, VerifiedPool pool) in pools)
        {
            ILookup<SubjectId?, Reading> found = pool.Input.Readings.Where(reading => reading.Source == SourceId.Projects).ToLookup(reading => reading.Subject);
            var townships = context.RequirePool(id).Townships.Where(township => township.Subjects.Any(subject => found.Contains(subject.Entry.Subject)));
            var expected = townships.SelectMany(township => closed?.ReadingsOf(context.Scheme, township.Id) ?? [], (township, reading) => (Reading: reading, township.Subjects))
                .SelectMany(one => one.Subjects, (one, subject) => Line(one.Reading.Item, subject.Entry.Subject, one.Reading.Points.Value));
            findings.Compare(
                ArchivePaths.Dispatch, $"$.townships ({id})", expected.Order(StringComparer.Ordinal),
                found.SelectMany(one => one, (subject, reading) => Line(reading.Item, subject.Key, reading.Value.Number?.Value)).Order(StringComparer.Ordinal));
        }
    }

    /// <summary>Whether a township's readings, in a pool's input, are those that a dispatch's facts give; so they are where there are none, all being waived.</summary>
    public static bool IsOf(ClosedDispatch facts, CycleContext context, TownshipId township, IEnumerable<PoolInput> inputs)
    {
        HashSet<SubjectId> subjects = [.. context.Frozen.Townships.Where(one => one.Id == township).SelectMany(one => one.Subjects).Select(subject => subject.Entry.Subject)];
        Reading[] found = [.. inputs.SelectMany(input => input.Readings).Where(reading => reading.Source == SourceId.Projects && reading.Subject is { } subject && subjects.Contains(subject))];
        var expected = facts.ReadingsOf(context.Scheme, township).SelectMany(_ => subjects, (reading, subject) => Line(reading.Item, subject, reading.Points.Value));
        return found.Length == 0 || found.Select(reading => Line(reading.Item, reading.Subject, reading.Value.Number?.Value)).ToHashSet().SetEquals(expected);
    }

    private static string Line(ItemId item, SubjectId? subject, decimal? points) => string.Create(CultureInfo.InvariantCulture, $"{subject} {item} {points:0.##}");
}
