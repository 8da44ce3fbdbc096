namespace Yuekao.App.Platform;

/// <summary>What a reader of a document asks for.</summary>
/// <param name="Version">An earlier version; null for the current one.</param>
/// <param name="IsTemplate">Whether one to fill in is wanted where nothing is stored.</param>
internal readonly record struct DocumentQuery(int? Version, bool IsTemplate)
{
    /// <remarks>The endpoint may read parameters of its own too; then it calls <see cref="QueryReader.ThrowIfWrong"/>.</remarks>
    public static DocumentQuery Read(QueryReader query) => new(query.Version(), query.Flag("template") == true);

    /// <exception cref="ProblemException">Malformed, with everything that is wrong.</exception>
    public static DocumentQuery Read(HttpRequest request)
    {
        var query = new QueryReader(request.Query);
        DocumentQuery asked = Read(query);
        query.ThrowIfWrong();
        return asked;
    }
}

/// <summary>How a writer wants a document replaced.</summary>
/// <param name="IsPreview">Whether it is only said what would change.</param>
/// <param name="Ending">How many of what lasts the writer knows to end; null where nothing is said of it.</param>
internal readonly record struct ReplacementQuery(bool IsPreview, int? Ending)
{
    /// <exception cref="ProblemException">Malformed, with everything that is wrong: a preview misspelt is no replacement.</exception>
    public static ReplacementQuery Read(HttpRequest request, bool canEnd = false)
    {
        const int None = -1;
        var query = new QueryReader(request.Query);
        bool isPreview = query.Flag("preview") == true;
        int ending = canEnd ? query.Number("ending", None, 0, int.MaxValue) : None;
        query.ThrowIfWrong();
        return new ReplacementQuery(isPreview, ending == None ? null : ending);
    }
}

/// <summary>A document that is replaced as a whole: how it is read and written, and where it is kept.</summary>
internal sealed record ReplacedDocument<TRow, T>(IKeyedTable<T> Table, DocumentFormats<T> Formats, VersionedDocument<TRow, T> Stored, T Empty)
    where TRow : class
    where T : class
{
    /// <summary>What of the document lasts, and would be ended by another in its place; null where nothing lasts.</summary>
    public Func<T, T, Endings>? Ends { get; init; }
}

/// <summary>How much of what lasts in a document another one in its place ends.</summary>
/// <param name="Count">How many.</param>
/// <param name="Of">How many last before it.</param>
internal sealed record Endings(int Count, int Of)
{
    private const int Share = 10;

    /// <summary>Whether they are so many that somebody must have meant it: more than a tenth.</summary>
    public bool MustConfirm => Count * Share > Of;
}

/// <summary>Answers with documents that are replaced as a whole.</summary>
internal static class DocumentAnswer
{
    public static IActionResult Of<T>(HttpRequest request, DocumentFormats<T> formats, T document, DocumentVersion version)
    {
        request.HttpContext.Response.SetETag(TagOf(version));
        return formats.Answer(request, document);
    }

    /// <summary>The document as it is now, or in an earlier version; an empty one to fill in, without an ETag, where nothing is stored and the reader asks for that.</summary>
    /// <param name="nothing">What is said where nothing is stored.</param>
    /// <exception cref="ProblemException">There is none: not found.</exception>
    public static async Task<IActionResult> GetAsync<TRow, T>(
        HttpRequest request, ReplacedDocument<TRow, T> replaced, DocumentQuery asked, LocalizableString nothing, CancellationToken cancellation, Func<T, T>? show = null)
        where TRow : class
        where T : class
    {
        if (await replaced.Stored.FindAsync(asked.Version, cancellation) is { } found)
            return Of(request, replaced.Formats, show is null ? found.Document : show(found.Document), found.Version);
        if (asked is { Version: null, IsTemplate: true })
            return replaced.Formats.Answer(request, replaced.Empty);
        throw new ProblemException(ProblemType.NotFound, asked.Version is { } version ? (LocalizableString)$"There is no version {version}." : nothing);
    }

