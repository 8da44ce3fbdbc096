using System.Text.Json;
using Azure.Core;

namespace Azure.Data.Tables.Rest;

/// <summary>Reads <c>{"odata.error":{"code":"…","message":{"lang":"en-US","value":"…"}}}</c>; failing that, the error code header.</summary>
internal sealed class TableErrorParser : RequestFailedDetailsParser
{
    internal static readonly TableErrorParser Instance = new();

    public override bool TryParse(Response response, out ResponseError error, out IDictionary<string, string> data)
    {
        data = null;
        error = FromBody(response.ContentStream);
        if (error is null && response.Headers.TryGetValue("x-ms-error-code", out string code))
            error = new ResponseError(code, message: null);
        return error is not null;
    }

    private static ResponseError FromBody(Stream content)
    {
        if (content is not { CanSeek: true, Length: > 0 })
            return null;
        content.Position = 0;
        try
        {
            using JsonDocument body = JsonDocument.Parse(content);
            return body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty("odata.error", out JsonElement error)
                ? new ResponseError(error.GetProperty("code").GetString(), error.GetProperty("message").GetProperty("value").GetString())
                : null;
        }
        catch (Exception malformed) when (malformed is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // A proxy's HTML, say: the status and the raw content still stand in the exception.
            return null;
        }
        finally
        {
            content.Position = 0;
        }
    }
}
