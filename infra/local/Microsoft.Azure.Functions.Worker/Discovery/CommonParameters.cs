using System.Reflection;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>Binds the parameters that functions of every trigger can have, and asks the trigger for the rest.</summary>
internal static class CommonParameters
{
    /// <summary>An invoker with every parameter bound, or null when one cannot be.</summary>
    /// <param name="function">The function.</param>
    /// <param name="bind">The trigger's own parameters; null for those it does not know.</param>
    /// <param name="problems">Takes a line for every parameter that cannot be bound.</param>
    public static FunctionInvoker? Bind(DeclaredFunction function, Func<ParameterInfo, ParameterBinder?> bind, ICollection<string> problems)
    {
        var binders = new List<ParameterBinder>();
        ParameterInfo[] parameters = function.Method.GetParameters();
        foreach (ParameterInfo parameter in parameters)
        {
            if ((Bind(parameter) ?? (IsForeign(function, parameter) ? null : bind(parameter))) is { } binder)
                binders.Add(binder);
            else
                problems.Add($"Parameter '{parameter.Name}' ({parameter.ParameterType.Name}) of {function} cannot be bound.");
        }
        return binders.Count == parameters.Length ? new FunctionInvoker(function.Method, binders) : null;
    }

    private static ParameterBinder? Bind(ParameterInfo parameter)
    {
        if (parameter.ParameterType == typeof(FunctionContext))
            return static invocation => ValueTask.FromResult<object?>(invocation);
        if (parameter.ParameterType == typeof(CancellationToken))
            return static invocation => ValueTask.FromResult<object?>(invocation.CancellationToken);
        if (parameter.IsDefined(typeof(DurableClientAttribute)) && parameter.ParameterType == typeof(DurableTaskClient))
            return static invocation => ValueTask.FromResult<object?>(invocation.InstanceServices.GetRequiredService<DurableClientSource>().Client);
        return null;
    }

    // An attribute of an extension or a converter that this host does not have.
    private static bool IsForeign(DeclaredFunction function, ParameterInfo parameter) =>
        parameter.ParameterType.IsByRef
        || (parameter != function.TriggerParameter && parameter.IsDefined(typeof(BindingAttribute)))
        || parameter.GetCustomAttributes<InputConverterAttribute>().Any(converter => converter is not Http.FromBodyAttribute);
}
