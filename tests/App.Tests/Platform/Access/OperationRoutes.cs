namespace Yuekao.App.Tests.Platform.Access;

/// <summary>A request's route values: enough different ones to meet every policy of a function.</summary>
/// <param name="Values">The values by parameter.</param>
/// <param name="Path">The request's path.</param>
internal sealed record OperationRoutes(IReadOnlyDictionary<string, string> Values, Uri Path)
{
    public const string County = "haixing";

    /// <summary>The variants, as text for a test's name: the plain one, one for each condition, one with the role written out.</summary>
    public static IEnumerable<string> Of(HttpOperation operation) => operation.Policies
        .SelectMany(policy => new[] { policy.Where, policy is { Scope: { } scope, Role: Role.Department } ? $"{scope}=department:d1" : null })
        .OfType<string>()
        .Distinct()
        .Prepend("plain");

    /// <summary>A variant.</summary>
    public static OperationRoutes Parse(HttpOperation operation, string variant)
    {
        var values = operation.RouteParameters.ToDictionary(name => name, name => name == "county" ? County : $"{name}-1");
        if (variant.Split('=') is [var name, var value])
            values[name] = value;
        string path = operation.RouteParameters.Aggregate(operation.PathTemplate, (path, name) => path.Replace($"{{{name}}}", values[name], StringComparison.Ordinal));
        return new OperationRoutes(values, new Uri(path, UriKind.Relative));
    }
}
