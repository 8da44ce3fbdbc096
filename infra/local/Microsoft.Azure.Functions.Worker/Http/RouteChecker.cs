using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>Finds at start what routing would find at the first request: bad syntax, unknown constraints, two functions for one request.</summary>
internal sealed class RouteChecker
{
    private readonly IInlineConstraintResolver constraints = new ServiceCollection().AddLogging().AddRouting().BuildServiceProvider().GetRequiredService<IInlineConstraintResolver>();
    private readonly Dictionary<string, List<HttpFunction>> taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The route, or null when it is bad.</summary>
    public RoutePattern? Parse(string prefix, string route, DeclaredFunction function, ICollection<string> problems)
    {
        try
        {
            RoutePattern pattern = RoutePatternFactory.Parse($"{prefix}/{route.Trim('/')}".Trim('/'));
            string[] unknown = [.. UnknownConstraints(pattern)];
            foreach (string problem in unknown)
                problems.Add($"The route of {function} {problem}.");
            return unknown.Length == 0 ? pattern : null;
        }
        catch (RoutePatternException exception)
        {
            problems.Add($"The route of {function}, '{route}', is not a route: {exception.Message}");
            return null;
        }
    }

    /// <summary>Whether no other function answers to the same path and method.</summary>
    public bool IsFree(HttpFunction function, ICollection<string> problems)
    {
        string path = WithoutParameterNames(function.Route);
        if (!taken.TryGetValue(path, out List<HttpFunction>? others))
            taken[path] = others = [];
        HttpFunction? other = others.Find(other => other.Methods.Count == 0 || function.Methods.Count == 0 || other.Methods.Intersect(function.Methods).Any());
        if (other is not null)
            problems.Add($"{function.Definition} and {other.Definition} answer to the same requests: {function.Route.RawText}.");
        others.Add(function);
        return other is null;
    }

    private IEnumerable<string> UnknownConstraints(RoutePattern pattern)
    {
        foreach ((string parameter, IReadOnlyList<RoutePatternParameterPolicyReference> policies) in pattern.ParameterPolicies)
        {
            foreach (string constraint in policies.Select(policy => policy.Content).OfType<string>())
            {
                if (Error(constraint) is { } error)
                    yield return $"has a parameter '{parameter}' with the constraint '{constraint}', which {error}";
            }
        }
    }

    private string? Error(string constraint)
    {
        try
        {
            return constraints.ResolveConstraint(constraint) is null ? "does not exist" : null;
        }
        catch (RouteCreationException exception)
        {
            return $"is wrong: {exception.InnerException?.Message ?? exception.Message}";
        }
    }

    // {id:int} and {number:int} match the same requests; {id:int} and {id:guid} do not.
    private static string WithoutParameterNames(RoutePattern route) => string.Join('/', route.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternParameterPart parameter => $"{{{(parameter.IsCatchAll ? "*" : "")}{string.Join(':', parameter.ParameterPolicies.Select(policy => policy.Content))}}}",
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        _ => string.Empty,
    }))));
}
