using System.Text.Json.Nodes;
using Yuekao.Local.Host.Worker.Protocol;

namespace Yuekao.Local.Host.Worker;

/// <summary>A function as the worker declares it.</summary>
/// <param name="Metadata">What the worker said of it.</param>
/// <param name="Inputs">Its parameters that something is bound to: trigger and input bindings.</param>
internal sealed record WorkerFunction(RpcFunctionMetadata Metadata, IReadOnlyList<FunctionBinding> Inputs)
{
    public string Name => Metadata.Name;

    /// <summary>What runs it; null for a function that nothing runs by itself.</summary>
    public FunctionBinding? Trigger { get; } = Inputs.SingleOrDefault(binding => binding.Type.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase));

    public static WorkerFunction Of(RpcFunctionMetadata metadata) => new(
        metadata,
        [.. metadata.RawBindings.Select(text => new FunctionBinding(JsonNode.Parse(text)!.AsObject())).Where(binding => !binding.IsOutput)]);
}

/// <summary>What a parameter of a function is bound to, as the worker declares it. Of properties that are not there, nothing, null or an empty list is read.</summary>
internal sealed record FunctionBinding(JsonObject Json)
{
    /// <summary>The parameter.</summary>
    public string Name => Text("name")!;

    /// <summary>The kind, such as <c>httpTrigger</c>.</summary>
    public string Type => Text("type")!;

    public bool IsOutput => string.Equals(Text("direction"), "Out", StringComparison.OrdinalIgnoreCase);

    public string? Text(string property) => Json[property]?.GetValue<string>();

    public bool? Flag(string property) => Json[property]?.GetValue<bool>();

    public IReadOnlyList<string> Texts(string property) => Json[property] is JsonArray list ? [.. list.Select(item => item!.GetValue<string>())] : [];
}
