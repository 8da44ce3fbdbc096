using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Yuekao.TestSupport.WeCom;

/// <summary>What a robot refuses a message with.</summary>
/// <param name="Code">The errcode.</param>
/// <param name="Message">The errmsg.</param>
internal sealed record WeComError(int Code, string Message);

/// <summary>Reads messages to a robot.</summary>
internal static class WeComMessage
{
    private static readonly WeComError Malformed = new(47001, "data format error");

    /// <summary>The content of a markdown message, or what is wrong with it.</summary>
    public static async Task<(WeComError? Error, string Content)> ReadAsync(HttpRequest request)
    {
        if (!request.HasJsonContentType())
            return (Malformed, "");
        try
        {
            JsonElement message = await JsonSerializer.DeserializeAsync<JsonElement>(request.Body, cancellationToken: request.HttpContext.RequestAborted);
            if (Text(message, "msgtype") != "markdown")
                return (new WeComError(40008, "invalid message type"), "");
            return message.TryGetProperty("markdown", out JsonElement markdown) && Text(markdown, "content") is { Length: > 0 } content
                ? (null, content)
                : (new WeComError(44004, "empty content"), "");
        }
        catch (JsonException)
        {
            return (Malformed, "");
        }
    }

    private static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
