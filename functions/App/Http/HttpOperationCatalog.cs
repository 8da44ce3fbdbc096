using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Yuekao.App.Http;

/// <summary>Every HTTP function of the app, by name.</summary>
internal sealed class HttpOperationCatalog
{
    private readonly SortedDictionary<string, HttpOperation> operations = new(StringComparer.Ordinal);

    /// <param name="types">The types that declare functions.</param>
    public HttpOperationCatalog(IEnumerable<Type> types)
    {
        foreach (MethodInfo method in types.SelectMany(type => type.GetMethods()))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is { } function && Trigger(method) is { } trigger)
                operations.Add(function.Name, Declared(function.Name, trigger, method));
        }
    }

    /// <summary>All of them, by name.</summary>
    public IReadOnlyCollection<HttpOperation> All => operations.Values;

    /// <summary>The functions of the app itself.</summary>
    public static HttpOperationCatalog OfApp() => new(typeof(HttpOperationCatalog).Assembly.GetTypes());

    /// <summary>The operation that a function is.</summary>
    public bool TryGet(string function, [NotNullWhen(true)] out HttpOperation? operation) => operations.TryGetValue(function, out operation);

    // One method a function: what may be called and what it answers is then said once, without "it depends".
    private static HttpOperation Declared(string name, HttpTriggerAttribute trigger, MethodInfo method) => trigger is { Methods: [var verb], Route: { } route }
        ? new HttpOperation(name, verb.ToUpperInvariant(), route, method)
        : throw new InvalidOperationException($"Function '{name}' must declare one HTTP method and a route.");

    private static HttpTriggerAttribute? Trigger(MethodInfo method) =>
        method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(trigger => trigger is not null);
}
