using Microsoft.DurableTask;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>A function that is an activity.</summary>
/// <param name="definition">What was declared.</param>
/// <param name="invoker">What calls it.</param>
/// <param name="name">The activity's name.</param>
internal sealed class ActivityFunction(DeclaredFunction definition, FunctionInvoker invoker, TaskName name)
    : HostedFunction(definition, invoker)
{
    public TaskName TaskName => name;

    public override bool UsesTaskHub => true;

    public override string Describe(string address) => $"{Name}: activityTrigger";
}

/// <summary>What an activity is invoked with.</summary>
internal sealed record ActivityInput(TaskActivityContext Context, object? Value);

/// <summary>An activity function as the engine sees it. What the function throws reaches the engine as it was thrown.</summary>
internal sealed class FunctionActivity(ActivityFunction function, FunctionRunner runner) : ITaskActivity
{
    public Type InputType => function.Definition.TriggerParameter.ParameterType;

    public Type OutputType => AsyncResult.TypeOf(function.Definition.Method.ReturnType);

    public Task<object?> RunAsync(TaskActivityContext context, object? input) => runner.RunAsync(
        function, new ActivityInput(context, input), new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { ["instanceId"] = context.InstanceId });
}
