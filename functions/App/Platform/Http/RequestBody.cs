using System.Buffers;
using System.IO.Pipelines;
using Microsoft.Net.Http.Headers;

namespace Yuekao.App.Platform;

/// <summary>Reads bodies: never more than the setting <c>Http:MaximumBodyBytes</c>, never in a coding or character set that was not asked for.</summary>
public static class RequestBody
{
    /// <summary>A JSON body as its contract.</summary>
    /// <exception cref="ProblemException">Malformed, with everything that is wrong; too large; or not JSON by its media type.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request, CancellationToken cancellation)
        where T : notnull
    {
        MediaTypeOf(request, "application/json");
        return ContractReader.Read<T>(await ReadBytesAsync(request, cancellation));
    }

    /// <summary>Which of the accepted media types the body is; they are in lower case, without parameters.</summary>
    /// <exception cref="ProblemException">None of them, not in UTF-8, or compressed: unsupported media type.</exception>
    public static string MediaTypeOf(HttpRequest request, params IReadOnlyList<string> accepted)
    {
        if (request.Headers.ContentEncoding is { Count: > 0 } coding && coding != "identity")
            throw new ProblemException(ProblemType.UnsupportedMediaType, "The body must not be compressed.");
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
            && IsUtf8(type)
            && accepted.FirstOrDefault(one => type.MediaType.Equals(one, StringComparison.OrdinalIgnoreCase)) is { } found)
        {
            return found;
        }
        throw new ProblemException(ProblemType.UnsupportedMediaType, $"The body must be {string.Join(" or ", accepted)} in UTF-8.");
    }

    /// <summary>The body as it came.</summary>
    /// <exception cref="ProblemException">Too large.</exception>
    public static async Task<byte[]> ReadBytesAsync(HttpRequest request, CancellationToken cancellation)
    {
        int maximum = request.HttpContext.RequestServices.GetRequiredService<HttpSettings>().MaximumBodyBytes;
        if (request.ContentLength > maximum)
            throw TooLarge(maximum);
        PipeReader reader = request.BodyReader;
        while (true)
        {
            ReadResult read = await reader.ReadAsync(cancellation);
            if (read.Buffer.Length > maximum)
            {
                reader.AdvanceTo(read.Buffer.End); // An open read would make the server drop the connection before the answer is out.
                throw TooLarge(maximum);
            }
            if (read.IsCompleted)
            {
                byte[] body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
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
