namespace Yuekao.App.Platform;

/// <summary>Who acts, as the token says: never from a route, a query or a body.</summary>
/// <param name="Id">The person, the same in every token of theirs.</param>
/// <param name="Name">What to call them.</param>
/// <param name="County">The county of the request; all of <paramref name="Roles"/> are roles in it.</param>
/// <param name="Roles">At least one.</param>
public sealed record Caller(string Id, string Name, string County, IReadOnlyList<RoleGrant> Roles)
{
    /// <summary>Whether the caller has the role, of whatever it is.</summary>
    public bool Has(Role role) => Roles.Any(grant => grant.Role == role);

    /// <summary>Whether the caller has the role of this township, department, meeting or cadre.</summary>
    public bool Has(Role role, string id) => Roles.Contains(new RoleGrant(role, id));

    /// <summary>What the caller has the role of: their townships, departments...</summary>
    public IEnumerable<string> IdsOf(Role role) => Roles.Where(grant => grant.Role == role && grant.Id is not null).Select(grant => grant.Id!);
}

/// <summary>The caller of a request.</summary>
public static class CallerExtensions
{
    /// <summary>Who called.</summary>
    /// <exception cref="InvalidOperationException">The function is public: nobody is known to have called.</exception>
    public static Caller GetCaller(this HttpRequest request) => request.HttpContext.Items.TryGetValue(typeof(Caller), out object? caller)
        ? (Caller)caller!
        : throw new InvalidOperationException($"'{request.Path}' has no caller: its function is public.");

    internal static void SetCaller(this HttpContext http, Caller caller) => http.Items[typeof(Caller)] = caller;
}

/// <summary>A role that a caller has in the county of the request.</summary>
/// <param name="Role">The role.</param>
/// <param name="Id">Which township, department, meeting or cadre; null for <see cref="Role.County"/> and <see cref="Role.Finance"/>.</param>
public readonly record struct RoleGrant(Role Role, string? Id = null)
{
    /// <summary>As a token has it after the county: <c>finance</c>, <c>township:gaowan</c>.</summary>
    public override string ToString() => Id is null ? RoleClaim.NameOf(Role) : $"{RoleClaim.NameOf(Role)}:{Id}";
}
