using System.IO.Compression;

namespace Yuekao.App.Stages.Seal;

/// <summary>Puts a cycle into one file. The same content gives the same bytes: entries in a fixed order, without times of their own.</summary>
internal static class ArchivePacker
{
    // The earliest time that a zip can hold.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Pack(ArchiveContent content, DateTimeOffset sealedAt)
    {
        List<(string Path, byte[] Bytes)> entries = [.. Entries(content)];
        (CycleKey key, int version) = (content.Frozen.Key, content.Frozen.SchemeVersion);
        ArchiveEntry[] listed = [.. entries.Select(entry => ArchiveEntry.Of(entry.Path, entry.Bytes))];
        var manifest = new ArchiveManifest(ArchiveManifest.CurrentFormat, key.County, key.Scheme, version, key.Period, sealedAt, listed);
        return Zip([.. entries, (ArchivePaths.Manifest, Json(manifest))]);
    }

    public static byte[] Zip(IReadOnlyList<(string Path, byte[] Bytes)> entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string path, byte[] content) in entries)
            {
                ZipArchiveEntry entry = zip.CreateEntry(path, CompressionLevel.Optimal);
                entry.LastWriteTime = NoTime;
                using Stream stream = entry.Open();
                stream.Write(content);
            }
        }

        return bytes.ToArray();
    }

    /// <exception cref="InvalidDataException">The archive was not packed here.</exception>
    public static SealedCycle SealOf(byte[] archive)
    {
        using var zip = new ZipArchive(new MemoryStream(archive), ZipArchiveMode.Read);
        ZipArchiveEntry entry = zip.GetEntry(ArchivePaths.Manifest) ?? throw new InvalidDataException("The archive has no manifest.");
        using Stream stream = entry.Open();
        byte[] manifest = BinaryData.FromStream(stream).ToArray();
        return new SealedCycle(JsonSerializer.Deserialize<ArchiveManifest>(manifest, DocumentJson.Options)!.SealedAt, Digest.Of(manifest).ToString());
    }

    private static IEnumerable<(string Path, byte[] Bytes)> Entries(ArchiveContent content)
    {
        yield return (ArchivePaths.Scheme, content.Scheme);
        yield return (ArchivePaths.Frozen, Json(content.Frozen));
        foreach (ArchivedPool pool in content.Pools)
        {
            foreach (var proposal in pool.Proposals)
                yield return (ArchivePaths.Proposal(proposal.Pool, proposal.Round), Json(proposal));
            foreach (var decision in pool.Decisions)
                yield return (ArchivePaths.Decision(pool.Result.Pool, decision.Round), Json(decision));
            yield return (ArchivePaths.Result(pool.Result.Pool), Json(pool.Result));
        }

        foreach (ArchivedAppeal appeal in content.Appeals)
            yield return (ArchivePaths.Appeal(appeal.Outcome.Subject), Json(appeal));
        if (ArchivedLedger.Of(content.Pools.Select(pool => pool.Result.Ledger), content.Appeals.Select(appeal => appeal.Outcome)) is { } ledger)
            yield return (ArchivePaths.Ledger, Json(ledger));
        if (content.Dispatch is { } dispatch)
            yield return (ArchivePaths.Dispatch, Json(dispatch));
        foreach (ClosedSheets sheets in content.Sheets)
            yield return (ArchivePaths.Sheets(sheets.Pool, sheets.Source), Json(sheets));
        yield return (ArchivePaths.Audit, Json(new ArchivedAnchor(content.Anchor?.ToString())));
    }

    private static byte[] Json<T>(T content) => JsonSerializer.SerializeToUtf8Bytes(content, DocumentJson.Options);
}

/// <summary>What an archive is of, and the digest of everything in it. Its own SHA-256 is the cycle's seal.</summary>
/// <param name="Format">How the archive is laid out: <see cref="CurrentFormat"/> is the one that is written now.</param>
/// <param name="Entries">Every entry but this one, in the archive's order.</param>
public sealed record ArchiveManifest(
    int Format, CountyId County, SchemeId Scheme, int SchemeVersion, Period Period, DateTimeOffset SealedAt, IReadOnlyList<ArchiveEntry> Entries)
{
    public const int CurrentFormat = 3;
}

