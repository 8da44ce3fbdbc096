using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>Makes a parameter's value for an invocation.</summary>
internal delegate ValueTask<object?> ParameterBinder(Invocation invocation);

/// <summary>Calls a function's method: binds its parameters, makes its instance, awaits its result. All that reflection finds out is found out once.</summary>
internal sealed class FunctionInvoker(MethodInfo method, IReadOnlyList<ParameterBinder> binders)
{
    private readonly MethodInvoker call = MethodInvoker.Create(method);
    private readonly Func<object?, ValueTask<object?>> result = AsyncResult.ReaderFor(method.ReturnType);
    private readonly ObjectFactory? create = method.IsStatic ? null : ActivatorUtilities.CreateFactory(method.ReflectedType!, []);

    /// <summary>Runs the method.</summary>
    /// <returns>What it returned, awaited; null for void and <see cref="Task"/>.</returns>
    public async ValueTask<object?> InvokeAsync(Invocation invocation)
    {
        object?[] arguments = new object?[binders.Count];
        for (int index = 0; index < arguments.Length; index++)
            arguments[index] = await binders[index](invocation);

        object? instance = create?.Invoke(invocation.InstanceServices, null);
        try
        {
            return await result(call.Invoke(instance, arguments.AsSpan()));
        }
        finally
        {
            if (instance is IAsyncDisposable asynchronous)
                await asynchronous.DisposeAsync();
            else
                (instance as IDisposable)?.Dispose();
        }
    }
}
