using System.Buffers;
using System.Security.Cryptography;

namespace Yuekao.App.Platform;

/// <summary>Chains entries: each one's hash covers everything it says and the hash before it, so that none can change, go or come in between unseen.</summary>
internal static class AuditChain
{
    /// <summary>What stands before a county's first entry.</summary>
    public static string Genesis { get; } = new('0', 2 * SHA256.HashSizeInBytes);

    public static string Hash(string previousHash, string county, AuditRecord record)
    {
        var buffer = new ArrayBufferWriter<byte>();
        // An array of JSON strings: no two different entries are written alike.
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(previousHash);
            writer.WriteStringValue(county);
            writer.WriteStringValue(record.Month);
            writer.WriteNumberValue(record.Sequence);
            writer.WriteNumberValue(record.At.UtcTicks);
            foreach (string? text in (ReadOnlySpan<string?>)[record.Actor.Id, record.Actor.Name, record.Actor.Roles, record.Action, record.Resource, record.Before, record.After, record.Reason])
                writer.WriteStringValue(text);
            writer.WriteEndArray();
        }
        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
    }
}

/// <summary>A place in a county's trail, to be noted elsewhere: whoever holds it can tell later whether the trail still leads there.</summary>
public sealed record AuditAnchor(string Month, long Sequence, string Hash)
{
    /// <summary>Reads what <see cref="ToString"/> wrote; null where it did not.</summary>
    public static AuditAnchor? Find(string? text) =>
        text?.Split('.') is [{ Length: 7 } month, var number, { Length: 64 } hash] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long sequence)
            ? new AuditAnchor(month, sequence, hash)
            : null;

    /// <summary><c>2026-10.121.3f5a...</c></summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Month}.{Sequence}.{Hash}");
}

/// <summary>Where a month's chain ends, and what it continues.</summary>
/// <param name="Last">The last entry; number 0 with the linked hash where there is none yet.</param>
/// <param name="Link">The entry of an earlier month that the chain continues; null in a county's first month.</param>
/// <param name="ETag">Guards it against a second writer; null while it is not stored.</param>
public sealed record AuditHead(AuditAnchor Last, AuditAnchor? Link, ETag? ETag)
{
    internal IReadOnlyList<AuditRecord> Chain(IReadOnlyList<AuditEntry> entries, DateTimeOffset at)
    {
        var records = new List<AuditRecord>(entries.Count);
        string hash = Last.Hash;
        foreach (AuditEntry entry in entries)
        {
            var record = new AuditRecord(
                Last.Month, Last.Sequence + records.Count + 1, at, entry.Actor, entry.Action, entry.Resource,
                Hash: string.Empty, entry.Before?.ToString(), entry.After?.ToString(), entry.Reason);
            hash = AuditChain.Hash(hash, entry.County, record);
            records.Add(record with { Hash = hash });
        }
        return records;
    }
}
