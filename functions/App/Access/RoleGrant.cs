namespace Yuekao.App.Access;

/// <summary>A role that a caller has in the county of the request.</summary>
/// <param name="Role">The role.</param>
/// <param name="Id">Which township, department, meeting or cadre; null for <see cref="Role.County"/> and <see cref="Role.Finance"/>.</param>
public readonly record struct RoleGrant(Role Role, string? Id = null)
{
    /// <summary>As a token has it after the county: <c>finance</c>, <c>township:gaowan</c>.</summary>
    public override string ToString() => Id is null ? RoleClaim.NameOf(Role) : $"{RoleClaim.NameOf(Role)}:{Id}";
}