/// <param name="Bytes">Its size, uncompressed.</param>
/// <param name="Sha256">In hexadecimal.</param>
public sealed record ArchiveEntry(string Path, long Bytes, string Sha256)
{
    public static ArchiveEntry Of(string path, ReadOnlySpan<byte> content) => new(path, content.Length, Digest.Of(content).ToString());
}

/// <summary>Everything that a sealed cycle leaves.</summary>
/// <param name="Scheme">The scheme's document, byte for byte as it was stored.</param>
/// <param name="Pools">In the county's order.</param>
/// <param name="Appeals">By subject.</param>
/// <param name="Dispatch">What the ranking's dispatch heard; null where there was none.</param>
/// <param name="Sheets">What judges and voters gave, pool by pool.</param>
/// <param name="Anchor">Where the audit trail ended; null before its first entry.</param>
internal sealed record ArchiveContent(
    byte[] Scheme, FrozenCycle Frozen, IReadOnlyList<ArchivedPool> Pools, IReadOnlyList<ArchivedAppeal> Appeals, ClosedDispatch? Dispatch, IReadOnlyList<ClosedSheets> Sheets, AuditAnchor? Anchor);

/// <param name="Proposals">Every round's, the first round first.</param>
/// <param name="Decisions">What the meeting resolved on each of them.</param>
/// <param name="Result">What was decided on the last of them.</param>
internal sealed record ArchivedPool(IReadOnlyList<PoolProposal> Proposals, IReadOnlyList<Resolution> Decisions, PoolResult Result);

internal sealed record ArchivedAppeal(AppealRecord Appeal, AppealOutcome Outcome);

/// <summary>Where the audit trail ended before the cycle was sealed.</summary>
/// <param name="Anchor">As <see cref="AuditAnchor.ToString"/> wrote it; null before the trail's first entry.</param>
internal sealed record ArchivedAnchor(string? Anchor);

/// <summary>The county's ledger in an archive: all lines, pool by pool.</summary>
/// <param name="Corrections">What appeals changed, by subject: lines of their own.</param>
internal sealed record ArchivedLedger(Ledger Ledger, Reconciliation Reconciliation, IReadOnlyList<LedgerCorrection> Corrections)
{
    /// <summary>Adds up a county's pools, in its order, and the appeals, by subject; null where the scheme has no subsidy.</summary>
    public static ArchivedLedger? Of(IEnumerable<Ledger?> ledgers, IEnumerable<AppealOutcome> appeals)
    {
        Ledger[] paid = [.. ledgers.OfType<Ledger>()];
        if (paid.Length == 0)
            return null;
        var all = Ledger.Combine(paid);
        return new ArchivedLedger(all, all.Reconcile(), [.. appeals.Select(appeal => appeal.Ledger).OfType<LedgerCorrection>()]);
    }
}

internal static class ArchivePaths
{
    public const string Manifest = "manifest.json";
    public const string Scheme = "scheme.json";
    public const string Frozen = "frozen.json";

    /// <summary>Only where the scheme has a subsidy.</summary>
    public const string Ledger = "ledger.json";

    /// <summary>Only where readings are computed from a dispatch.</summary>
    public const string Dispatch = "dispatch.json";
    public const string Audit = "audit.json";
    public const string Appeals = "appeals/";

    /// <summary>What the audit trail calls a cycle's archive.</summary>
    public static string Resource(CycleKey key) => $"{key.Resource}/archive";

    public static string Proposal(PoolId pool, int round) => string.Create(CultureInfo.InvariantCulture, $"pools/{pool}/proposal-{round:000}.json");

    public static string Decision(PoolId pool, int round) => string.Create(CultureInfo.InvariantCulture, $"pools/{pool}/decision-{round:000}.json");

    public static string Result(PoolId pool) => $"pools/{pool}/result.json";

    /// <summary>Only where a source is several judges, or a ballot.</summary>
    public static string Sheets(PoolId pool, SourceId source) => $"pools/{pool}/sheets/{source.Value.Replace(':', '-')}.json";

    public static string Appeal(SubjectId subject) => $"{Appeals}{subject}.json";
}
