using System.Reflection;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>The assemblies that can declare functions.</summary>
internal static class FunctionAssemblies
{
    private static readonly Assembly Worker = typeof(FunctionAttribute).Assembly;
    private static readonly string[] Platform = ["System", "Microsoft", "Azure", "netstandard", "mscorlib"];

    /// <summary>The types of an app: of its entry assembly, and of those it references that reference the worker.</summary>
    public static IEnumerable<Type> TypesOf(Assembly app) => app.GetReferencedAssemblies()
        .Where(name => !Platform.Contains(name.Name!.Split('.')[0], StringComparer.Ordinal))
        .Select(Assembly.Load)
        .Where(ReferencesWorker)
        .Prepend(app)
        .SelectMany(assembly => assembly.GetTypes());

    private static bool ReferencesWorker(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Any(name => name.Name == Worker.GetName().Name);
}
