namespace Yuekao.App.Stages.Seal;

/// <summary>The archives of sealed cycles.</summary>
public sealed class ArchiveEndpoints(ArchiveQueries queries)
{
    private const string R = CycleRoutes.Cycle;

    [Function(nameof(GetArchive))]
    [Access(Role.County)]
    [Operation("The archive of a sealed cycle, as a zip file. Its ETag is the seal: the SHA-256 of its manifest.")]
    [Tagged]
    [Answers(StatusCodes.Status200OK, typeof(string), MediaTypeNames.Application.Zip)]
    [Answers(StatusCodes.Status304NotModified)]
    [Problems(404)]
    public async Task<IActionResult> GetArchive(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = R + "/archive")] HttpRequest request, CancellationToken cancellation)
    {
        var key = request.CycleKey();
        SealedCycle seal = await queries.RequireSealAsync(key, cancellation);
        string tag = $"\"{seal.Seal}\"";
        request.HttpContext.Response.SetETag(new ETag(tag));
        if (request.Headers.IfNoneMatch.Contains(tag))
            return new StatusCodeResult(StatusCodes.Status304NotModified);
        return new FileContentResult(await queries.RequireArchiveAsync(key, cancellation), MediaTypeNames.Application.Zip) { FileDownloadName = $"{key}.zip" };
    }

    [Function(nameof(VerifyArchive))]
    [Access(Role.County)]
    [Operation("Recomputes every outcome of a sealed cycle from its archive alone, and reports any difference, from the seal and from the audit trail too.")]
    [Answers(StatusCodes.Status200OK, typeof(ArchiveVerification))]
    [Problems(404)]
    public async Task<IActionResult> VerifyArchive(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = R + "/verification")] HttpRequest request, CancellationToken cancellation) =>
        new OkObjectResult(await queries.VerifyAsync(request.CycleKey(), cancellation));
}
