using System.Net.Mime;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Yuekao.App.Access;
using Yuekao.App.AuditTrail;
using Yuekao.App.Http;
using Yuekao.App.OpenApi;
using Yuekao.App.Problems;
using Yuekao.App.Rosters;
using Yuekao.Assessment;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;
using ETag = Azure.ETag;

namespace Yuekao.App.Schemes;

/// <summary>The schemes of a county, in all their versions.</summary>
public sealed class SchemeEndpoints(SchemeStore schemes, IAuditTrail audit)
{
    private const string Route = "counties/{county}/schemes";
    private const string VersionRoute = Route + "/{scheme}/versions/{version}";

    /// <summary><c>GET</c>: every version of every scheme, by scheme and then by version.</summary>
    [Function(nameof(ListSchemes))]
    [Access(Role.County)]
    [Access(Role.Township)]
    [Access(Role.Department)]
    [Access(Role.Meeting)]
    [Access(Role.Finance)]
    [Access(Role.Cadre)]
    [Operation("Lists every version of every scheme of the county, by scheme and then by version.")]
    [Paged]
    [Answers(StatusCodes.Status200OK, typeof(Page<SchemeVersion>))]
    public Task<IActionResult> ListSchemes(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request, string county, CancellationToken cancellation) =>
        ListAsync(request, county, scheme: null, cancellation);

    /// <summary><c>GET {scheme}/versions</c>: the versions of one scheme.</summary>
    [Function(nameof(ListSchemeVersions))]
    [Access(Role.County)]
    [Access(Role.Township)]
    [Access(Role.Department)]
    [Access(Role.Meeting)]
    [Access(Role.Finance)]
    [Access(Role.Cadre)]
    [Operation("Lists the versions of one scheme.")]
    [Paged]
    [Answers(StatusCodes.Status200OK, typeof(Page<SchemeVersion>))]
    public Task<IActionResult> ListSchemeVersions(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/{scheme}/versions")] HttpRequest request, string county, string scheme, CancellationToken cancellation) =>
        ListAsync(request, county, RouteIds.Read<SchemeId>(scheme), cancellation);

    /// <summary><c>GET {scheme}/versions/{version}</c>: the document, byte for byte as it was stored; 304 when If-None-Match names it.</summary>
    [Function(nameof(GetSchemeVersion))]
    [Access(Role.County)]
    [Access(Role.Township)]
    [Access(Role.Department)]
    [Access(Role.Meeting)]
    [Access(Role.Finance)]
    [Access(Role.Cadre)]
    [Operation("The document of a version, byte for byte as it was stored.")]
    [Tagged]
    [Answers(StatusCodes.Status200OK, typeof(SchemeDocument))]
    [Answers(StatusCodes.Status304NotModified)]
    [Answers(StatusCodes.Status404NotFound)]
    public async Task<IActionResult> GetSchemeVersion(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = VersionRoute)] HttpRequest request, string county, string scheme, string version, CancellationToken cancellation)
    {
        CountyId countyId = RouteIds.Read<CountyId>(county);
        SchemeVersion stored = await schemes.FindAsync(countyId, KeyOf(scheme, version), cancellation)
            ?? throw new ProblemException(ProblemType.NotFound, $"The county has no version {version} of '{scheme}'.");
        string tag = $"\"{stored.Digest}\"";
        request.HttpContext.Response.SetETag(new ETag(tag));
        if (request.Headers.IfNoneMatch.Contains(tag))
            return new StatusCodeResult(StatusCodes.Status304NotModified);
        return new FileContentResult(await schemes.ReadDocumentAsync(countyId, stored, cancellation), MediaTypeNames.Application.Json);
    }

    /// <summary><c>PUT {scheme}/versions/{version}</c>: stores a version; 201 when it is new, 200 when it was there with the same bytes, 409 when with others.</summary>
    [Function(nameof(PutSchemeVersion))]
    [Access(Role.County)]
    [Operation("Stores a version of a scheme. A version never changes: the same bytes again change nothing, other bytes are a conflict.")]
    [Accepts(typeof(SchemeDocument))]
    [Answers(StatusCodes.Status201Created, typeof(SchemeVersion))]
    [Answers(StatusCodes.Status200OK, typeof(SchemeVersion))]
    [Answers(StatusCodes.Status409Conflict)]
    [Answers(StatusCodes.Status422UnprocessableEntity)]
    public async Task<IActionResult> PutSchemeVersion(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = VersionRoute)] HttpRequest request,
        FunctionContext context,
        string county,
        string scheme,
        string version,
        CancellationToken cancellation)
    {
        CountyId countyId = RouteIds.Read<CountyId>(county);
        var key = KeyOf(scheme, version);
        RequestBody.MediaTypeOf(request, MediaTypeNames.Application.Json);
        byte[] document = await RequestBody.ReadBytesAsync(request, cancellation);
        Scheme checkedScheme = SchemeDocuments.Check(document, countyId, key);
        Digest digest = Digest.Of(document);

        if (await schemes.FindAsync(countyId, key, cancellation) is { } there)
            return Existing(request, there, digest);
        AuditActor actor = AuditActor.Of(context.GetCaller());
        var entry = new AuditEntry(county, actor, nameof(PutSchemeVersion), $"schemes/{scheme}/versions/{version}", Before: null, digest);
        SchemeVersion? stored = await audit.RecordAsync(entry, stop => schemes.AddAsync(countyId, checkedScheme, document, actor, stop), cancellation);
        if (stored is null)
            return Existing(request, (await schemes.FindAsync(countyId, key, cancellation))!, digest);
        request.HttpContext.Response.SetETag(new ETag($"\"{stored.Digest}\""));
        return new ObjectResult(stored) { StatusCode = StatusCodes.Status201Created };
    }

    private static SchemeKey KeyOf(string scheme, string version) => RouteIds.Read<SchemeKey>($"{scheme}@{version}");

    private async Task<IActionResult> ListAsync(HttpRequest request, string county, SchemeId? scheme, CancellationToken cancellation)
    {
        var query = new QueryReader(request.Query);
        PageRequest page = PageRequest.Read(request, query);
        query.ThrowIfWrong();
        SchemeKey? after = SchemeKey.TryOf(page.Place, out SchemeKey key) ? key : null;
        IReadOnlyList<SchemeVersion> versions = await schemes.ListAsync(RouteIds.Read<CountyId>(county), scheme, after, page.Top, cancellation);
        return new OkObjectResult(page.Answer(versions, versions.Count == page.Top ? new SchemeKey(versions[^1].Scheme, versions[^1].Version).Value : null));
    }

    private static OkObjectResult Existing(HttpRequest request, SchemeVersion there, Digest digest)
    {
        if (there.Digest != digest.ToString())
            throw new ProblemException(ProblemType.Conflict, "A version never changes once it is stored: store the next version.");
        request.HttpContext.Response.SetETag(new ETag($"\"{there.Digest}\""));
        return new OkObjectResult(there);
    }
}
