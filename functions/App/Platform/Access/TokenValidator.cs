using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Yuekao.App.Platform;

/// <summary>Finds out from a request's bearer token (RFC 6750) who calls.</summary>
internal sealed class TokenValidator(AuthSettings settings, BaseConfigurationManager issuer, TimeProvider clock)
{
    private const string Scheme = "Bearer ";
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    // Asymmetric only: with a shared secret, whoever can check a token can make one, and a public key passes for a secret.
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };
    private readonly TokenValidationParameters parameters = new()
    {
        ConfigurationManager = issuer,
        ValidAudience = settings.Audience,
        ValidAlgorithms = Algorithms,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        // The issuer that was set, not whatever the metadata calls itself.
        IssuerValidator = (actual, _, _) => actual == settings.Issuer ? actual : throw new SecurityTokenInvalidIssuerException("Another issuer."),
        LifetimeValidator = (notBefore, expires, _, _) => IsAlive(notBefore, expires, clock.GetUtcNow().UtcDateTime),
    };

    /// <exception cref="ProblemException">There is no valid token; it lacks the scope; or the issuer's keys cannot be had.</exception>
    public async Task<TokenIdentity> IdentifyAsync(HttpRequest request, CancellationToken cancellation)
    {
        string token = TokenOf(request);
        await RequireKeysAsync(cancellation);
        TokenValidationResult result = await handler.ValidateTokenAsync(token, parameters);
        if (!result.IsValid || result.SecurityToken is not JsonWebToken valid)
            throw Invalid(Reason(result.Exception), result.Exception);
        if (settings.Scope is { } scope && !Scopes(valid).Contains(scope))
            throw new ProblemException(ProblemType.Forbidden, "The token lacks the scope of this app.") { Challenge = $"Bearer error=\"insufficient_scope\", scope=\"{scope}\"" };
        return TokenIdentity.Of(valid, settings.CadreIdClaim) ?? throw Invalid("The token names nobody.");
    }

    private static string TokenOf(HttpRequest request)
    {
        if (request.Headers.Authorization is not [{ } header])
            throw new ProblemException(ProblemType.Unauthenticated, "Send one Authorization header with a bearer token.") { Challenge = "Bearer" };
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && header[Scheme.Length..].Trim() is { Length: > 0 } token
            ? token
            : throw new ProblemException(ProblemType.Unauthenticated, "The Authorization header must be a bearer token.") { Challenge = "Bearer" };
    }

    // Otherwise an issuer that is down would look like a bad token, and clients would throw good tokens away.
    private async Task RequireKeysAsync(CancellationToken cancellation)
    {
        try
        {
            await issuer.GetBaseConfigurationAsync(cancellation);
        }
        catch (InvalidOperationException exception)
        {
            throw new ProblemException(ProblemType.Unavailable, "The token issuer's keys are not available.", innerException: exception);
        }
    }

    private static bool IsAlive(DateTime? notBefore, DateTime? expires, DateTime now) => expires > now - Skew && (notBefore is null || notBefore <= now + Skew);

    private static IEnumerable<string> Scopes(JsonWebToken token) =>
        token.Claims.Where(claim => claim.Type is "scp" or "scope").SelectMany(claim => claim.Value.Split(' '));

    private static LocalizableString Reason(Exception? failure) => failure switch
    {
        SecurityTokenInvalidLifetimeException or SecurityTokenNoExpirationException => (LocalizableString)"The token is not valid at this time.",
        SecurityTokenInvalidAudienceException => "The token is for another audience.",
        SecurityTokenInvalidIssuerException => "The token is of another issuer.",
        SecurityTokenInvalidAlgorithmException or SecurityTokenInvalidSignatureException or SecurityTokenSignatureKeyNotFoundException => "The token's signature is not valid.",
        _ => "The token is not valid.",
    };

    private static ProblemException Invalid(LocalizableString reason, Exception? failure = null) =>
        new(ProblemType.Unauthenticated, reason, innerException: failure) { Challenge = $"Bearer error=\"invalid_token\", error_description=\"{reason}\"" };
}

/// <summary>The settings under <c>Auth</c>: whose tokens are good.</summary>
/// <param name="Issuer"><c>Auth:Issuer</c>: what a token's <c>iss</c> must be, to the letter.</param>
/// <param name="Audience"><c>Auth:Audience</c>: what its <c>aud</c> must hold.</param>
/// <param name="MetadataAddress"><c>Auth:MetadataAddress</c>: the issuer's OpenID Connect metadata, under the issuer unless set.</param>
/// <param name="Scope"><c>Auth:Scope</c>: what its <c>scp</c> must hold; null when no scope is asked for.</param>
/// <param name="CadreIdClaim"><c>Auth:CadreIdClaim</c>: the claim that tells which cadre somebody with the bare role <c>county/cadre</c> is.</param>
internal sealed record AuthSettings(string Issuer, string Audience, Uri MetadataAddress, string? Scope = null, string? CadreIdClaim = null)
{
    public static AuthSettings Read(SettingsReader settings)
    {
        string issuer = settings.Required("Auth:Issuer", "the issuer of the tokens to accept, such as https://login.microsoftonline.com/<tenant>/v2.0");
        string audience = settings.Required("Auth:Audience", "the audience that tokens for this app have, such as api://yuekao");
        string? metadata = settings.Optional("Auth:MetadataAddress");
        Uri? address = metadata is null
            ? settings.Address("Auth:Issuer", issuer.Length == 0 ? issuer : $"{issuer.TrimEnd('/')}/.well-known/openid-configuration")
            : settings.Address("Auth:MetadataAddress", metadata);
        // Where anything is missing, the start ends before this is used.
        return new AuthSettings(issuer, audience, address ?? new Uri("https://localhost"), settings.Optional("Auth:Scope"), settings.Optional("Auth:CadreIdClaim"));
    }
}
