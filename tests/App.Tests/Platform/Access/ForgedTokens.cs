using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Yuekao.Local.Issuer;

namespace Yuekao.App.Tests.Platform.Access;

/// <summary>A token that claims every role there is and must not be believed.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Expected">What it must be answered.</param>
/// <param name="Make">The Authorization header.</param>
internal sealed record ForgedTokens(string Name, HttpStatusCode Expected, Func<AppFixture, string> Make)
{
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    public static IReadOnlyList<ForgedTokens> All { get; } =
    [
        Changed("an expired token", token => token.Expires = token.NotBefore = DateTime.UtcNow.AddMinutes(-2)),
        Changed("a token of later", token => token.NotBefore = DateTime.UtcNow.AddHours(1)),
        Changed("a token that never expires", token => token.Expires = null),
        Changed("a token for another audience", token => token.Audience = "another"),
        Changed("a token for no audience", token => token.Audience = null),
        Changed("a token of another issuer", token => token.Issuer = "https://elsewhere.example"),
        Changed("a token about nobody", token => token.Claims.Remove("sub")),
        Changed("a token without the scope", token => token.Claims["scp"] = "another assessments", HttpStatusCode.Forbidden),
        new("a token signed with another key", HttpStatusCode.Unauthorized, app => Sign(app, token => token.SigningCredentials = OtherKey(app.Key.Signing.Kid))),
        new("a token signed with an unknown key", HttpStatusCode.Unauthorized, app => Sign(app, token => token.SigningCredentials = OtherKey("unknown"))),
        new("an unsigned token", HttpStatusCode.Unauthorized, app => Replace(app, header: """{"alg":"none","typ":"JWT"}""", signature: "")),
        new("an unsigned token that keeps a signature", HttpStatusCode.Unauthorized, app => Replace(app, header: """{"alg":"none","typ":"JWT"}""")),
        new("a token without its signature", HttpStatusCode.Unauthorized, app => Replace(app, signature: "")),
        new("a token with a changed payload", HttpStatusCode.Unauthorized, app => Replace(app, change: payload => payload.Replace("haixing/county", "haixing/finance", StringComparison.Ordinal))),
        new("an HS256 token signed with the public key's PEM", HttpStatusCode.Unauthorized, app => Sign(app, token => token.SigningCredentials = Shared(app, Encoding.ASCII.GetBytes(PublicKey(app).ExportSubjectPublicKeyInfoPem())))),
        new("an HS256 token signed with the public key's modulus", HttpStatusCode.Unauthorized, app => Sign(app, token => token.SigningCredentials = Shared(app, Base64UrlEncoder.DecodeBytes(app.Key.Public.N)))),
        new("not a token", HttpStatusCode.Unauthorized, _ => "Bearer abc.def.ghi"),
        new("an empty token", HttpStatusCode.Unauthorized, _ => "Bearer"),
        new("a password", HttpStatusCode.Unauthorized, _ => "Basic eHg6eXk="),
    ];

    private static ForgedTokens Changed(string name, Action<SecurityTokenDescriptor> change, HttpStatusCode expected = HttpStatusCode.Unauthorized) =>
        new(name, expected, app => Sign(app, change));

    private static string Sign(AppFixture app, Action<SecurityTokenDescriptor> change)
    {
        SecurityTokenDescriptor token = app.Issuer.Describe(new TokenRequest { Roles = ["county", "finance"] });
        change(token);
        return $"Bearer {Handler.CreateToken(token)}";
    }

    private static string Replace(AppFixture app, string? header = null, string? signature = null, Func<string, string>? change = null)
    {
        string[] parts = app.Issuer.Issue(new TokenRequest { Roles = ["county", "finance"] }).Split('.');
        string payload = Base64UrlEncoder.Decode(parts[1]);
        string changed = change is null ? payload : change(payload);
        Assert.True(change is null || changed != payload);
        return $"Bearer {(header is null ? parts[0] : Base64UrlEncoder.Encode(header))}.{Base64UrlEncoder.Encode(changed)}.{signature ?? parts[2]}";
    }

    private static SigningCredentials OtherKey(string id) => new(new RsaSecurityKey(RSA.Create(2048)) { KeyId = id }, SecurityAlgorithms.RsaSha256);

    private static SigningCredentials Shared(AppFixture app, byte[] secret) => new(new SymmetricSecurityKey(secret) { KeyId = app.Key.Signing.Kid }, SecurityAlgorithms.HmacSha256);

    private static RSA PublicKey(AppFixture app) => RSA.Create(new RSAParameters
    {
        Modulus = Base64UrlEncoder.DecodeBytes(app.Key.Public.N),
        Exponent = Base64UrlEncoder.DecodeBytes(app.Key.Public.E),
    });
}
