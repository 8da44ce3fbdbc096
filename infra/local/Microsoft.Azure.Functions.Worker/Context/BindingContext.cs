namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a trigger knows about an invocation.</summary>
public abstract class BindingContext
{
    /// <summary>Values by name. HTTP: route and query values. Activities: <c>instanceId</c>.</summary>
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}
