using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>Finds the functions that types declare, and what is wrong with their declarations.</summary>
internal static partial class FunctionDiscovery
{
    private const BindingFlags AnyDeclared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The functions declared in <paramref name="types"/>, by name.</summary>
    /// <param name="types">The types to look in.</param>
    /// <param name="problems">Takes a line for everything that keeps a declared function from running.</param>
    public static IReadOnlyList<DeclaredFunction> Find(IEnumerable<Type> types, ICollection<string> problems)
    {
        var found = new SortedDictionary<string, DeclaredFunction>(StringComparer.OrdinalIgnoreCase);
        foreach (MethodInfo method in types.SelectMany(type => type.GetMethods(AnyDeclared)))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is not { } attribute || Declare(attribute.Name, method, problems) is not { } function)
                continue;
            if (!found.TryAdd(function.Name, function))
                problems.Add($"Two functions are named '{function.Name}': {found[function.Name].EntryPoint} and {function.EntryPoint}. Names must be unique, whatever their case.");
        }
        return [.. found.Values];
    }

    private static DeclaredFunction? Declare(string name, MethodInfo method, ICollection<string> problems)
    {
        string[] wrong = [.. Wrong(name, method)];
        foreach (string problem in wrong)
            problems.Add($"Function '{name}' ({method.ReflectedType!.FullName}.{method.Name}) {problem}.");
        if (wrong.Length > 0)
            return null;
        ParameterInfo parameter = Triggers(method).Single();
        return new DeclaredFunction(name, method, parameter, parameter.GetCustomAttribute<TriggerBindingAttribute>()!);
    }

    private static IEnumerable<string> Wrong(string name, MethodInfo method)
    {
        if (!Name().IsMatch(name))
            yield return "has a bad name: a letter, then up to 127 letters, digits, '_' or '-'";
        if (!method.IsPublic || !method.ReflectedType!.IsVisible)
            yield return "is not public, or its class is not";
        if (method.ContainsGenericParameters)
            yield return "is generic, or its class is";
        if (!method.IsStatic && method.ReflectedType!.IsAbstract)
            yield return "is an instance method of an abstract class";
        if (method.ReturnType == typeof(void) && method.IsDefined(typeof(System.Runtime.CompilerServices.AsyncStateMachineAttribute)))
            yield return "is 'async void', which cannot be awaited: return Task";
        int triggers = Triggers(method).Count();
        if (triggers == 0)
            yield return "has no trigger: put one trigger attribute on one of its parameters";
        if (triggers > 1)
            yield return "has more than one trigger";
    }

    private static IEnumerable<ParameterInfo> Triggers(MethodInfo method) =>
        method.GetParameters().Where(parameter => parameter.IsDefined(typeof(TriggerBindingAttribute)));

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]{0,127}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
