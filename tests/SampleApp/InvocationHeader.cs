using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace SampleApp;

/// <summary>Gives every HTTP response the id of its invocation, to find it in the logs.</summary>
public sealed class InvocationHeader : IFunctionsWorkerMiddleware
{
    /// <summary>The header.</summary>
    public const string Name = "X-Invocation-Id";

    /// <inheritdoc/>
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is { } http)
            http.Response.Headers[Name] = context.InvocationId;
        return next(context);
    }
}
