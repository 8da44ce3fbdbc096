using System.Buffers;
using System.Security.Cryptography;

namespace Yuekao.App.Platform;

/// <summary>Chains entries: each one's hash covers everything it says and the hash before it, so that none can change, go or come in between unseen.</summary>
internal static class AuditChain
{
    /// <summary>What stands before a county's first entry.</summary>
    public static string Genesis { get; } = new('0', 2 * SHA256.HashSizeInBytes);

    /// <summary>The entry that follows, as it is to be stored.</summary>
    public static AuditRecord Next(string previousHash, string month, long sequence, DateTimeOffset at, AuditEntry entry)
    {
        var record = new AuditRecord(
            month, sequence, at, entry.Actor, entry.Action, entry.Resource, Hash: string.Empty, entry.Before?.ToString(), entry.After?.ToString(), entry.Reason);
        return record with { Hash = Hash(previousHash, entry.County, record) };
    }

    /// <summary>What an entry's hash must be.</summary>
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
