using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Yuekao.Local.Issuer;

/// <summary>Issues tokens as Entra ID would, for a machine without it. Whoever can read its key can be anybody: never for real data.</summary>
/// <param name="key">What it signs with.</param>
/// <param name="clock">The time.</param>
/// <param name="address">What it calls itself; where its metadata is served.</param>
public sealed class LocalIssuer(IssuerKey key, TimeProvider clock, string address = LocalIssuer.DefaultAddress)
{
    /// <summary>Where the local issuer is unless told otherwise.</summary>
    public const string DefaultAddress = "http://127.0.0.1:7079";

    /// <summary>The audience of its tokens.</summary>
    public const string Audience = "yuekao";

    /// <summary>The scope of its tokens.</summary>
    public const string Scope = "assessment";

    private readonly JsonWebTokenHandler handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>What it calls itself.</summary>
    public string Address => address;

    /// <summary>The key it signs with.</summary>
    public IssuerKey Key => key;

    /// <summary>A signed token.</summary>
    public string Issue(TokenRequest request) => handler.CreateToken(Describe(request));

    /// <summary>What a token says, to be changed before it is signed.</summary>
    public SecurityTokenDescriptor Describe(TokenRequest request)
    {
        DateTime now = clock.GetUtcNow().UtcDateTime;
        string name = request.Name ?? (request.Roles is [var role, ..] ? role : "nobody");
        return new SecurityTokenDescriptor
        {
            Issuer = address,
            Audience = Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + request.Lifetime,
            SigningCredentials = key.Signing,
            Claims = new Dictionary<string, object>
            {
                ["sub"] = $"{request.County}.{name}",
                ["name"] = name,
                ["scp"] = Scope,
                ["roles"] = request.Roles.Select(granted => $"{request.County}/{granted}").ToArray(),
            },
        };
    }
}
