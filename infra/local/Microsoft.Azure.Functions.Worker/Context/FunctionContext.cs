namespace Microsoft.Azure.Functions.Worker;

/// <summary>One invocation of a function: what it is, what it was given, and the services of its scope.</summary>
public abstract class FunctionContext
{
    /// <summary>Identifies this invocation; a new one every time a function runs.</summary>
    public abstract string InvocationId { get; }

    /// <summary>Identifies the function; the same in every invocation and after every restart.</summary>
    public abstract string FunctionId { get; }

    /// <summary>The W3C trace that the invocation belongs to.</summary>
    public abstract TraceContext TraceContext { get; }

    /// <summary>What the trigger knows about the invocation: route and query values, an orchestration's instance id.</summary>
    public abstract BindingContext BindingContext { get; }

    /// <summary>Which attempt this is, when the platform itself retries. The local host never does: always attempt 0 of 0.</summary>
    public abstract RetryContext RetryContext { get; }

    /// <summary>The services of this invocation. Scoped services live as long as the invocation; an HTTP function shares its request's scope.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    /// <summary>The function that is invoked.</summary>
    public abstract FunctionDefinition FunctionDefinition { get; }

    /// <summary>Values that middleware and function pass to each other within this invocation.</summary>
    public abstract IDictionary<object, object> Items { get; set; }

    /// <summary>What the host offers to middleware, by type.</summary>
    public abstract IInvocationFeatures Features { get; }

    /// <summary>Signalled when the client went away, or when the host stops and will not wait much longer.</summary>
    public virtual CancellationToken CancellationToken { get; }
}
