using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>Writes what an HTTP function returned.</summary>
internal static class HttpResult
{
    private static readonly ActionDescriptor Function = new();

    /// <summary>
    /// Writes an <see cref="IActionResult"/> or <see cref="IResult"/> as it says; any other object as JSON, a string as text.
    /// Nothing, when the function did not write to the response itself either, is 204.
    /// </summary>
    public static Task WriteAsync(HttpContext http, object? result)
    {
        switch (result)
        {
            case IActionResult action:
                return action.ExecuteResultAsync(Context(http));
            case IResult typed:
                return typed.ExecuteAsync(http);
            case null:
                if (IsUntouched(http.Response))
                    http.Response.StatusCode = StatusCodes.Status204NoContent;
                return Task.CompletedTask;
            default:
                return new ObjectResult(result).ExecuteResultAsync(Context(http));
        }
    }

    private static ActionContext Context(HttpContext http) => new(http, http.GetRouteData(), Function);

    private static bool IsUntouched(HttpResponse response) =>
        !response.HasStarted && response.StatusCode == StatusCodes.Status200OK && response.ContentType is null && response.ContentLength is null;
}
