namespace Yuekao.App.Platform;

/// <summary>A county's audit trail.</summary>
public sealed class AuditEndpoints(AuditTable table, AuditVerifier verifier, TimeProvider clock)
{
    private const int MaximumDays = 366;

    [Function(nameof(ListAuditTrail))]
    [Access(Role.County)]
    [Operation("Lists what was written in a county, oldest first. Without a time range: this month.")]
    [Query("from", typeof(DateTimeOffset), "Appended at this time or later.")]
    [Query("to", typeof(DateTimeOffset), "Appended before this time; at most 366 days after 'from'.")]
    [Query("resource", typeof(string), "Done to this resource or to one under it, as townships/gaowan.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<AuditRecord>))]
    public async Task<IActionResult> ListAuditTrail(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "counties/{county}/audit")] HttpRequest request, CancellationToken cancellation)
    {
        string county = request.Id<CountyId>().Value;
        var query = new QueryReader(request.Query);
        PageRequest page = PageRequest.Read(request, query);
        DateTimeOffset to = query.Time("to") ?? clock.GetUtcNow().AddMinutes(1);
        DateTimeOffset from = query.Time("from") ?? new DateTimeOffset(to.UtcDateTime.Year, to.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero);
        if (to <= from || to - from > TimeSpan.FromDays(MaximumDays))
            query.Wrong("to", $"must be after 'from', and at most {MaximumDays} days.");
        var filter = new AuditFilter(from, to, query.Text("resource"));
        query.ThrowIfWrong();

        // One more than asked for tells whether there is a next page.
        List<AuditRecord> found = await FindAsync(county, filter, page.After<(string, long)>(TryPlace), page.Top + 1, cancellation);
        return new OkObjectResult(found.Count > page.Top ? page.Answer(found[..page.Top], PlaceOf(found[page.Top - 1])) : page.Answer(found, next: null));
    }

    [Function(nameof(VerifyAuditTrail))]
    [Access(Role.County)]
    [Operation("Walks the county's whole audit trail and reports whatever was altered, removed or put in.")]
    [Query("anchor", typeof(string), "The anchor of an earlier verification: the trail must still lead there.")]
    [Answers(StatusCodes.Status200OK, typeof(AuditVerification))]
    public async Task<IActionResult> VerifyAuditTrail(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "counties/{county}/audit/verification")] HttpRequest request, CancellationToken cancellation)
    {
        string county = request.Id<CountyId>().Value;
        var query = new QueryReader(request.Query);
        string? noted = query.Text("anchor");
        AuditAnchor? anchor = AuditAnchor.Find(noted);
        if (anchor is null && noted is not null)
            query.Wrong("anchor", "must be the anchor of an earlier verification.");
        query.ThrowIfWrong();
        return new OkObjectResult(await verifier.VerifyAsync(county, anchor, cancellation));
    }

    /// <summary>Entries from a place on, oldest first, over as many months as asked for.</summary>
    private async Task<List<AuditRecord>> FindAsync(string county, AuditFilter filter, (string Month, long After)? place, int most, CancellationToken cancellation)
    {
        (string month, long after) = place ?? (AuditKeys.MonthOf(filter.From), 0);
        var found = new List<AuditRecord>();
        for (string last = AuditKeys.MonthOf(filter.To); string.CompareOrdinal(month, last) <= 0 && found.Count < most; (month, after) = (Next(month), 0))
        {
            int wanted = most - found.Count;
            found.AddRange(await table.MonthAsync(county, month, after, filter, Math.Min(wanted, 1000), cancellation).Take(wanted).ToListAsync(cancellation));
        }
        return found;
    }

    private static bool TryPlace(string text, out (string Month, long After) place)
    {
        bool isPlace = text is [_, _, _, _, '-', _, _, '|', ..] && DateOnly.TryParseExact($"{text[..7]}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
        long after = 0;
        isPlace = isPlace && long.TryParse(text.AsSpan(8), NumberStyles.None, CultureInfo.InvariantCulture, out after);
        place = isPlace ? (text[..7], after) : default;
        return isPlace;
    }

    private static string PlaceOf(AuditRecord record) => string.Create(CultureInfo.InvariantCulture, $"{record.Month}|{record.Sequence}");

    private static string Next(string month) =>
        DateOnly.ParseExact($"{month}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture).AddMonths(1).ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
