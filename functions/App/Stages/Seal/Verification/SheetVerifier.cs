namespace Yuekao.App.Stages.Seal;

/// <summary>Computes what judges and voters read anew from the archived sheets and tallies, and holds it against what the proposal of their pool rests on.</summary>
internal static class SheetVerifier
{
    public static void Verify(OpenedArchive archive, CycleContext context, IReadOnlyDictionary<PoolId, VerifiedPool> pools, ArchiveFindings findings)
    {
        foreach (SourceDeclaration source in context.SheetSources)
        {
            foreach ((PoolId id, VerifiedPool pool) in pools)
                Verify(archive, context, id, source.Id, pool.Input, findings);
        }
    }

    /// <summary>Whether a source's readings, in a pool's input, are those that its sheets or tallies give; so they are where there are none, all being waived.</summary>
    public static bool IsOf(ClosedSheets facts, Scheme scheme, PoolInput input) =>
        Found(input, facts.Source) is var found && (found.Count == 0 || Digest.OfJson(found) == Digest.OfJson(Given(facts, scheme)));

    private static void Verify(OpenedArchive archive, CycleContext context, PoolId pool, SourceId source, PoolInput input, ArchiveFindings findings)
    {
        string entry = ArchivePaths.Sheets(pool, source);
        // Without it every item of the source was waived: else the assessment would miss them.
        ClosedSheets? facts = archive.Has(entry) ? archive.Read<ClosedSheets>(entry) : null;
        if (facts is not null && (facts.Pool, facts.Source) != (pool, source))
            findings.Add(entry, "It is another source's, or pool's.", $"{source} {pool}", $"{facts.Source} {facts.Pool}");
        IReadOnlyList<MeanLine> found = Found(input, source);
        IReadOnlyList<MeanLine>? given = facts is null ? [] : findings.Try(entry, "It cannot be computed by the scheme", () => Given(facts, context.Scheme));
        if (found.Count > 0 && given is not null)
            findings.Compare(entry, "$", given, found);
    }

    private static IReadOnlyList<MeanLine> Given(ClosedSheets facts, Scheme scheme) =>
        Ordered(facts.ReadingsOf(scheme).Select(one => new MeanLine(one.Subject, one.Item, one.Value, one.Basis)));

    private static IReadOnlyList<MeanLine> Found(PoolInput input, SourceId source) =>
        Ordered(input.Readings.Where(reading => reading.Source == source).Select(reading => new MeanLine(reading.Subject, reading.Item, reading.Value, reading.Basis)));

    private static IReadOnlyList<MeanLine> Ordered(IEnumerable<MeanLine> lines) =>
        [.. lines.OrderBy(line => line.Subject?.Value, StringComparer.Ordinal).ThenBy(line => line.Item.Value, StringComparer.Ordinal)];

    private sealed record MeanLine(SubjectId? Subject, ItemId Item, ReadingValue Value, ReadingBasis? Basis);
}
