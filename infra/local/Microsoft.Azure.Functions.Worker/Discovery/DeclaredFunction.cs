using System.Collections.Immutable;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>A method with a <see cref="FunctionAttribute"/> and one trigger.</summary>
internal sealed class DeclaredFunction : FunctionDefinition
{
    public DeclaredFunction(string name, MethodInfo method, ParameterInfo triggerParameter, TriggerBindingAttribute trigger)
    {
        Name = name;
        Method = method;
        TriggerParameter = triggerParameter;
        Trigger = trigger;
        EntryPoint = $"{method.ReflectedType!.FullName}.{method.Name}";
        Id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{EntryPoint}|{name}")).AsSpan(0, 8));
        Parameters = [.. method.GetParameters().Select(parameter => new FunctionParameter(
            parameter.Name!, parameter.ParameterType, parameter.HasDefaultValue, parameter.HasDefaultValue ? parameter.DefaultValue : null))];
    }

    public MethodInfo Method { get; }

    public ParameterInfo TriggerParameter { get; }

    public TriggerBindingAttribute Trigger { get; }

    public override string Name { get; }

    public override string Id { get; }

    public override string EntryPoint { get; }

    public override string PathToAssembly => Method.Module.Assembly.Location;

    public override ImmutableArray<FunctionParameter> Parameters { get; }

    public override IImmutableDictionary<string, BindingMetadata> InputBindings => Method.GetParameters()
        .Where(parameter => parameter.IsDefined(typeof(BindingAttribute)))
        .ToImmutableDictionary(
            parameter => parameter.Name!,
            parameter => (BindingMetadata)new Binding(parameter.Name!, TypeName(parameter.GetCustomAttribute<BindingAttribute>()!), BindingDirection.In));

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings => Trigger is HttpTriggerAttribute
        ? ImmutableDictionary<string, BindingMetadata>.Empty.Add("$return", new Binding("$return", "http", BindingDirection.Out))
        : ImmutableDictionary<string, BindingMetadata>.Empty;

    /// <summary>How messages name it.</summary>
    public override string ToString() => $"function '{Name}' ({EntryPoint})";

    // HttpTriggerAttribute -> httpTrigger, as function.json has it.
    private static string TypeName(BindingAttribute attribute)
    {
        string name = attribute.GetType().Name.Replace("Attribute", "", StringComparison.Ordinal);
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private sealed class Binding(string name, string type, BindingDirection direction) : BindingMetadata
    {
        public override string Name => name;

        public override string Type => type;

        public override BindingDirection Direction => direction;
    }
}
