namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a function returned, whatever its type. See <see cref="FunctionContextBindingFeatureExtensions.GetInvocationResult(FunctionContext)"/>.</summary>
public abstract class InvocationResult : InvocationResult<object>;

/// <summary>What a function returned. Middleware may read it after <c>next</c>, and replace it: an HTTP response is written afterwards.</summary>
/// <typeparam name="T">The type to read it as.</typeparam>
public abstract class InvocationResult<T>
{
    /// <summary>The value; null before the function ran and when it returned nothing.</summary>
    public abstract T? Value { get; set; }
}
