using Microsoft.Net.Http.Headers;

namespace Yuekao.App.Platform;

/// <summary>One way to write a document that is only read by clients.</summary>
internal interface IAnswerFormat<T>
{
    /// <summary>Its media type, without parameters.</summary>
    string MediaType { get; }

    /// <summary>What it is called where people save it; null for what programs read.</summary>
    FileTitle? Title { get; }

    byte[] Write(T document);
}

/// <summary>One way to write a document, and to read it.</summary>
internal interface IDocumentFormat<T> : IAnswerFormat<T>
{
    /// <exception cref="ProblemException">Malformed, with everything that is wrong and where.</exception>
    Located<T> Read(ReadOnlyMemory<byte> body);
}

/// <summary>A document that was read, and where the part with a JSON path stands in what was read: the path itself in JSON, a line and field (<c>12:4</c>) in CSV, a cell (<c>D12</c>) in a workbook.</summary>
internal sealed record Located<T>(T Document, Func<string, string> PlaceOf);

/// <summary>A document as JSON, just as its contract is.</summary>
internal sealed class JsonFormat<T> : IDocumentFormat<T> where T : notnull
{
    public string MediaType => MediaTypeNames.Application.Json;

    public FileTitle? Title => null;

    public Located<T> Read(ReadOnlyMemory<byte> body) => new(ContractReader.Read<T>(body), path => path);

    public byte[] Write(T document) => JsonSerializer.SerializeToUtf8Bytes(document, ApiJson.Options);
}

/// <summary>The formats of a document that is only read by clients; the first one answers whoever states no preference, or accepts none of them.</summary>
internal class AnswerFormats<T>(params IReadOnlyList<IAnswerFormat<T>> formats)
{
    /// <summary>Whether the caller likes the first format best, or states no preference.</summary>
    public bool IsFirst(HttpRequest request) => FormatOf(request) == formats[0];

    /// <summary>A document in the format that the caller likes best.</summary>
    public IActionResult Answer(HttpRequest request, T document)
    {
        request.HttpContext.Response.Headers.Vary = HeaderNames.Accept;
        IAnswerFormat<T> format = FormatOf(request);
        return new FileContentResult(format.Write(document), format.MediaType == TableFormats.Workbook ? format.MediaType : $"{format.MediaType}; charset=utf-8")
        {
            FileDownloadName = format.Title?.NameFor(request),
        };
    }

    private IAnswerFormat<T> FormatOf(HttpRequest request) => AcceptedFormat.Of(request, formats, format => format.MediaType);
}

/// <summary>The formats of a document that clients write, too.</summary>
internal sealed class DocumentFormats<T>(params IReadOnlyList<IDocumentFormat<T>> formats) : AnswerFormats<T>(formats)
{
    /// <summary>Reads the body in the format that its media type names.</summary>
    /// <exception cref="ProblemException">Malformed, too large, or of no known media type.</exception>
    public async Task<Located<T>> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        string mediaType = RequestBody.MediaTypeOf(request, [.. formats.Select(format => format.MediaType)]);
        return formats.Single(format => format.MediaType == mediaType).Read(await RequestBody.ReadBytesAsync(request, cancellation));
    }
}

internal static class AcceptedFormat
{
    /// <summary>The format that the caller likes best. Whoever accepts none of them gets the first; a browser that follows a link, and asks for a page, gets a workbook where there is no page.</summary>
    public static TFormat Of<TFormat>(HttpRequest request, IReadOnlyList<TFormat> formats, Func<TFormat, string> mediaTypeOf) where TFormat : class
    {
        IEnumerable<MediaTypeHeaderValue> accepted = MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out IList<MediaTypeHeaderValue>? accept) ? accept : [];
        return accepted.Where(type => type.Quality != 0)
            .OrderByDescending(type => type.Quality ?? 1)
            .Select(type => formats.FirstOrDefault(format => Is(mediaTypeOf(format), type)) ?? formats.FirstOrDefault(format => mediaTypeOf(format) == TableFormats.Workbook && Is(MediaTypeNames.Text.Html, type)))
            .FirstOrDefault(format => format is not null) ?? formats[0];
    }

    private static bool Is(string mediaType, MediaTypeHeaderValue accepted) => new MediaTypeHeaderValue(mediaType).IsSubsetOf(new MediaTypeHeaderValue(accepted.MediaType));
}
