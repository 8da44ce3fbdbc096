using System.Collections.Immutable;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>A function as it was declared.</summary>
public abstract class FunctionDefinition
{
    /// <summary>Its parameters, in order.</summary>
    public abstract ImmutableArray<FunctionParameter> Parameters { get; }

    /// <summary>The file of the assembly that declares it.</summary>
    public abstract string PathToAssembly { get; }

    /// <summary>Its method: <c>Namespace.Type.Method</c>.</summary>
    public abstract string EntryPoint { get; }

    /// <summary>Identifies it: see <see cref="FunctionContext.FunctionId"/>.</summary>
    public abstract string Id { get; }

    /// <summary>The name in its <see cref="FunctionAttribute"/>.</summary>
    public abstract string Name { get; }

    /// <summary>Its trigger and its other inputs, by parameter name.</summary>
    public abstract IImmutableDictionary<string, BindingMetadata> InputBindings { get; }

    /// <summary>Its outputs. The local host has none but an HTTP function's response, <c>$return</c>.</summary>
    public abstract IImmutableDictionary<string, BindingMetadata> OutputBindings { get; }
}
