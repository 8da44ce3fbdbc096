using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary><c>GET /local/clock</c> tells an app's time, <c>PUT /local/clock</c> moves it forward: <c>{"now":"2026-11-01T08:00:00+08:00"}</c>.</summary>
/// <param name="clock">The app's clock.</param>
internal sealed class ClockEndpoints(ShiftedClock clock)
{
    private const string Route = "/local/clock";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>Serves them outside the functions' route prefix.</summary>
    public void Map(WebApplication app)
    {
        app.MapGet(Route, AnswerAsync);
        app.MapPut(Route, MoveAsync);
    }

    private Task AnswerAsync(HttpContext http) => http.Response.WriteAsJsonAsync(new { now = clock.GetUtcNow() }, http.RequestAborted);

    private async Task MoveAsync(HttpContext http)
    {
        if (!ClockSetting.TryParse(await ReadAsync(http), out DateTimeOffset to))
        {
            await RefuseAsync(http, $"The body must be {{\"now\":\"...\"}} with {ClockSetting.Rule}.");
            return;
        }

        try
        {
            clock.MoveTo(to);
        }
        catch (ArgumentOutOfRangeException)
        {
            await RefuseAsync(http, $"The clock only moves forward, and it is {clock.GetUtcNow():yyyy-MM-dd'T'HH:mm:ssK} already.");
            return;
        }

        await AnswerAsync(http);
    }

    private static async Task<string?> ReadAsync(HttpContext http)
    {
        try
        {
            return (await JsonSerializer.DeserializeAsync<Move>(http.Request.Body, Json, http.RequestAborted))?.Now;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Task RefuseAsync(HttpContext http, string sentence)
    {
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        return http.Response.WriteAsync(sentence, http.RequestAborted);
    }

    private sealed record Move(string? Now);
}