    /// <summary>A page of who replaced a document when, the newest first.</summary>
    public static async Task<IActionResult> ListVersionsAsync<TRow, T>(HttpRequest request, VersionedDocument<TRow, T> stored, CancellationToken cancellation)
        where TRow : class
        where T : class
    {
        PageRequest page = PageRequest.Read(request);
        IReadOnlyList<DocumentVersion> versions = await stored.ListVersionsAsync(page.AfterNumber(), page.Top, cancellation);
        bool hasMore = versions.Count == page.Top && versions[^1].Version > 1;
        return new OkObjectResult(page.Answer(versions, hasMore ? versions[^1].Version.ToString(CultureInfo.InvariantCulture) : null));
    }

    /// <summary>Replaces a document, and tells the audit trail; or says what that would change. The same content again changes nothing.</summary>
    /// <param name="require">Throws where the new content must not follow what it replaces: null for the first.</param>
    /// <exception cref="ProblemException">
    /// It is another than the client, or this call, saw: precondition failed. The client does not say what it saw: precondition required. It ends more than the client confirms: unacceptable.
    /// </exception>
    public static async Task<IActionResult> PutAsync<TRow, T>(
        HttpRequest request, ReplacedDocument<TRow, T> replaced, Located<T> read, AuditTrail audit, string action, string resource, Func<T?, Task> require, CancellationToken cancellation)
        where TRow : class
        where T : class
    {
        (ReplacementQuery asked, T document, Digest digest) = (ReplacementQuery.Read(request, replaced.Ends is not null), read.Document, Digest.OfJson(read.Document));
        Head? current = await replaced.Stored.FindHeadAsync(cancellation);
        ETag? tag = current is null ? null : TagOf(current.Version);
        if (!asked.IsPreview && current?.Version.Digest == digest.ToString())
            return Stored(current.Version, StatusCodes.Status200OK);
        // Who only looks may do so without having read it.
        if (asked.IsPreview)
            request.RequireMatch(tag);
        else
            request.RequireNamed(tag);
        T? before = current is null ? null : await replaced.Stored.ReadAsync(current.Version, cancellation);
        await require(before);
        Endings? endings = before is null ? null : replaced.Ends?.Invoke(before, document);
        if (asked.IsPreview)
            return DocumentPreview.Answer(request, DocumentPreview.Of(replaced.Table, before ?? replaced.Empty, document, read, tag) with
            {
                IsSame = current?.Version.Digest == digest.ToString(),
                Ending = endings?.Count,
                MustConfirm = endings?.MustConfirm,
            });
        RequireConfirmed(endings, asked.Ending);

        Caller caller = request.GetCaller();
        var entry = new AuditEntry(caller.County, AuditActor.Of(caller), action, resource, before is null ? null : Digest.OfJson(before), digest);
        DocumentVersion next = await audit.RecordAsync(entry, stop => replaced.Stored.AppendAsync(current, document, digest, caller, stop), cancellation);
        return Stored(next, current is null ? StatusCodes.Status201Created : StatusCodes.Status200OK);

        ObjectResult Stored(DocumentVersion version, int status)
        {
            request.HttpContext.Response.SetETag(TagOf(version));
            return new ObjectResult(version) { StatusCode = status };
        }
    }

    /// <summary>The ETag of a version: the same content has the same.</summary>
    public static ETag TagOf(DocumentVersion version) => new($"\"{version.Digest}\"");

    private static void RequireConfirmed(Endings? endings, int? confirmed)
    {
        if (endings is null ? confirmed is null or 0 : confirmed is { } told ? told == endings.Count : !endings.MustConfirm)
            return;
        (int count, int of) = (endings?.Count ?? 0, endings?.Of ?? 0);
        throw new ProblemException(ProblemType.Unacceptable, "What would be ended is not confirmed.", [new ProblemError("ending", confirmed is { } wrong
            ? (LocalizableString)$"This ends {count} of {of}, and not {wrong}: look at it again with preview=true."
            : $"This ends {count} of {of}, which is more than a tenth: look at it with preview=true, and confirm the number with ending={count}.")]);
    }
}
