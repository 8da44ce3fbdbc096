using System.Reflection;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>A function that passed validation and can run.</summary>
/// <param name="definition">What was declared.</param>
/// <param name="invoker">What calls it.</param>
internal abstract class HostedFunction(DeclaredFunction definition, FunctionInvoker invoker)
{
    public DeclaredFunction Definition => definition;

    public FunctionInvoker Invoker => invoker;

    public string Name => definition.Name;

    /// <summary>Whether it cannot run without the task hub.</summary>
    public virtual bool UsesTaskHub => definition.Method.GetParameters().Any(parameter => parameter.IsDefined(typeof(DurableClientAttribute)));

    /// <summary>How the start-up log shows its trigger.</summary>
    /// <param name="address">Where the host listens, without a slash at the end.</param>
    public abstract string Describe(string address);
}
