using Microsoft.DurableTask;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>A function that is an orchestrator.</summary>
/// <param name="definition">What was declared.</param>
/// <param name="invoker">What calls it.</param>
/// <param name="name">The orchestrator's name.</param>
/// <param name="input">The type of its input; <see cref="object"/> when it takes none.</param>
internal sealed class OrchestratorFunction(DeclaredFunction definition, FunctionInvoker invoker, TaskName name, Type input)
    : HostedFunction(definition, invoker)
{
    public TaskName TaskName => name;

    public Type InputType => input;

    public override bool UsesTaskHub => true;

    public override string Describe(string address) => $"{Name}: orchestrationTrigger";
}

/// <summary>What an orchestrator is invoked with.</summary>
internal sealed record OrchestratorInput(TaskOrchestrationContext Context, object? Value);

/// <summary>An orchestrator function as the engine sees it.</summary>
internal sealed class FunctionOrchestrator(OrchestratorFunction function, FunctionRunner runner) : ITaskOrchestrator
{
    public Type InputType => function.InputType;

    public Type OutputType => AsyncResult.TypeOf(function.Definition.Method.ReturnType);

    public Task<object?> RunAsync(TaskOrchestrationContext context, object? input) => runner.RunAsync(
        function, new OrchestratorInput(context, input), new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { ["instanceId"] = context.InstanceId });
}
