using System.Collections.Immutable;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The distributed trace an invocation belongs to: https://www.w3.org/TR/trace-context/.</summary>
public abstract class TraceContext
{
    /// <summary>The <c>traceparent</c> header; empty when nothing traces.</summary>
    public abstract string TraceParent { get; }

    /// <summary>The <c>tracestate</c> header; empty when there is none.</summary>
    public abstract string TraceState { get; }

    /// <summary>What the host adds to the trace; empty here.</summary>
    public virtual IReadOnlyDictionary<string, string> Attributes => ImmutableDictionary<string, string>.Empty;

    /// <summary>The baggage that travels with the trace; empty here.</summary>
    public virtual IReadOnlyDictionary<string, string> Baggage => ImmutableDictionary<string, string>.Empty;
}
