using Microsoft.AspNetCore.Routing;

namespace Yuekao.App.Access;

/// <summary>Decides whether a declared policy lets a caller in.</summary>
internal static class AccessPolicy
{
    /// <summary>Whether the caller has the policy's role, of what the route names.</summary>
    public static bool Allows(this AccessAttribute policy, Caller caller, RouteValueDictionary route) =>
        IsFor(policy, route) && caller.Roles.Any(grant => grant.Role == policy.Role && (policy.Id ?? grant.Id) == grant.Id && (policy.Scope is not { } scope || Names(Value(route, scope), grant)));

    private static bool IsFor(AccessAttribute policy, RouteValueDictionary route) =>
        policy.Where is not { } condition || (condition.Split('=') is [var name, var value] && Value(route, name) == value);

    private static bool Names(string? value, RoleGrant grant) => value is not null && grant.Id is not null && (value == grant.Id || value == grant.ToString());

    private static string? Value(RouteValueDictionary route, string name) => route.TryGetValue(name, out object? value) ? value as string : null;
}
