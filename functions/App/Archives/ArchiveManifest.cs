using Yuekao.App.AuditTrail;
using Yuekao.Assessment.Values;

namespace Yuekao.App.Archives;

/// <summary>What an archive is of, and the digest of everything in it. Its own SHA-256 is the cycle's seal.</summary>
/// <param name="Format">How the archive is laid out: <see cref="CurrentFormat"/>.</param>
/// <param name="County">The county.</param>
/// <param name="Scheme">The scheme.</param>
/// <param name="SchemeVersion">The scheme's version.</param>
/// <param name="Period">The period.</param>
/// <param name="SealedAt">When the cycle was sealed.</param>
/// <param name="Entries">Every entry but this one, in the archive's order.</param>
public sealed record ArchiveManifest(
    int Format, CountyId County, SchemeId Scheme, int SchemeVersion, Period Period, DateTimeOffset SealedAt, IReadOnlyList<ArchiveEntry> Entries)
{
    /// <summary>The layout that is written now.</summary>
    public const int CurrentFormat = 1;
}

/// <summary>An entry of an archive.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Bytes">Its size, uncompressed.</param>
/// <param name="Sha256">Its SHA-256, in hexadecimal.</param>
public sealed record ArchiveEntry(string Path, long Bytes, string Sha256)
{
    /// <summary>Describes an entry.</summary>
    public static ArchiveEntry Of(string path, ReadOnlySpan<byte> content) => new(path, content.Length, Digest.Of(content).ToString());
}
