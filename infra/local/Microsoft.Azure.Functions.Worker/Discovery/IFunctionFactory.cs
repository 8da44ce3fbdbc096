namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>Makes the functions of one trigger.</summary>
internal interface IFunctionFactory
{
    /// <summary>The trigger's attribute.</summary>
    Type Trigger { get; }

    /// <summary>The function, ready to run, or null when something is wrong with it.</summary>
    /// <param name="function">What was declared.</param>
    /// <param name="problems">Takes a line for everything that is wrong.</param>
    HostedFunction? Create(DeclaredFunction function, ICollection<string> problems);
}
