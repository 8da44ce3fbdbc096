using System.Text.RegularExpressions;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Yuekao.App.Platform;

/// <summary>Who acts, as the token says: never from a route, a query or a body.</summary>
/// <param name="Id">The person, the same in every token of theirs.</param>
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
    /// <exception cref="InvalidOperationException">The function is public: nobody is known to have called.</exception>
    public static Caller GetCaller(this HttpRequest request) =>
        request.HttpContext.Features.Get<Caller>() ?? throw new InvalidOperationException($"'{request.Path}' has no caller: its function is public.");
}

/// <summary>A role, and which township, department, meeting, judge or cadre it is of; null for <see cref="Role.County"/>, <see cref="Role.Supervision"/> and <see cref="Role.Finance"/>.</summary>
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
        RoleClaim[] roles = [.. token.Claims.Where(claim => claim.Type == "roles").Select(claim => RoleClaim.Find(Complete(claim.Value, cadre))).OfType<RoleClaim>()];
        return new TokenIdentity(id, Shown(token, JwtRegisteredClaimNames.Name) ?? Shown(token, "preferred_username") ?? id, roles);
    }

    /// <summary>The caller of a request about a county; null when they have no role there.</summary>
    public Caller? In(string county)
    {
        RoleGrant[] grants = [.. Roles.Where(role => role.County == county).Select(role => role.Grant).Distinct()];
        return grants.Length == 0 ? null : new Caller(Id, Name, county, grants);
    }

    private static string Complete(string role, string? cadre) => cadre is not null && role.EndsWith(BareCadre, StringComparison.Ordinal) ? $"{role}:{cadre}" : role;
    // It goes into records and the audit trail, and nobody here can have it mended.
    private static string? Shown(JsonWebToken token, string claim) => Value(token, claim) is { } name && WrittenText.Seen(name) is { Length: > 0 } seen ? seen : null;
    private static string? Value(JsonWebToken token, string claim) => token.TryGetPayloadValue(claim, out string? value) && value is { Length: > 0 } ? value : null;
}

/// <summary>What a person does in a county's assessment (docs/design.md 1). In tokens in lower case.</summary>
public enum Role
{
    /// <summary>The county organizer (县委组织部): runs it all.</summary>
    County,

    /// <summary>The township organizer (乡镇组织员办公室): leads one township.</summary>
    Township,

    /// <summary>The party committee of a township (乡镇党委班子): rates the organizers and judges the township's contests.</summary>
    Committee,

    /// <summary>The department reviewer (民政、环保、安监…): reports only its own items.</summary>
    Department,

    /// <summary>The chair of a leadership meeting (党政领导班子联席会): decides.</summary>
    Meeting,

    /// <summary>The county's supervision office (县大督查、督办办): inspects, and supervises on site.</summary>
    Supervision,

    /// <summary>A judge (评委), or who votes, by the id in the panel: gives a sheet of their own.</summary>
    Judge,

    /// <summary>The finance officer: reads ledgers.</summary>
    Finance,

    /// <summary>The cadre (村干部): reads their own result.</summary>
    Cadre,
}

/// <summary>
/// One value of a token's <c>roles</c>: <c>county/role</c> or <c>county/role:id</c>, as in <c>haixing/township:gaowan</c>.
/// Fit for the value of an Entra ID app role: no spaces, at most 120 characters (docs/adr/0004-access.md).
/// </summary>
public sealed partial record RoleClaim(string County, RoleGrant Grant)
{
    private const int MaximumLength = 120;

    /// <summary>Null for what is not of that form: a role of another application, which grants nothing here.</summary>
    public static RoleClaim? Find(string text)
    {
        if (text.Length > MaximumLength || Form().Match(text) is not { Success: true } match)
            return null;
        string? id = match.Groups["id"] is { Success: true, Value: var value } ? value : null;
        return RoleNamed(match.Groups["role"].Value) is { } role && HasId(role) == (id is not null)
            ? new RoleClaim(match.Groups["county"].Value, new RoleGrant(role, id))
            : null;
    }

    /// <summary>Whether the role is one of something: a township, a department, a meeting, a judge, a cadre.</summary>
    public static bool HasId(Role role) => role is not (Role.County or Role.Supervision or Role.Finance);

    /// <summary>A role as tokens write it.</summary>
    public static string NameOf(Role role) => JsonNamingPolicy.CamelCase.ConvertName(role.ToString());

    public override string ToString() => $"{County}/{Grant}";

    private static Role? RoleNamed(string name) => Enum.GetValues<Role>().Cast<Role?>().FirstOrDefault(role => NameOf(role!.Value) == name);

    [GeneratedRegex(@"\A(?<county>[a-z0-9][a-z0-9-]*)/(?<role>[a-z]+)(:(?<id>[A-Za-z0-9][A-Za-z0-9._-]*))?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
