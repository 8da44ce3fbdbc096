using Microsoft.Azure.Functions.Worker.Middleware;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>The app's middleware, and the function at its end.</summary>
internal sealed class FunctionPipeline
{
    private readonly FunctionExecutionDelegate start;

    /// <param name="middleware">In the order they were added: the first runs outermost.</param>
    public FunctionPipeline(IEnumerable<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware) =>
        start = middleware.Reverse().Aggregate((FunctionExecutionDelegate)RunFunction, (next, add) => add(next));

    /// <summary>Runs an invocation through. What the function throws comes out as it was thrown.</summary>
    public Task RunAsync(Invocation invocation) => start(invocation);

    private static async Task RunFunction(FunctionContext context)
    {
        var invocation = (Invocation)context;
        invocation.Outcome.Value = await invocation.Function.Invoker.InvokeAsync(invocation);
    }
}
