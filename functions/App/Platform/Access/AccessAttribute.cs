using Microsoft.AspNetCore.Routing;

namespace Yuekao.App.Platform;

/// <summary>
/// Lets a role of the route's county call an HTTP function. Several on one method: any of them suffices. A function with neither this nor
/// <see cref="PublicAccessAttribute"/> is refused to everybody.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class AccessAttribute(params Role[] roles) : Attribute
{
    public IReadOnlyList<Role> Roles => roles;

    /// <summary>
    /// The route parameter that must name what the caller's role is of: <c>Scope = "township"</c> lets <c>township:gaowan</c> call only where
    /// <c>{township}</c> is <c>gaowan</c>. A value written with its role, <c>department:minzheng</c>, is matched by that role's id.
    /// </summary>
    /// <value>Null: any id; the endpoint narrows what it answers to what the caller may see.</value>
    public string? Scope { get; init; }

    /// <summary>What the caller's role must be of, wherever the request goes: <c>Id = "county"</c> is the county's own meeting. Null: any.</summary>
    public string? Id { get; init; }

    /// <summary>A route value that the policy is for: <c>Where = "source=township"</c>. Null: any.</summary>
    public string? Where { get; init; }
}

/// <summary>Lets anybody call an HTTP function, without a token.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PublicAccessAttribute : Attribute;

/// <summary>One declared way in: an <see cref="AccessAttribute"/> for one of its roles.</summary>
internal sealed record AccessPolicy(Role Role, string? Scope, string? Id, string? Where)
{
    public static IEnumerable<AccessPolicy> Of(AccessAttribute declared) => declared.Roles.Select(role => new AccessPolicy(role, declared.Scope, declared.Id, declared.Where));

    /// <summary>Whether the caller has the policy's role, of what the route names.</summary>
    public bool Allows(Caller caller, RouteValueDictionary route) =>
        IsFor(route) && caller.Roles.Any(grant => grant.Role == Role && (Id ?? grant.Id) == grant.Id && (Scope is null || Names(Value(route, Scope), grant)));

    private bool IsFor(RouteValueDictionary route) => Where is null || (Where.Split('=') is [var name, var value] && Value(route, name) == value);
    private static bool Names(string? value, RoleGrant grant) => value is not null && grant.Id is not null && (value == grant.Id || value == grant.ToString());
    private static string? Value(RouteValueDictionary route, string name) => route.TryGetValue(name, out object? value) ? value as string : null;
}
