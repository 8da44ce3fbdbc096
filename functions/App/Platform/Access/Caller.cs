using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Yuekao.App.Platform;

/// <summary>Who acts, as the token says: never from a route, a query or a body.</summary>
/// <param name="Id">The person, the same in every token of theirs.</param>
/// <param name="Name">What to call them.</param>
/// <param name="County">The county of the request; all of <paramref name="Roles"/> are roles in it.</param>
/// <param name="Roles">At least one.</param>
public sealed record Caller(string Id, string Name, string County, IReadOnlyList<RoleGrant> Roles)
{
    public bool Has(Role role) => Roles.Any(grant => grant.Role == role);

    public bool Has(Role role, string id) => Roles.Contains(new RoleGrant(role, id));

    /// <summary>What the caller has the role of: their townships, departments...</summary>
    public IEnumerable<string> IdsOf(Role role) => Roles.Where(grant => grant.Role == role && grant.Id is not null).Select(grant => grant.Id!);
}

public static class CallerExtensions
{
    /// <summary>Who called.</summary>
    /// <exception cref="InvalidOperationException">The function is public: nobody is known to have called.</exception>
    public static Caller GetCaller(this HttpRequest request) => request.HttpContext.Items.TryGetValue(typeof(Caller), out object? caller)
        ? (Caller)caller!
        : throw new InvalidOperationException($"'{request.Path}' has no caller: its function is public.");

    internal static void SetCaller(this HttpContext http, Caller caller) => http.Items[typeof(Caller)] = caller;
}

/// <summary>A role, and which township, department, meeting or cadre it is of; null for <see cref="Role.County"/> and <see cref="Role.Finance"/>.</summary>
public readonly record struct RoleGrant(Role Role, string? Id = null)
{
    /// <summary>As a token has it after the county: <c>finance</c>, <c>township:gaowan</c>.</summary>
    public override string ToString() => Id is null ? RoleClaim.NameOf(Role) : $"{RoleClaim.NameOf(Role)}:{Id}";
}

/// <summary>Whom a valid token is about, with their roles in every county. A person is Entra ID's <c>oid</c>, or else <c>sub</c>.</summary>
internal sealed record TokenIdentity(string Id, string Name, IReadOnlyList<RoleClaim> Roles)
{
    private const string BareCadre = "/cadre";

    /// <summary>Reads a token that was found valid; null when it names nobody.</summary>
    public static TokenIdentity? Of(JsonWebToken token, string? cadreIdClaim)
    {
        string? id = Value(token, "oid") ?? Value(token, JwtRegisteredClaimNames.Sub);
        if (id is null)
            return null;
        string? cadre = cadreIdClaim is null ? null : Value(token, cadreIdClaim);
        var roles = new List<RoleClaim>();
        foreach (Claim role in token.Claims.Where(claim => claim.Type == "roles"))
        {
            if (RoleClaim.TryParse(Complete(role.Value, cadre), out RoleClaim? claim))
                roles.Add(claim);
        }
        return new TokenIdentity(id, Value(token, JwtRegisteredClaimNames.Name) ?? Value(token, "preferred_username") ?? id, roles);
    }

    /// <summary>The caller of a request about a county; null when they have no role there.</summary>
    public Caller? In(string county)
    {
        RoleGrant[] grants = [.. Roles.Where(role => role.County == county).Select(role => role.Grant).Distinct()];
        return grants.Length == 0 ? null : new Caller(Id, Name, county, grants);
    }

    private static string Complete(string role, string? cadre) => cadre is not null && role.EndsWith(BareCadre, StringComparison.Ordinal) ? $"{role}:{cadre}" : role;
    private static string? Value(JsonWebToken token, string claim) => token.TryGetPayloadValue(claim, out string? value) && value is { Length: > 0 } ? value : null;
}
