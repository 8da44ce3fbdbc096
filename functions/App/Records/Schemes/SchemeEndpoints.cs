namespace Yuekao.App.Records;

/// <summary>The schemes of a county, in all their versions.</summary>
public sealed class SchemeEndpoints(SchemeStore schemes, IAuditTrail audit)
{
    private const string Route = "counties/{county}/schemes";
    private const string VersionRoute = Route + "/{scheme}/versions/{version}";

    [Function(nameof(ListSchemes))]
    [Access(Role.County, Role.Township, Role.Department, Role.Meeting, Role.Finance, Role.Cadre)]
    [Operation("Lists every version of every scheme of the county, by scheme and then by version.")]
    [Paged]
    [Answers(StatusCodes.Status200OK, typeof(Page<SchemeVersion>))]
    public Task<IActionResult> ListSchemes([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request, CancellationToken cancellation) =>
        ListAsync(request, scheme: null, cancellation);

    [Function(nameof(ListSchemeVersions))]
    [Access(Role.County, Role.Township, Role.Department, Role.Meeting, Role.Finance, Role.Cadre)]
    [Operation("Lists the versions of one scheme.")]
    [Paged]
    [Answers(StatusCodes.Status200OK, typeof(Page<SchemeVersion>))]
    public Task<IActionResult> ListSchemeVersions(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/{scheme}/versions")] HttpRequest request, CancellationToken cancellation) =>
        ListAsync(request, request.Id<SchemeId>(), cancellation);

    [Function(nameof(GetSchemeVersion))]
    [Access(Role.County, Role.Township, Role.Department, Role.Meeting, Role.Finance, Role.Cadre)]
    [Operation("The document of a version, byte for byte as it was stored.")]
    [Tagged]
    [Answers(StatusCodes.Status200OK, typeof(SchemeDocument))]
    [Answers(StatusCodes.Status304NotModified)]
    [Problems(404)]
    public async Task<IActionResult> GetSchemeVersion(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = VersionRoute)] HttpRequest request, CancellationToken cancellation)
    {
        CountyId countyId = request.Id<CountyId>();
        SchemeVersion stored = await schemes.FindAsync(countyId, KeyOf(request), cancellation)
            ?? throw new ProblemException(ProblemType.NotFound, $"The county has no version {request.Route("version")} of '{request.Route("scheme")}'.");
        string tag = $"\"{stored.Digest}\"";
        request.HttpContext.Response.SetETag(new ETag(tag));
        if (request.Headers.IfNoneMatch.Contains(tag))
            return new StatusCodeResult(StatusCodes.Status304NotModified);
        return new FileContentResult(await schemes.ReadDocumentAsync(countyId, stored, cancellation), MediaTypeNames.Application.Json);
    }

    [Function(nameof(PutSchemeVersion))]
    [Access(Role.County)]
    [Operation("Stores a version of a scheme. A version never changes: the same bytes again change nothing, other bytes are a conflict.")]
    [Accepts(typeof(SchemeDocument))]
    [Answers(StatusCodes.Status201Created, typeof(SchemeVersion))]
    [Answers(StatusCodes.Status200OK, typeof(SchemeVersion))]
    [Problems(409, 422)]
    public async Task<IActionResult> PutSchemeVersion(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = VersionRoute)] HttpRequest request, CancellationToken cancellation)
    {
        CountyId countyId = request.Id<CountyId>();
        SchemeKey key = KeyOf(request);
        RequestBody.MediaTypeOf(request, MediaTypeNames.Application.Json);
        byte[] document = await RequestBody.ReadBytesAsync(request, cancellation);
        Scheme checkedScheme = SchemeDocuments.Check(document, countyId, key);
        Digest digest = Digest.Of(document);

        if (await schemes.FindAsync(countyId, key, cancellation) is { } there)
            return Existing(request, there, digest);
        AuditActor actor = AuditActor.Of(request.GetCaller());
        var entry = new AuditEntry(countyId.Value, actor, nameof(PutSchemeVersion), $"schemes/{key.Scheme}/versions/{key.Version}", Before: null, digest);
        SchemeVersion? stored = await audit.RecordAsync(entry, stop => schemes.AddAsync(countyId, checkedScheme, document, actor, stop), cancellation);
        if (stored is null)
            return Existing(request, (await schemes.FindAsync(countyId, key, cancellation))!, digest);
        request.HttpContext.Response.SetETag(new ETag($"\"{stored.Digest}\""));
        return new ObjectResult(stored) { StatusCode = StatusCodes.Status201Created };
    }

    private static SchemeKey KeyOf(HttpRequest request) =>
        SchemeKey.TryOf($"{request.Route("scheme")}@{request.Route("version")}", out SchemeKey key) ? key : throw new ProblemException(ProblemType.NotFound, $"There is nothing of that name: it must be {SchemeKey.Expected}.");

    private async Task<IActionResult> ListAsync(HttpRequest request, SchemeId? scheme, CancellationToken cancellation)
    {
        PageRequest page = PageRequest.Read(request);
        SchemeKey? after = SchemeKey.TryOf(page.Place, out SchemeKey key) ? key : null;
        IReadOnlyList<SchemeVersion> versions = await schemes.ListAsync(request.Id<CountyId>(), scheme, after, page.Top, cancellation);
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
