using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Yuekao.App.Platform;

/// <summary>An HTTP function as it is declared: the one description that access, the API document and the tests all read. The verb is in upper case, the route stands under the prefix.</summary>
internal sealed record HttpOperation(string Name, string Verb, string Route, MethodInfo Method)
{
    /// <summary>Any of these lets a caller in; none lets nobody in.</summary>
    public IReadOnlyList<AccessPolicy> Policies { get; } = [.. Method.GetCustomAttributes<AccessAttribute>().SelectMany(AccessPolicy.Of)];

    public bool IsPublic { get; } = Method.IsDefined(typeof(PublicAccessAttribute));

    public IReadOnlyList<string> RouteParameters { get; } =
        [.. RoutePatternFactory.Parse(Route).Parameters.Select(parameter => parameter.Name)];

    /// <summary>Its route without constraints: <c>counties/{county}/audit</c>.</summary>
    public string PathTemplate { get; } = string.Join('/', RoutePatternFactory.Parse(Route).PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        _ => string.Empty,
    }))));
}

/// <summary>Every HTTP function of the app, by name.</summary>
internal sealed class HttpOperationCatalog
{
    private readonly SortedDictionary<string, HttpOperation> operations = new(StringComparer.Ordinal);

    public HttpOperationCatalog(IEnumerable<Type> types)
    {
        foreach (MethodInfo method in types.SelectMany(type => type.GetMethods()))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is { } function && Trigger(method) is { } trigger)
                operations.Add(function.Name, Declared(function.Name, trigger, method));
        }
    }

    public IReadOnlyCollection<HttpOperation> All => operations.Values;

    public static HttpOperationCatalog OfApp() => new(typeof(HttpOperationCatalog).Assembly.GetTypes());

    public bool TryGet(string function, [NotNullWhen(true)] out HttpOperation? operation) => operations.TryGetValue(function, out operation);

    // One method a function: what may be called and what it answers is then said once, without "it depends".
    private static HttpOperation Declared(string name, HttpTriggerAttribute trigger, MethodInfo method) => trigger is { Methods: [var verb], Route: { } route }
        ? new HttpOperation(name, verb.ToUpperInvariant(), route, method)
        : throw new InvalidOperationException($"Function '{name}' must declare one HTTP method and a route.");

    private static HttpTriggerAttribute? Trigger(MethodInfo method) =>
        method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(trigger => trigger is not null);
}
