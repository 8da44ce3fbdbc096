namespace Yuekao.App.Stages.Seal;

public sealed class ArchiveEndpoints(CycleStore cycles, ArchiveStore archives, AuditVerifier trail)
{
    private const int MostDifferences = 1000;

    [Function(nameof(GetArchive))]
    [Access(Role.County)]
    [Operation("The archive of a sealed cycle, as a zip file. Its ETag is the seal: the SHA-256 of its manifest.")]
    [Tagged, Answers(StatusCodes.Status200OK, typeof(string), MediaTypeNames.Application.Zip), Answers(StatusCodes.Status304NotModified)]
    [Problems(404)]
    public async Task<IActionResult> GetArchive(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = CycleRoutes.Cycle + "/archive")] HttpRequest request, CancellationToken cancellation)
    {
        (CycleRecord cycle, SealedCycle seal) = await RequireSealAsync(request.CycleKey(), cancellation);
        string tag = $"\"{seal.Seal}\"";
        request.HttpContext.Response.SetETag(new ETag(tag));
        if (request.Headers.IfNoneMatch.Contains(tag))
            return new StatusCodeResult(StatusCodes.Status304NotModified);
        byte[] archive = await archives.FindAsync(cycle.Key, cancellation)
            ?? throw new ProblemException(ProblemType.NotFound, $"The archive of '{cycle.Key}' is not in storage any more.");
        return new FileContentResult(archive, MediaTypeNames.Application.Zip) { FileDownloadName = $"{cycle.Key}.zip" };
    }

    [Function(nameof(VerifyArchive))]
    [Access(Role.County)]
    [Operation("Recomputes every outcome of a sealed cycle from its archive alone, and reports any difference, from the seal and from the audit trail too.")]
    [Answers(StatusCodes.Status200OK, typeof(ArchiveVerification)), Problems(404)]
    public async Task<IActionResult> VerifyArchive(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = CycleRoutes.Cycle + "/verification")] HttpRequest request, CancellationToken cancellation)
    {
        (CycleRecord cycle, SealedCycle seal) = await RequireSealAsync(request.CycleKey(), cancellation);
        byte[]? archive = await archives.FindAsync(cycle.Key, cancellation);
        ArchiveReport report = archive is not null
            ? ArchiveVerifier.Verify(archive)
            : new ArchiveReport(Seal: null, Anchor: null, new ArchiveCounts(0, 0, 0, 0), [new ArchiveDifference("archive", "It is not in storage any more.")]);
        var differences = report.Differences.ToList();
        if (report.Seal != seal.Seal)
            differences.Insert(0, new ArchiveDifference(ArchivePaths.Manifest, "It is not the manifest that was sealed.", seal.Seal, report.Seal));
        differences.AddRange(await TrailAsync(cycle, seal, report.Anchor, archive, cancellation));
        IReadOnlyList<ArchiveDifference> first = [.. differences.Take(MostDifferences)];
        return new OkObjectResult(new ArchiveVerification(differences.Count == 0, seal.Seal, seal.SealedAt, report.Checked, differences.Count, first));
    }

    // The months in which the cycle ran, and no more of the county's trail.
    private async Task<IEnumerable<ArchiveDifference>> TrailAsync(CycleRecord cycle, SealedCycle seal, AuditAnchor? anchor, byte[]? archive, CancellationToken cancellation)
    {
        CycleKey key = cycle.Key;
        AuditVerification verified = await trail.VerifyAsync(key.County.Value, cycle.StartedAt, seal.SealedAt.AddMonths(1), anchor, cancellation);
        var broken = verified.Findings.Where(finding => anchor is not null && IsUpTo(finding, anchor)).Select(Difference);
        string? noted = verified.Records.LastOrDefault(record => record.Resource == ArchivePaths.Resource(key) && record.Reason is null)?.After?.ToString();
        string? stored = archive is null ? null : Digest.Of(archive).ToString();
        return noted == stored || archive is null
            ? broken
            : broken.Append(new ArchiveDifference("archive", "It is not the file whose digest the audit trail has.", noted, stored));
    }

    private async Task<(CycleRecord Cycle, SealedCycle Seal)> RequireSealAsync(CycleKey key, CancellationToken cancellation) =>
        await cycles.FindAsync(key, cancellation) is { Phase: CyclePhase.Sealed, SealedAt: { } at, Seal: { } seal } cycle
            ? (cycle, new SealedCycle(at, seal))
            : throw new ProblemException(ProblemType.NotFound, $"The cycle '{key}' is not sealed.");

    // What was appended after the seal is not the archive's concern, and may be appended while this looks.
    private static bool IsUpTo(AuditFinding finding, AuditAnchor anchor) =>
        finding.Kind != AuditFindingKind.HeadMismatch
        && (string.CompareOrdinal(finding.Month, anchor.Month) < 0 || (finding.Month == anchor.Month && (finding.Sequence ?? 0) <= anchor.Sequence));

    private static ArchiveDifference Difference(AuditFinding finding) => new(
        $"audit trail {finding.Month}.{finding.Sequence}", $"The trail does not lead unbroken to where it ended before the seal: {finding.Kind}.");
}

/// <summary>Whether a sealed archive is what was sealed, and what its inputs give.</summary>
/// <param name="Seal">The SHA-256 of the manifest, as it was sealed.</param>
/// <param name="Differences">The first 1000 of those found.</param>
public sealed record ArchiveVerification(bool Valid, string Seal, DateTimeOffset SealedAt, ArchiveCounts Checked, int Found, IReadOnlyList<ArchiveDifference> Differences);
