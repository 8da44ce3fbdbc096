using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Yuekao.App.Platform;

/// <summary>Whom a valid token is about.</summary>
/// <param name="Id">The person: Entra ID's <c>oid</c>, or else <c>sub</c>.</param>
/// <param name="Name">What to call them.</param>
/// <param name="Roles">Their roles, in every county.</param>
internal sealed record TokenIdentity(string Id, string Name, IReadOnlyList<RoleClaim> Roles)
{
    private const string BareCadre = "/cadre";

    /// <summary>Reads a token that was found valid.</summary>
    /// <returns>Null when it names nobody.</returns>
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
