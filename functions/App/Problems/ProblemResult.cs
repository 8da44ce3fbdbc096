using System.Net.Mime;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Yuekao.App.Http;

namespace Yuekao.App.Problems;

/// <summary>A problem as an answer.</summary>
/// <param name="problem">What went wrong.</param>
/// <param name="invocation">The invocation, to find it in the logs.</param>
internal sealed class ProblemResult(ProblemException problem, string invocation) : IActionResult
{
    public Task ExecuteResultAsync(ActionContext context)
    {
        HttpResponse response = context.HttpContext.Response;
        response.StatusCode = problem.Type.Status;
        response.Headers.CacheControl = "no-store";
        if (problem.Challenge is { } challenge)
            response.Headers[HeaderNames.WWWAuthenticate] = challenge;
        return response.WriteAsJsonAsync(ProblemDocument.Of(problem, invocation), ApiJson.Options, MediaTypeNames.Application.ProblemJson, context.HttpContext.RequestAborted);
    }
}
