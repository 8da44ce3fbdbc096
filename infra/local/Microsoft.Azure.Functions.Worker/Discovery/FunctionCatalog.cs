namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>The app's functions, ready to run.</summary>
internal sealed class FunctionCatalog(IReadOnlyList<HostedFunction> functions)
{
    /// <summary>All of them, by name.</summary>
    public IReadOnlyList<HostedFunction> All => functions;

    /// <summary>Those of one trigger.</summary>
    public IEnumerable<T> Of<T>()
        where T : HostedFunction => functions.OfType<T>();

    /// <summary>Makes the declared functions ready.</summary>
    /// <param name="declared">What was found.</param>
    /// <param name="factories">One a trigger.</param>
    /// <param name="problems">Takes a line for everything that keeps one from running.</param>
    public static FunctionCatalog Create(IEnumerable<DeclaredFunction> declared, IReadOnlyList<IFunctionFactory> factories, ICollection<string> problems)
    {
        var functions = new List<HostedFunction>();
        foreach (DeclaredFunction function in declared)
        {
            IFunctionFactory? factory = factories.FirstOrDefault(factory => factory.Trigger == function.Trigger.GetType());
            if (factory is null)
                problems.Add($"The trigger of {function}, {function.Trigger.GetType().Name}, is not one that the local host has.");
            else if (factory.Create(function, problems) is { } made)
                functions.Add(made);
        }
        return new FunctionCatalog(functions);
    }
}
