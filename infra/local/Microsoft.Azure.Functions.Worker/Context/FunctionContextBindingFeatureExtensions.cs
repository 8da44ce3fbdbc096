using Microsoft.Azure.Functions.Worker.Local;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>A function's result, for middleware.</summary>
public static class FunctionContextBindingFeatureExtensions
{
    /// <summary>The result of this invocation, to read or to replace.</summary>
    /// <param name="context">The invocation.</param>
    public static InvocationResult GetInvocationResult(this FunctionContext context) => new CurrentResult(Outcome(context));

    /// <summary>The result of this invocation, to read or to replace.</summary>
    /// <typeparam name="T">The type to read it as.</typeparam>
    /// <param name="context">The invocation.</param>
    /// <exception cref="InvalidCastException">On reading a value of another type.</exception>
    public static InvocationResult<T> GetInvocationResult<T>(this FunctionContext context) => new CurrentResult<T>(Outcome(context));

    private static InvocationOutcome Outcome(FunctionContext context) => context.Features.Get<InvocationOutcome>()
        ?? throw new InvalidOperationException("This FunctionContext was not made by the host, and has no result.");

    private sealed class CurrentResult(InvocationOutcome outcome) : InvocationResult
    {
        public override object? Value
        {
            get => outcome.Value;
            set => outcome.Value = value;
        }
    }

    private sealed class CurrentResult<T>(InvocationOutcome outcome) : InvocationResult<T>
    {
        public override T? Value
        {
            get => (T?)outcome.Value;
            set => outcome.Value = value;
        }
    }
}
