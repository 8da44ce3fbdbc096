using Microsoft.Azure.Functions.Worker.Middleware;

namespace Yuekao.App.Platform;

/// <summary>Answers with a problem whatever an HTTP function, or the middleware inside this one, throws.</summary>
internal sealed class ProblemMiddleware(YuekaoTelemetry telemetry, ILogger<ProblemMiddleware> logger) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            await next(context);
            return;
        }

        try
        {
            await next(context);
        }
        catch (Exception exception) when (!IsAbandoned(exception, http, context))
        {
            ProblemException problem = ProblemOf(exception);
            telemetry.Answered(problem, exception);
            if (problem.Type.Status >= StatusCodes.Status500InternalServerError)
                logger.LogError(exception, "Function '{Function}' failed (invocation {Invocation}).", context.FunctionDefinition.Name, context.InvocationId);
            http.Response.Headers.CacheControl = "no-store";
            Language language = Languages.Of(http.Request);
            http.Response.Headers.ContentLanguage = language.Tag();
            if (problem.Challenge is { } challenge)
                http.Response.Headers.WWWAuthenticate = challenge;
            context.GetInvocationResult().Value =
                Results.Json(ProblemDocument.Of(problem, context.InvocationId, language), ApiJson.Options, MediaTypeNames.Application.ProblemJson, problem.Type.Status);
        }
    }

    // The client is gone, or the host stops: the host has its own answer, or nobody to give it to.
    private static bool IsAbandoned(Exception exception, HttpContext http, FunctionContext context) =>
        exception is OperationCanceledException && (http.RequestAborted.IsCancellationRequested || context.CancellationToken.IsCancellationRequested);

    /// <summary>What kind of problem an exception is. What nobody expected is <see cref="ProblemType.Unexpected"/>, with nothing of the exception in it.</summary>
    private static ProblemException ProblemOf(Exception exception) => exception switch
    {
        ProblemException problem => problem,
        AggregateException { InnerExceptions: [var only] } => ProblemOf(only),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new ProblemException(ProblemType.TooLarge, innerException: exception),
        BadHttpRequestException => new ProblemException(ProblemType.Malformed, innerException: exception),
        JsonException json => ProblemException.Malformed(json.Path ?? "$", "is not valid."),
        FunctionInputConverterException => new ProblemException(ProblemType.Malformed, "A value in the route or the query does not fit its type.", innerException: exception),
        _ when Outage.Is(exception) => new ProblemException(ProblemType.Unavailable, innerException: exception),
        _ => new ProblemException(ProblemType.Unexpected, innerException: exception),
    };
}

/// <summary>A problem as it is answered: <c>application/problem+json</c> (RFC 9457). Its instance is the invocation's id in the logs.</summary>
public sealed record ProblemDocument(string Type, string Title, int Status, string Instance, string? Detail = null, IReadOnlyList<ProblemError>? Errors = null)
{
    internal static ProblemDocument Of(ProblemException problem, string invocation, Language language) => new(
        problem.Type.Type, problem.Type.Title.In(language), problem.Type.Status, $"urn:uuid:{invocation}", problem.Detail?.In(language),
        problem.Errors.Count > 0 ? [.. problem.Errors.Select(error => error with { Message = error.Message.In(language) })] : null);
}
