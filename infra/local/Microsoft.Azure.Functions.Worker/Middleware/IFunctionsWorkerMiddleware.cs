namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>Runs the rest of the pipeline, and at its end the function.</summary>
/// <param name="context">The invocation.</param>
public delegate Task FunctionExecutionDelegate(FunctionContext context);

/// <summary>
/// Runs around functions of every trigger. Around an orchestrator it runs on every replay and ends only when the orchestration does:
/// such middleware must await nothing but <c>next</c>.
/// </summary>
public interface IFunctionsWorkerMiddleware
{
    /// <summary>Runs around one invocation.</summary>
    /// <param name="context">The invocation.</param>
    /// <param name="next">The rest of the pipeline; not calling it keeps the function from running.</param>
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
