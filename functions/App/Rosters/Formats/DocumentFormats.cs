using Microsoft.AspNetCore.Http;
using Yuekao.App.Http;

namespace Yuekao.App.Rosters.Formats;

/// <summary>The formats of a document, and which of them a request means.</summary>
/// <param name="formats">The formats; the first one answers whoever states no preference.</param>
internal sealed class DocumentFormats<T>(params IReadOnlyList<IDocumentFormat<T>> formats)
{
    /// <summary>Reads the body in the format that its media type names.</summary>
    /// <exception cref="Problems.ProblemException">Malformed, too large, or of no known media type.</exception>
    public async Task<Located<T>> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        string mediaType = RequestBody.MediaTypeOf(request, [.. formats.Select(format => format.MediaType)]);
        return formats.Single(format => format.MediaType == mediaType).Read(await RequestBody.ReadBytesAsync(request, cancellation));
    }

    /// <summary>The format that the caller likes best. Whoever accepts none of them gets the first.</summary>
    public IDocumentFormat<T> OfAnswer(HttpRequest request) => AcceptedFormat.Of(request, formats, format => format.MediaType);
}
