using Azure;
using Microsoft.Net.Http.Headers;

namespace Yuekao.App.Platform;

/// <summary>Answers with documents that are replaced as a whole.</summary>
internal static class DocumentAnswer
{
    /// <summary>The document in the format that the caller likes best.</summary>
    public static IActionResult Of<T>(HttpRequest request, DocumentFormats<T> formats, T document, DocumentVersion version)
    {
        request.HttpContext.Response.SetETag(TagOf(version));
        request.HttpContext.Response.Headers.Vary = HeaderNames.Accept;
        IDocumentFormat<T> format = formats.OfAnswer(request);
        return new FileContentResult(format.Write(document), $"{format.MediaType}; charset=utf-8");
    }

    /// <summary>The version that is stored now.</summary>
    public static IActionResult Stored(HttpRequest request, DocumentVersion version, bool isNew)
    {
        request.HttpContext.Response.SetETag(TagOf(version));
        return new ObjectResult(version) { StatusCode = isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK };
    }

    /// <summary>The ETag of a version: the same content has the same.</summary>
    public static ETag TagOf(DocumentVersion version) => new($"\"{version.Digest}\"");
}
