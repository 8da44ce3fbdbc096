using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Microsoft.Net.Http.Headers;
using Yuekao.Assessment.Loading;

namespace Yuekao.App.Platform;

/// <summary>Reads bodies: never more than the setting <c>Http:MaximumBodyBytes</c>, never in a coding or character set that was not asked for.</summary>
public static class RequestBody
{
    /// <exception cref="ProblemException">Malformed, with everything that is wrong; too large; or not JSON by its media type.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request, CancellationToken cancellation) where T : notnull
    {
        MediaTypeOf(request, "application/json");
        return ContractReader.Read<T>(await ReadBytesAsync(request, cancellation));
    }

    /// <summary>Which of the accepted media types the body is; they are in lower case, without parameters.</summary>
    /// <exception cref="ProblemException">None of them, not in UTF-8 (CSV shows its character set itself), or compressed: unsupported media type.</exception>
    public static string MediaTypeOf(HttpRequest request, params IReadOnlyList<string> accepted)
    {
        if (request.Headers.ContentEncoding is { Count: > 0 } coding && coding != "identity")
            throw new ProblemException(ProblemType.UnsupportedMediaType, "The body must not be compressed.");
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
            && (IsUtf8(type) || type.MediaType.Equals(TableFormats.Csv, StringComparison.OrdinalIgnoreCase))
            && accepted.FirstOrDefault(one => type.MediaType.Equals(one, StringComparison.OrdinalIgnoreCase)) is { } found)
        {
            return found;
        }
        throw new ProblemException(ProblemType.UnsupportedMediaType, $"The body must be {LocalizableString.AnyOf(accepted)} in UTF-8.");
    }

    /// <exception cref="ProblemException">Too large.</exception>
    public static async Task<byte[]> ReadBytesAsync(HttpRequest request, CancellationToken cancellation)
    {
        int maximum = request.HttpContext.RequestServices.GetRequiredService<HttpSettings>().MaximumBodyBytes;
        if (request.ContentLength > maximum)
            throw TooLarge(maximum);
        ReadResult read = await request.BodyReader.ReadAtLeastAsync(maximum + 1, cancellation);
        byte[]? body = read.Buffer.Length > maximum ? null : read.Buffer.ToArray();
        request.BodyReader.AdvanceTo(read.Buffer.End); // An open read would make the server drop the connection before the answer is out.
        return body ?? throw TooLarge(maximum);
    }

    private static bool IsUtf8(MediaTypeHeaderValue type) =>
        type.Charset.Length == 0 || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    private static ProblemException TooLarge(int maximum) => new(ProblemType.TooLarge, $"The body is larger than {maximum} bytes.");
}

/// <summary>The settings under <c>Http</c>.</summary>
/// <param name="MaximumBodyBytes"><c>Http:MaximumBodyBytes</c>: the largest body that is read, inclusive. A township's readings are some 200 kB.</param>
internal sealed record HttpSettings(int MaximumBodyBytes = HttpSettings.DefaultMaximumBodyBytes)
{
    private const int DefaultMaximumBodyBytes = 4 * 1024 * 1024;

    public static HttpSettings Read(SettingsReader settings) =>
        new(settings.Number("Http:MaximumBodyBytes", DefaultMaximumBodyBytes, minimum: 1024, maximum: 25 * 1024 * 1024));
}

public static class ContractReader
{
    private const int MostErrors = 200;

    private static readonly JsonDocumentOptions Syntax = new() { MaxDepth = ApiJson.MaximumDepth };

    /// <summary>A contract from JSON in UTF-8; a byte order mark is overlooked.</summary>
    /// <exception cref="ProblemException">Malformed, with everything that is wrong and where: the first 200 errors, and a last one that says there may be more.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> json) where T : notnull
    {
        if (json.Span.StartsWith(Encoding.UTF8.Preamble))
            json = json[Encoding.UTF8.Preamble.Length..];
        if (json.IsEmpty)
            throw ProblemException.Malformed("$", "A JSON body is required.");
        if (!Utf8.IsValid(json.Span))
            throw ProblemException.Malformed("$", "The body is not UTF-8.");

        using JsonDocument document = Parse(json);
        var errors = new List<ProblemError>();
        new ShapeReader(ApiJson.Reading, misfit => errors.Add(new ProblemError(misfit.Path, misfit.Demand)), most: MostErrors).Read(document.RootElement, typeof(T));
        if (errors.Count == MostErrors)
            errors.Add(new ProblemError("$", $"There may be more: only the first {MostErrors} errors are listed."));
        if (errors.Count > 0)
            throw new ProblemException(ProblemType.Malformed, "The body does not fit its contract.", errors);
        return document.RootElement.Deserialize((JsonTypeInfo<T>)ApiJson.Reading.GetTypeInfo(typeof(T)))!;
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonDocument.Parse(json, Syntax);
        }
        catch (JsonException exception)
        {
            throw ProblemException.Malformed($"{exception.LineNumber + 1}:{exception.BytePositionInLine + 1}", $"The body is not JSON nested at most {ApiJson.MaximumDepth} deep.");
        }
    }
}
