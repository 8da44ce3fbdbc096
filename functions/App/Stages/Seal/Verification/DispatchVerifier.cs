namespace Yuekao.App.Stages.Seal;

/// <summary>Computes a ranking's readings anew from the archived facts of its dispatch, and holds them against those that its proposal rests on.</summary>
internal static class DispatchVerifier
{
    public static void Verify(OpenedArchive archive, CycleContext context, IReadOnlyDictionary<PoolId, VerifiedPool> pools, ArchiveFindings findings)
    {
        if (context.Scheme.Document.Dispatch is null)
            return;
        // Without one every item that is computed was waived.
        ClosedDispatch? closed = archive.Has(ArchivePaths.Dispatch) ? archive.Read<ClosedDispatch>(ArchivePaths.Dispatch) : null;
        foreach ((PoolId id, VerifiedPool pool) in pools)
        {
            var expected = context.RequirePool(id).Townships
                .SelectMany(township => closed?.ReadingsOf(context.Scheme, township.Id) ?? [], (township, reading) => (Reading: reading, township.Subjects))
                .SelectMany(one => one.Subjects, (one, subject) => Line(one.Reading.Item, subject.Entry.Subject, one.Reading.Points.Value));
            var found = pool.Input.Readings.Where(reading => reading.Source == SourceId.Projects).Select(reading => Line(reading.Item, reading.Subject, reading.Value.Number?.Value));
            findings.Compare(ArchivePaths.Dispatch, $"$.townships ({id})", expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        }
    }

    private static string Line(ItemId item, SubjectId? subject, decimal? points) => string.Create(CultureInfo.InvariantCulture, $"{subject} {item} {points:0.##}");
}
