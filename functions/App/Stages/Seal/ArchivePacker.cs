using System.IO.Compression;

namespace Yuekao.App.Stages.Seal;

/// <summary>Puts a cycle into one file. The same content gives the same bytes: entries in a fixed order, without times of their own.</summary>
internal static class ArchivePacker
{
    // The earliest time that a zip can hold.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Packs an archive.</summary>
    /// <param name="content">What it holds.</param>
    /// <param name="sealedAt">When the cycle is sealed.</param>
    public static byte[] Pack(ArchiveContent content, DateTimeOffset sealedAt)
    {
        List<(string Path, byte[] Bytes)> entries = [.. Entries(content)];
        var manifest = new ArchiveManifest(
            ArchiveManifest.CurrentFormat,
            content.Frozen.Key.County,
            content.Frozen.Key.Scheme,
            content.Frozen.SchemeVersion,
            content.Frozen.Key.Period,
            sealedAt,
            [.. entries.Select(entry => ArchiveEntry.Of(entry.Path, entry.Bytes))]);
        return Zip([.. entries, (ArchivePaths.Manifest, Json(manifest))]);
    }

    /// <summary>Zips entries as they come.</summary>
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

    /// <summary>The seal of an archive that was packed here, and when it was sealed.</summary>
    /// <exception cref="InvalidDataException">It is no such archive.</exception>
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
            yield return (ArchivePaths.Result(pool.Result.Pool), Json(pool.Result));
        }

        foreach (ArchivedAppeal appeal in content.Appeals)
            yield return (ArchivePaths.Appeal(appeal.Outcome.Subject), Json(appeal));
        if (ArchivedLedger.Of(content.Pools.Select(pool => pool.Result.Ledger), content.Appeals.Select(appeal => appeal.Outcome)) is { } ledger)
            yield return (ArchivePaths.Ledger, Json(ledger));
        yield return (ArchivePaths.Audit, Json(new ArchivedAnchor(content.Anchor?.ToString())));
    }

    private static byte[] Json<T>(T content) => JsonSerializer.SerializeToUtf8Bytes(content, DocumentJson.Options);
}

/// <summary>What an archive is of, and the digest of everything in it. Its own SHA-256 is the cycle's seal.</summary>
/// <param name="Format">How the archive is laid out: <see cref="CurrentFormat"/>.</param>
/// <param name="SchemeVersion">The scheme's version.</param>
/// <param name="SealedAt">When the cycle was sealed.</param>
/// <param name="Entries">Every entry but this one, in the archive's order.</param>
public sealed record ArchiveManifest(
    int Format, CountyId County, SchemeId Scheme, int SchemeVersion, Period Period, DateTimeOffset SealedAt, IReadOnlyList<ArchiveEntry> Entries)
{
    /// <summary>The layout that is written now.</summary>
    public const int CurrentFormat = 1;
}

/// <summary>An entry of an archive.</summary>
/// <param name="Bytes">Its size, uncompressed.</param>
/// <param name="Sha256">Its SHA-256, in hexadecimal.</param>
public sealed record ArchiveEntry(string Path, long Bytes, string Sha256)
{
    /// <summary>Describes an entry.</summary>
    public static ArchiveEntry Of(string path, ReadOnlySpan<byte> content) => new(path, content.Length, Digest.Of(content).ToString());
}
