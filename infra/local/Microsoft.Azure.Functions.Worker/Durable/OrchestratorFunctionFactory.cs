using System.Reflection;
using Microsoft.DurableTask;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>Makes orchestrators: a context, and at most one parameter more for the input.</summary>
internal sealed class OrchestratorFunctionFactory : IFunctionFactory
{
    private readonly Dictionary<TaskName, DeclaredFunction> taken = [];

    public Type Trigger => typeof(OrchestrationTriggerAttribute);

    public HostedFunction? Create(DeclaredFunction function, ICollection<string> problems)
    {
        var name = new TaskName(((OrchestrationTriggerAttribute)function.Trigger).Orchestration ?? function.Name);
        Type? input = null;
        FunctionInvoker? invoker = CommonParameters.Bind(
            function,
            parameter =>
            {
                if (parameter == function.TriggerParameter)
                    return Context(parameter);
                if (input is not null)
                    return null;
                input = parameter.ParameterType;
                return invocation => ValueTask.FromResult(OrDefault(((OrchestratorInput)invocation.Input!).Value, parameter));
            },
            problems);
        if (!taken.TryAdd(name, function))
        {
            problems.Add($"Two orchestrators are named '{name}': {taken[name]} and {function}.");
            return null;
        }
        return invoker is null ? null : new OrchestratorFunction(function, invoker, name, input ?? typeof(object));
    }

    private static ParameterBinder? Context(ParameterInfo parameter) => parameter.ParameterType == typeof(TaskOrchestrationContext)
        ? invocation => ValueTask.FromResult<object?>(((OrchestratorInput)invocation.Input!).Context)
        : null;

    // A value type's parameter cannot take the null of an orchestration that was started without input: reflection makes it default.
    private static object? OrDefault(object? value, ParameterInfo parameter) => value ?? (parameter.HasDefaultValue ? parameter.DefaultValue : null);
}
