using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Yuekao.App.Platform;

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

    /// <summary>False for what is not of that form: a role of another application, which grants nothing here.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out RoleClaim? claim)
    {
        claim = null;
        if (text.Length > MaximumLength || Form().Match(text) is not { Success: true } match)
            return false;
        string? id = match.Groups["id"] is { Success: true, Value: var value } ? value : null;
        if (RoleNamed(match.Groups["role"].Value) is not { } role || HasId(role) != (id is not null))
            return false;
        claim = new RoleClaim(match.Groups["county"].Value, new RoleGrant(role, id));
        return true;
    }

    /// <summary>Whether the role is one of something: a township, a department, a meeting, a cadre.</summary>
    public static bool HasId(Role role) => role is not (Role.County or Role.Finance);

    /// <summary>A role as tokens write it.</summary>
    public static string NameOf(Role role) => role switch
    {
        Role.County => "county",
        Role.Township => "township",
        Role.Committee => "committee",
        Role.Department => "department",
        Role.Meeting => "meeting",
        Role.Finance => "finance",
        Role.Cadre => "cadre",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "Not a role."),
    };

    /// <inheritdoc/>
    public override string ToString() => $"{County}/{Grant}";

    private static Role? RoleNamed(string name) => Enum.GetValues<Role>().Cast<Role?>().FirstOrDefault(role => NameOf(role!.Value) == name);

    [GeneratedRegex(@"\A(?<county>[a-z0-9][a-z0-9-]*)/(?<role>[a-z]+)(:(?<id>[A-Za-z0-9][A-Za-z0-9._-]*))?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
