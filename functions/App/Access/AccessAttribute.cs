namespace Yuekao.App.Access;

/// <summary>
/// Lets a role of the route's county call an HTTP function. Several on one method: any of them suffices. A function with neither this nor
/// <see cref="PublicAccessAttribute"/> is refused to everybody.
/// </summary>
/// <param name="role">The role that may call.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class AccessAttribute(Role role) : Attribute
{
    /// <summary>The role that may call.</summary>
    public Role Role => role;

    /// <summary>
    /// The route parameter that must name what the caller's role is of: <c>Scope = "township"</c> lets <c>township:gaowan</c> call only where
    /// <c>{township}</c> is <c>gaowan</c>. A value written with its role, <c>department:minzheng</c>, is matched by that role's id.
    /// </summary>
    /// <value>Null: any id; the endpoint narrows what it answers to what the caller may see.</value>
    public string? Scope { get; init; }

    /// <summary>What the caller's role must be of, wherever the request goes: <c>Id = "county"</c> is the county's own meeting.</summary>
    /// <value>Null: any.</value>
    public string? Id { get; init; }

    /// <summary>A route value that the policy is for: <c>Where = "source=township"</c>.</summary>
    /// <value>Null: any.</value>
    public string? Where { get; init; }
}

/// <summary>Lets anybody call an HTTP function, without a token.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PublicAccessAttribute : Attribute;
