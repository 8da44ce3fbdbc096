using System.Reflection;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;

namespace Yuekao.App.Platform;

/// <summary>An HTTP function as it is declared: the one description that access, the API document and the tests all read. The verb is in upper case, the route stands under the prefix.</summary>
internal sealed record HttpOperation(string Name, string Verb, string Route, MethodInfo Method)
{
    /// <summary>Any of these lets a caller in; none lets nobody in.</summary>
    public IReadOnlyList<AccessAttribute> Policies { get; } = [.. Method.GetCustomAttributes<AccessAttribute>()];

    /// <summary>The verb of the one function that takes whatever the others do not.</summary>
    public const string AnyVerb = "ANY";

    private readonly TemplateMatcher matcher = new(TemplateParser.Parse(Route), []);

    public bool IsPublic { get; } = Method.IsDefined(typeof(PublicAccessAttribute));

    public IReadOnlyList<string> RouteParameters { get; } = [.. RoutePatternFactory.Parse(Route).Parameters.Select(parameter => parameter.Name)];

    /// <summary>Whether a path under the prefix is one of the route's.</summary>
    public bool Matches(PathString path) => matcher.TryMatch(path, []);
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

    public HttpOperation? Find(string function) => operations.GetValueOrDefault(function);

    // One method a function: what may be called and what it answers is then said once, without "it depends".
    private static HttpOperation Declared(string name, HttpTriggerAttribute trigger, MethodInfo method) => trigger switch
    {
        { Methods: [var verb], Route: { } route } => new HttpOperation(name, verb.ToUpperInvariant(), route, method),
        { Methods: null or [], Route: UnknownAddress.Route } => new HttpOperation(name, HttpOperation.AnyVerb, UnknownAddress.Route, method),
        _ => throw new InvalidOperationException($"Function '{name}' must declare one HTTP method and a route."),
    };

    private static HttpTriggerAttribute? Trigger(MethodInfo method) =>
        method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(trigger => trigger is not null);
}

/// <summary>What a route names. A function's route declares its parameters; who needs one reads it here, so that each is read one way.</summary>
internal static class RouteIds
{
    /// <summary>A route parameter as an id. Without a name it is called as the id's type is: <c>township</c> for <see cref="TownshipId"/>.</summary>
    /// <exception cref="ProblemException">It is no id, so there is no such thing: not found.</exception>
    public static TId Id<TId>(this HttpRequest request, string? name = null) where TId : struct, IId<TId> =>
        TId.TryOf(request.Route(name ?? NameOf(typeof(TId))), out TId id) ? id : throw new ProblemException(ProblemType.NotFound, $"There is nothing of that name: it must be {TId.Expected}.");

    /// <summary>A route parameter as it was written.</summary>
    public static string Route(this HttpRequest request, string name) => request.RouteValues[name] as string ?? throw new InvalidOperationException($"The route of '{request.Path}' has no '{name}'.");

    private static string NameOf(Type id) => JsonNamingPolicy.CamelCase.ConvertName(id.Name.EndsWith("Id", StringComparison.Ordinal) ? id.Name[..^2] : id.Name);
}
