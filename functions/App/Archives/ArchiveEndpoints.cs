using System.Net.Mime;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Yuekao.App.Access;
using Yuekao.App.Cycles;
using Yuekao.App.Http;
using Yuekao.App.OpenApi;
using ETag = Azure.ETag;

namespace Yuekao.App.Archives;

/// <summary>The archives of sealed cycles.</summary>
public sealed class ArchiveEndpoints(ArchiveQueries queries)
{
    private const string R = "counties/{county}/schemes/{scheme}/cycles/{period}";

    /// <summary><c>GET archive</c>: the zip, its seal as ETag; 304 when If-None-Match names it.</summary>
    [Function(nameof(GetArchive))]
    [Access(Role.County)]
    [Operation("The archive of a sealed cycle, as a zip file. Its ETag is the seal: the SHA-256 of its manifest.")]
    [Tagged]
    [Answers(StatusCodes.Status200OK, typeof(string), MediaTypeNames.Application.Zip)]
    [Answers(StatusCodes.Status304NotModified)]
    [Answers(StatusCodes.Status404NotFound)]
    public async Task<IActionResult> GetArchive(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = R + "/archive")] HttpRequest request, string county, string scheme, string period, CancellationToken cancellation)
    {
        var key = CycleKey.Read(county, scheme, period);
        SealedCycle seal = await queries.RequireSealAsync(key, cancellation);
        string tag = $"\"{seal.Seal}\"";
        request.HttpContext.Response.SetETag(new ETag(tag));
        if (request.Headers.IfNoneMatch.Contains(tag))
            return new StatusCodeResult(StatusCodes.Status304NotModified);
        return new FileContentResult(await queries.RequireArchiveAsync(key, cancellation), MediaTypeNames.Application.Zip) { FileDownloadName = $"{key}.zip" };
    }

    /// <summary><c>GET verification</c>: recomputes everything from the archive and reports whatever is not as it was sealed.</summary>
    [Function(nameof(VerifyArchive))]
    [Access(Role.County)]
    [Operation("Recomputes every outcome of a sealed cycle from its archive alone, and reports any difference, from the seal and from the audit trail too.")]
    [Answers(StatusCodes.Status200OK, typeof(ArchiveVerification))]
    [Answers(StatusCodes.Status404NotFound)]
    public async Task<IActionResult> VerifyArchive(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = R + "/verification")] HttpRequest request, string county, string scheme, string period, CancellationToken cancellation) =>
        new OkObjectResult(await queries.VerifyAsync(CycleKey.Read(county, scheme, period), cancellation));
}
