namespace Yuekao.App.Platform;

/// <summary>What the audit trail's endpoints answer.</summary>
public sealed class AuditQueries
{
    private const int MaximumDays = 366;

    private readonly AuditReader reader;
    private readonly AuditVerifier verifier;
    private readonly TimeProvider clock;

    internal AuditQueries(AuditReader reader, AuditVerifier verifier, TimeProvider clock) => (this.reader, this.verifier, this.clock) = (reader, verifier, clock);

    internal Task<Page<AuditRecord>> ListAsync(HttpRequest request, string county, CancellationToken cancellation)
    {
        var query = new QueryReader(request.Query);
        PageRequest page = PageRequest.Read(request, query);
        DateTimeOffset now = clock.GetUtcNow();
        DateTimeOffset to = query.Time("to") ?? now.AddMinutes(1);
        DateTimeOffset from = query.Time("from") ?? new DateTimeOffset(to.UtcDateTime.Year, to.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero);
        if (to <= from || to - from > TimeSpan.FromDays(MaximumDays))
            query.Wrong("to", $"must be after 'from', and at most {MaximumDays} days.");
        var filter = new AuditFilter(from, to, query.Text("resource"));
        query.ThrowIfWrong();
        return reader.ListAsync(county, filter, page, cancellation);
    }

    internal Task<AuditVerification> VerifyAsync(HttpRequest request, string county, CancellationToken cancellation)
    {
        var query = new QueryReader(request.Query);
        AuditAnchor? anchor = null;
        if (query.Text("anchor") is { } text && !AuditAnchor.TryParse(text, out anchor))
            query.Wrong("anchor", "must be the anchor of an earlier verification.");
        query.ThrowIfWrong();
        return verifier.VerifyAsync(county, anchor, cancellation);
    }
}
