using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>Runs HTTP functions for requests, and answers for them when they throw.</summary>
internal sealed class HttpFunctionEndpoint(FunctionPipeline pipeline, HostShutdown shutdown, IServiceScopeFactory scopes, ILoggerFactory loggers)
{
    private readonly ILogger logger = loggers.CreateLogger("Function");

    /// <summary>Answers one request.</summary>
    public async Task HandleAsync(HttpFunction function, HttpContext http)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, shutdown.Token);
        await using var invocation = new Invocation(function, scopes, cancellation.Token)
        {
            Input = http,
            InstanceServices = http.RequestServices,
            BindingData = BindingData(http.Request),
        };
        invocation.Features.Set(http);
        try
        {
            await pipeline.RunAsync(invocation);
            await HttpResult.WriteAsync(http, invocation.Outcome.Value);
        }
        catch (Exception exception)
        {
            await AnswerAsync(http, exception, invocation);
        }
    }

    private async Task AnswerAsync(HttpContext http, Exception exception, Invocation invocation)
    {
        if (http.RequestAborted.IsCancellationRequested)
        {
            http.Response.StatusCode = http.Response.HasStarted ? http.Response.StatusCode : StatusCodes.Status499ClientClosedRequest;
            logger.LogDebug("The client of '{Function}' went away (id {InvocationId}).", invocation.Function.Name, invocation.InvocationId);
            return;
        }

        ProblemHttpResult answer = Answer(exception, invocation);
        if (http.Response.HasStarted)
        {
            // Half an answer must not look like a whole one.
            http.Abort();
            return;
        }
        http.Response.Clear();
        await answer.ExecuteAsync(http);
    }

    private ProblemHttpResult Answer(Exception exception, Invocation invocation)
    {
        switch (exception)
        {
            case BadRequestException bad:
                return TypedResults.Problem(bad.Message, statusCode: bad.Status, extensions: bad.Errors);
            case BadHttpRequestException bad:
                return TypedResults.Problem(bad.Message, statusCode: bad.StatusCode);
            case OperationCanceledException when shutdown.Token.IsCancellationRequested:
                return TypedResults.Problem("The host is stopping.", statusCode: StatusCodes.Status503ServiceUnavailable);
            default:
                logger.LogError(exception, "Function '{Function}' failed (id {InvocationId}).", invocation.Function.Name, invocation.InvocationId);
                return TypedResults.Problem(statusCode: StatusCodes.Status500InternalServerError);
        }
    }

    private static Dictionary<string, object?> BindingData(HttpRequest request)
    {
        var data = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, StringValues value) in request.Query)
            data[name] = value.ToString();
        foreach ((string name, object? value) in request.RouteValues)
            data[name] = value;
        return data;
    }
}
