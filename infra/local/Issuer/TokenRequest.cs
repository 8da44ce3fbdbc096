using System.Text.RegularExpressions;

namespace Yuekao.Local.Issuer;

/// <summary>What a token is to say.</summary>
public sealed partial record TokenRequest
{
    /// <summary>The roles in the county: <c>county</c>, <c>finance</c>, <c>township:gaowan</c>...</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>The county the roles are in.</summary>
    /// <value>haixing.</value>
    public string County { get; init; } = "haixing";

    /// <summary>The person's name.</summary>
    /// <value>Null: the first role.</value>
    public string? Name { get; init; }

    /// <summary>How long it is good for.</summary>
    /// <value>8 hours.</value>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(8);

    /// <summary>Whether a text is a role: <c>county</c>, <c>supervision</c> and <c>finance</c> alone, the others with what they are of.</summary>
    public static bool IsRole(string text) => Role().IsMatch(text);

    [GeneratedRegex(
        @"\A(county|supervision|finance|(township|committee|department|meeting|judge|cadre):[A-Za-z0-9][A-Za-z0-9._-]*)\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Role();
}
