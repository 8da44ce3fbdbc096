using System.Reflection;
using Microsoft.DurableTask;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>Makes activities: an input, and <c>string instanceId</c> if it asks who called.</summary>
internal sealed class ActivityFunctionFactory : IFunctionFactory
{
    private readonly Dictionary<TaskName, DeclaredFunction> taken = [];

    public Type Trigger => typeof(ActivityTriggerAttribute);

    public HostedFunction? Create(DeclaredFunction function, ICollection<string> problems)
    {
        var name = new TaskName(((ActivityTriggerAttribute)function.Trigger).Activity ?? function.Name);
        FunctionInvoker? invoker = CommonParameters.Bind(function, parameter => Bind(function, parameter), problems);
        if (!taken.TryAdd(name, function))
        {
            problems.Add($"Two activities are named '{name}': {taken[name]} and {function}.");
            return null;
        }
        return invoker is null ? null : new ActivityFunction(function, invoker, name);
    }

    private static ParameterBinder? Bind(DeclaredFunction function, ParameterInfo parameter)
    {
        if (parameter == function.TriggerParameter)
            return invocation => ValueTask.FromResult(((ActivityInput)invocation.Input!).Value);
        if (parameter.ParameterType == typeof(string) && parameter.Name == "instanceId")
            return invocation => ValueTask.FromResult<object?>(((ActivityInput)invocation.Input!).Context.InstanceId);
        return null;
    }
}
