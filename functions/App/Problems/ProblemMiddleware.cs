using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using Yuekao.App.Telemetry;

namespace Yuekao.App.Problems;

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
            ProblemException problem = ProblemMapper.Of(exception);
            telemetry.Answered(problem, exception);
            if (problem.Type.Status >= StatusCodes.Status500InternalServerError)
                logger.LogError(exception, "Function '{Function}' failed (invocation {Invocation}).", context.FunctionDefinition.Name, context.InvocationId);
            context.GetInvocationResult().Value = new ProblemResult(problem, context.InvocationId);
        }
    }

    // The client is gone, or the host stops: the host has its own answer, or nobody to give it to.
    private static bool IsAbandoned(Exception exception, HttpContext http, FunctionContext context) =>
        exception is OperationCanceledException && (http.RequestAborted.IsCancellationRequested || context.CancellationToken.IsCancellationRequested);
}
