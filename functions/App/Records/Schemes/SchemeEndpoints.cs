using Yuekao.Assessment.Loading;

namespace Yuekao.App.Records;

public sealed class SchemeEndpoints(SchemeStore schemes, AuditTrail audit)
{
    private const string Route = "counties/{county}/schemes";
    private const string VersionRoute = Route + "/{scheme}/versions/{version}";

    [Function(nameof(ListSchemes))]
    [Access(Role.County, Role.Township, Role.Committee, Role.Department, Role.Meeting, Role.Supervision, Role.Judge, Role.Finance, Role.Cadre)]
    [Operation("Lists every version of every scheme of the county, by scheme and then by version.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<SchemeVersion>))]
    public Task<IActionResult> ListSchemes([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request, CancellationToken cancellation) =>
        ListAsync(request, scheme: null, cancellation);

    [Function(nameof(ListSchemeVersions))]
    [Access(Role.County, Role.Township, Role.Committee, Role.Department, Role.Meeting, Role.Supervision, Role.Judge, Role.Finance, Role.Cadre)]
    [Operation("Lists the versions of one scheme.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<SchemeVersion>))]
    public Task<IActionResult> ListSchemeVersions(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/{scheme}/versions")] HttpRequest request, CancellationToken cancellation) =>
        ListAsync(request, request.Id<SchemeId>(), cancellation);

    [Function(nameof(GetSchemeVersion))]
    [Access(Role.County, Role.Township, Role.Committee, Role.Department, Role.Meeting, Role.Supervision, Role.Judge, Role.Finance, Role.Cadre)]
    [Operation("The document of a version, byte for byte as it was stored.")]
    [Tagged, Answers(StatusCodes.Status200OK, typeof(SchemeDocument)), Answers(StatusCodes.Status304NotModified), Problems(404)]
    public async Task<IActionResult> GetSchemeVersion([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = VersionRoute)] HttpRequest request, CancellationToken cancellation)
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
    [Operation("Stores a version of a scheme, its titles normalized. A version never changes: the same bytes again change nothing, other bytes are a conflict.")]
    [Accepts(typeof(SchemeDocument)), Answers(StatusCodes.Status201Created, typeof(SchemeVersion))]
    [Answers(StatusCodes.Status200OK, typeof(SchemeVersion)), Problems(409, 422)]
    public async Task<IActionResult> PutSchemeVersion([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = VersionRoute)] HttpRequest request, CancellationToken cancellation)
    {
        CountyId countyId = request.Id<CountyId>();
        SchemeKey key = KeyOf(request);
        RequestBody.MediaTypeOf(request, MediaTypeNames.Application.Json);
        byte[] document = JsonTexts.Normalize(await RequestBody.ReadBytesAsync(request, cancellation), SchemeDocuments.Texts);
        Scheme checkedScheme = SchemeDocuments.Check(document, countyId, key);
        Digest digest = Digest.Of(document);

        if (await schemes.FindAsync(countyId, key, cancellation) is { } there)
            return Existing(request, there, digest);
        AuditActor actor = AuditActor.Of(request.GetCaller());
        var entry = new AuditEntry(countyId.Value, actor, nameof(PutSchemeVersion), $"schemes/{key.Scheme}/versions/{key.Version}", Before: null, digest);
        SchemeVersion? stored = await audit.RecordAsync(entry, stop => schemes.AddAsync(countyId, checkedScheme, document, actor, stop), cancellation);
        return stored is null
            ? Existing(request, (await schemes.FindAsync(countyId, key, cancellation))!, digest)
            : Answer(request, stored, StatusCodes.Status201Created);
    }

    private static SchemeKey KeyOf(HttpRequest request) => SchemeKey.TryOf($"{request.Route("scheme")}@{request.Route("version")}", out SchemeKey key)
        ? key
        : throw new ProblemException(ProblemType.NotFound, $"There is nothing of that name: it must be {SchemeKey.Expected}.");

    private async Task<IActionResult> ListAsync(HttpRequest request, SchemeId? scheme, CancellationToken cancellation)
    {
        PageRequest page = PageRequest.Read(request);
        IReadOnlyList<SchemeVersion> versions = await schemes.ListAsync(request.Id<CountyId>(), scheme, page.After<SchemeKey>(SchemeKey.TryOf), page.Top, cancellation);
        return new OkObjectResult(page.Answer(versions, version => version.Key.Value));
    }

    private static ObjectResult Existing(HttpRequest request, SchemeVersion there, Digest digest) => there.Digest == digest.ToString()
        ? Answer(request, there, StatusCodes.Status200OK)
        : throw new ProblemException(ProblemType.Conflict, "A version never changes once it is stored: store the next version.");

    private static ObjectResult Answer(HttpRequest request, SchemeVersion version, int status)
    {
        request.HttpContext.Response.SetETag(new ETag($"\"{version.Digest}\""));
        return new ObjectResult(version) { StatusCode = status };
    }
}

internal static class SchemeDocuments
{
    /// <summary>The members of a scheme that people wrote for people: titles, units and texts, in each language.</summary>
    public static IReadOnlySet<string> Texts { get; } = new HashSet<string> { "zh-CN", "en" };

    /// <exception cref="ProblemException">Malformed when it is no JSON, else unacceptable, with every mistake and its JSON path.</exception>
    public static Scheme Check(ReadOnlyMemory<byte> document, CountyId county, SchemeKey key)
    {
        // A cycle is called by its scheme and period alone, in all counties: so schemes carry their county's name.
        if (!key.Scheme.Value.StartsWith($"{county}.", StringComparison.Ordinal))
        {
            ProblemError[] errors = [new ProblemError("scheme", $"must start with '{county}.'.")];
            throw new ProblemException(ProblemType.Unacceptable, "The scheme's id does not start with its county's.", errors);
        }

        SchemeLoadResult loaded = Scheme.Load(document);
        if (!loaded.IsValid)
        {
            ProblemType type = loaded.Errors.Any(error => error.Code == "malformed") ? ProblemType.Malformed : ProblemType.Unacceptable;
            throw new ProblemException(type, "The document is no valid scheme.", [.. loaded.Errors.Select(error => new ProblemError(error.Path, error.Message))]);
        }

        var mismatches = new List<ProblemError>();
        if (loaded.Scheme.Key.Scheme != key.Scheme)
            mismatches.Add(new ProblemError("$.id", $"must be '{key.Scheme}', as in the address."));
        if (loaded.Scheme.Key.Version != key.Version)
            mismatches.Add(new ProblemError("$.version", $"must be {key.Version}, as in the address."));
        return mismatches.Count == 0
            ? loaded.Scheme
            : throw new ProblemException(ProblemType.Unacceptable, "The document is another version or scheme than its address says.", mismatches);
    }
}
