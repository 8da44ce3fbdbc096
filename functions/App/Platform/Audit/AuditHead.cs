using System.Diagnostics.CodeAnalysis;
using Azure;

namespace Yuekao.App.Platform;

/// <summary>A place in a county's trail, to be noted elsewhere: whoever holds it can tell later whether the trail still leads there.</summary>
/// <param name="Month">The month.</param>
/// <param name="Sequence">The entry's number.</param>
/// <param name="Hash">The entry's hash.</param>
public sealed record AuditAnchor(string Month, long Sequence, string Hash)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out AuditAnchor? anchor)
    {
        anchor = text.Split('.') is [{ Length: 7 } month, var number, { Length: 64 } hash] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long sequence)
            ? new AuditAnchor(month, sequence, hash)
            : null;
        return anchor is not null;
    }

    /// <summary><c>2026-10.121.3f5a...</c></summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Month}.{Sequence}.{Hash}");
}

/// <summary>Where a month's chain ends, and what it continues.</summary>
/// <param name="Last">The last entry; number 0 with the linked hash where there is none yet.</param>
/// <param name="Link">The entry of an earlier month that the chain continues; null in a county's first month.</param>
/// <param name="ETag">Guards it against a second writer; null while it is not stored.</param>
internal sealed record AuditHead(AuditAnchor Last, AuditAnchor? Link, ETag? ETag)
{
    /// <summary>The head of a month without entries.</summary>
    public static AuditHead Opening(string month, AuditAnchor? link) => new(new AuditAnchor(month, 0, link?.Hash ?? AuditChain.Genesis), link, ETag: null);

    /// <summary>The head after more entries.</summary>
    public AuditHead After(AuditRecord last) => this with { Last = new AuditAnchor(last.Month, last.Sequence, last.Hash) };

    /// <summary>The entries, chained to this head.</summary>
    public IReadOnlyList<AuditRecord> Chain(IReadOnlyList<AuditEntry> entries, DateTimeOffset at)
    {
        var records = new List<AuditRecord>(entries.Count);
        string hash = Last.Hash;
        foreach (AuditEntry entry in entries)
        {
            records.Add(AuditChain.Next(hash, Last.Month, Last.Sequence + records.Count + 1, at, entry));
            hash = records[^1].Hash;
        }
        return records;
    }
}
