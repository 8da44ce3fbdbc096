using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Yuekao.App.Rosters.Formats;

/// <summary>The formats of a document that is only read by clients, and which of them a request means.</summary>
/// <param name="formats">The formats; the first one answers whoever states no preference.</param>
internal sealed class AnswerFormats<T>(params IReadOnlyList<IAnswerFormat<T>> formats)
{
    /// <summary>Whether the caller likes the first format best, or states no preference.</summary>
    public bool IsFirst(HttpRequest request) => Of(request) == formats[0];

    /// <summary>The document in the format that the caller likes best.</summary>
    public IActionResult Answer(HttpRequest request, T document)
    {
        request.HttpContext.Response.Headers.Vary = HeaderNames.Accept;
        IAnswerFormat<T> format = Of(request);
        return new FileContentResult(format.Write(document), $"{format.MediaType}; charset=utf-8");
    }

    private IAnswerFormat<T> Of(HttpRequest request) => AcceptedFormat.Of(request, formats, format => format.MediaType);
}

/// <summary>Finds out which of several formats a request means.</summary>
internal static class AcceptedFormat
{
    /// <summary>The format that the caller likes best. Whoever accepts none of them gets the first.</summary>
    public static TFormat Of<TFormat>(HttpRequest request, IReadOnlyList<TFormat> formats, Func<TFormat, string> mediaTypeOf)
        where TFormat : class
    {
        IEnumerable<MediaTypeHeaderValue> accepted = MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out IList<MediaTypeHeaderValue>? accept) ? accept : [];
        return accepted.Where(type => type.Quality != 0)
            .OrderByDescending(type => type.Quality ?? 1)
            .Select(type => formats.FirstOrDefault(format => new MediaTypeHeaderValue(mediaTypeOf(format)).IsSubsetOf(new MediaTypeHeaderValue(type.MediaType))))
            .FirstOrDefault(format => format is not null) ?? formats[0];
    }
}
