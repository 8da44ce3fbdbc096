namespace Yuekao.App.Platform;

/// <summary>Lists entries, oldest first, over as many months as asked for.</summary>
internal sealed class AuditReader(AuditTable table)
{
    /// <summary>One page.</summary>
    public async Task<Page<AuditRecord>> ListAsync(string county, AuditFilter filter, PageRequest page, CancellationToken cancellation)
    {
        (string month, long after) = page.Place is { } place ? Decode(place) : (AuditKeys.MonthOf(filter.From), 0);
        var found = new List<AuditRecord>();
        // One more than asked for tells whether there is a next page.
        for (string last = AuditKeys.MonthOf(filter.To); string.CompareOrdinal(month, last) <= 0 && found.Count <= page.Top; (month, after) = (Next(month), 0))
        {
            int wanted = page.Top + 1 - found.Count;
            await foreach (AuditRecord record in table.MonthAsync(county, month, after, filter, Math.Min(wanted, 1000), cancellation).Take(wanted))
                found.Add(record);
        }
        if (found.Count <= page.Top)
            return page.Answer(found, next: null);
        found.RemoveAt(page.Top);
        return page.Answer(found, Encode(found[^1]));
    }

    private static string Encode(AuditRecord record) => string.Create(CultureInfo.InvariantCulture, $"{record.Month}|{record.Sequence}");

    private static (string Month, long After) Decode(string place) => (place[..7], long.Parse(place.AsSpan(8), NumberStyles.None, CultureInfo.InvariantCulture));

    private static string Next(string month) =>
        DateOnly.ParseExact($"{month}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture).AddMonths(1).ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
