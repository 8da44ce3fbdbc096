namespace Yuekao.App.Platform;

/// <summary>Walks a county's whole trail and holds every entry against its hash, every month against its head and the month before.</summary>
public sealed class AuditVerifier(AuditTable table)
{
    /// <summary>Verifies a trail; a place that was noted earlier must still be there.</summary>
    public async Task<AuditVerification> VerifyAsync(string county, AuditAnchor? noted, CancellationToken cancellation)
    {
        IReadOnlyList<AuditHead> heads = await table.HeadsAsync(county, cancellation);
        var walk = new Walk(county, heads, noted, isWhole: true);
        await foreach (AuditRecord record in table.AllAsync(county, cancellation))
            walk.Visit(record);
        return walk.End();
    }

    /// <summary>Verifies the months of a trail from one time to another, by the hash that the first one continues; a place that was noted must still be there.</summary>
    /// <param name="to">The last month; later ones are not read.</param>
    public async Task<AuditVerification> VerifyAsync(string county, DateTimeOffset from, DateTimeOffset to, AuditAnchor? noted, CancellationToken cancellation)
    {
        List<AuditHead> heads = [];
        List<AuditRecord> records = [];
        for (DateTimeOffset month = from; string.CompareOrdinal(AuditKeys.MonthOf(month), AuditKeys.MonthOf(to)) <= 0; month = month.AddDays(1 - month.UtcDateTime.Day).AddMonths(1))
        {
            (AuditHead? head, IReadOnlyList<AuditRecord> entries) = await table.MonthAsync(county, AuditKeys.MonthOf(month), cancellation);
            if (head is not null)
                heads.Add(head);
            records.AddRange(entries);
        }

        var walk = new Walk(county, heads, noted, isWhole: false);
        records.ForEach(walk.Visit);
        return walk.End() with { Records = records };
    }

    private sealed class Walk(string county, IReadOnlyList<AuditHead> heads, AuditAnchor? noted, bool isWhole)
    {
        private readonly Dictionary<string, AuditHead> headOf = heads.ToDictionary(head => head.Last.Month);
        private readonly HashSet<AuditAnchor> awaited = [.. heads.Select(head => head.Link).Skip(isWhole ? 0 : 1).Append(noted).OfType<AuditAnchor>()];
        private readonly SortedDictionary<string, AuditAnchor> ends = new(StringComparer.Ordinal);
        private readonly List<AuditFinding> findings = [];

        public void Visit(AuditRecord record)
        {
            AuditAnchor before = ends.TryGetValue(record.Month, out AuditAnchor? last)
                ? last
                : new AuditAnchor(record.Month, 0, headOf.GetValueOrDefault(record.Month)?.Link?.Hash ?? AuditChain.Genesis);
            if (record.Sequence != before.Sequence + 1)
                Find(AuditFindingKind.Missing, record.Month, before.Sequence + 1);
            else if (record.Hash != AuditChain.Hash(before.Hash, county, record))
                Find(AuditFindingKind.Altered, record.Month, record.Sequence);
            // The stored hash, not the right one: else everything after an altered entry would look altered too.
            var place = new AuditAnchor(record.Month, record.Sequence, record.Hash);
            ends[record.Month] = place;
            awaited.Remove(place);
        }

        public AuditVerification End()
        {
            foreach (AuditHead head in heads)
                ends.TryAdd(head.Last.Month, new AuditAnchor(head.Last.Month, 0, string.Empty));
            string? before = null;
            foreach ((string month, AuditAnchor end) in ends)
            {
                CheckHead(month, end);
                if (isWhole || before is not null)
                    CheckLink(month, before);
                before = month;
            }
            if (noted is not null && awaited.Contains(noted))
                Find(AuditFindingKind.AnchorMismatch, noted.Month, noted.Sequence);
            AuditMonth[] months = [.. ends.Select(end => new AuditMonth(end.Key, end.Value.Sequence, headOf.GetValueOrDefault(end.Key)?.Last.ToString()))];
            return new AuditVerification(findings.Count == 0, months, findings);
        }

        private void CheckHead(string month, AuditAnchor end)
        {
            if (headOf.GetValueOrDefault(month)?.Last is { } last && last.Sequence > end.Sequence)
                Find(AuditFindingKind.Missing, month, end.Sequence + 1);
            else if (headOf.GetValueOrDefault(month)?.Last != end)
                Find(AuditFindingKind.HeadMismatch, month, null);
        }

        private void CheckLink(string month, string? before)
        {
            if (headOf.TryGetValue(month, out AuditHead? head) && (head.Link?.Month != before || (head.Link is { } link && awaited.Contains(link))))
                Find(AuditFindingKind.BrokenLink, month, null);
        }

        private void Find(AuditFindingKind kind, string month, long? sequence) => findings.Add(new AuditFinding(kind, month, sequence));
    }
}

public sealed record AuditVerification(bool Valid, IReadOnlyList<AuditMonth> Months, IReadOnlyList<AuditFinding> Findings)
{
    /// <summary>The entries that were verified, where only some months were.</summary>
    internal IReadOnlyList<AuditRecord> Records { get; init; } = [];
}

/// <summary>A month of a trail, and where it ends: to be noted and given to a later verification; null where its head is missing.</summary>
public sealed record AuditMonth(string Month, long Entries, string? Anchor = null);

/// <summary>Something that cannot have come about by appending, at an entry; without its number it is about the month.</summary>
public sealed record AuditFinding(AuditFindingKind Kind, string Month, long? Sequence = null);

public enum AuditFindingKind
{
    /// <summary>The entry was altered, or the one before it was put in or exchanged.</summary>
    Altered,

    /// <summary>Entries are missing, this one first.</summary>
    Missing,

    /// <summary>The month's head is missing, or does not name the month's last entry.</summary>
    HeadMismatch,

    /// <summary>The month does not continue the one before it.</summary>
    BrokenLink,

    /// <summary>The trail does not lead to the anchor that was noted.</summary>
    AnchorMismatch,
}
