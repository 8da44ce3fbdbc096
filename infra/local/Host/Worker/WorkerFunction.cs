using System.Text.Json;

namespace Yuekao.Local.Host.Worker;

/// <summary>A function as the worker declares it. Its inputs are the parameters that something is bound to: trigger and input bindings.</summary>
internal sealed record WorkerFunction(string Name, string Id, IReadOnlyList<FunctionBinding> Inputs)
{
    public FunctionBinding Trigger { get; } = Inputs.Single(binding => binding.Type.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase));

    public bool Is(string trigger) => Trigger.Type == trigger;

    public static WorkerFunction Of(RpcFunctionMetadata metadata)
    {
        var bindings = metadata.RawBindings.Select(text => JsonSerializer.Deserialize<FunctionBinding>(text, JsonSerializerOptions.Web)!);
        return new(metadata.Name, metadata.FunctionId, [.. bindings.Where(binding => binding.Direction is not ("Out" or "out"))]);
    }
}

/// <summary>What a parameter of a function is bound to. Which properties are there goes by the type, such as <c>httpTrigger</c>.</summary>
internal sealed record FunctionBinding(
    string Name, string Type, string? Direction, string? Route, string[]? Methods, string? Schedule, bool RunOnStartup, string? Orchestration,
    string? Activity);
