using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Yarp.ReverseProxy.Forwarder;

namespace Yuekao.Local.Host.Http;

/// <summary>Errors that the host itself answers with, as problem documents (RFC 9457). They have no type of their own: the status says it all.</summary>
internal static class ProblemAnswers
{
    public const string MediaType = "application/problem+json";

    public static byte[] Body(int status) =>
        JsonSerializer.SerializeToUtf8Bytes(new { type = "about:blank", title = ReasonPhrases.GetReasonPhrase(status), status }, JsonSerializerOptions.Web);

    /// <summary>Gives a body to errors that have none: of routing, of forwarding, and of the app's web server.</summary>
    public static void UseProblemAnswers(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        await next(context);
        HttpResponse response = context.Response;
        if (response.StatusCode < StatusCodes.Status400BadRequest || response.HasStarted || response.ContentType is not null)
            return;
        byte[] body = Body(response.StatusCode);
        (response.ContentType, response.ContentLength) = (MediaType, body.Length);
        await response.Body.WriteAsync(body, context.RequestAborted);
    });
}

/// <summary>Forwards requests to the app, and leaves errors without a body to <see cref="ProblemAnswers"/>.</summary>
internal sealed class BodilessErrors : HttpTransformer
{
    public override async ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        bool isForwarded = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        bool isBodiless = httpContext.Response.StatusCode >= StatusCodes.Status400BadRequest && proxyResponse?.Content.Headers.ContentType is null;
        if (isBodiless)
            httpContext.Response.ContentLength = null;
        return isForwarded && !isBodiless;
    }
}
