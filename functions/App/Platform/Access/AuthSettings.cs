namespace Yuekao.App.Platform;

/// <summary>The settings under <c>Auth</c>: whose tokens are good.</summary>
/// <param name="Issuer"><c>Auth:Issuer</c>: what a token's <c>iss</c> must be, to the letter.</param>
/// <param name="Audience"><c>Auth:Audience</c>: what its <c>aud</c> must hold.</param>
/// <param name="MetadataAddress"><c>Auth:MetadataAddress</c>: the issuer's OpenID Connect metadata, under the issuer unless set.</param>
/// <param name="Scope"><c>Auth:Scope</c>: what its <c>scp</c> must hold; null when no scope is asked for.</param>
/// <param name="CadreIdClaim"><c>Auth:CadreIdClaim</c>: the claim that tells which cadre somebody with the bare role <c>county/cadre</c> is.</param>
internal sealed record AuthSettings(string Issuer, string Audience, Uri MetadataAddress, string? Scope = null, string? CadreIdClaim = null)
{
    private const string Metadata = ".well-known/openid-configuration";

    public static AuthSettings Read(SettingsReader settings)
    {
        string issuer = settings.Required("Auth:Issuer", "the issuer of the tokens to accept, such as https://login.microsoftonline.com/<tenant>/v2.0");
        string audience = settings.Required("Auth:Audience", "the audience that tokens for this app have, such as api://yuekao");
        string? metadata = settings.Optional("Auth:MetadataAddress");
        Uri? address = metadata is null
            ? settings.Address("Auth:Issuer", issuer.Length == 0 ? issuer : $"{issuer.TrimEnd('/')}/{Metadata}")
            : settings.Address("Auth:MetadataAddress", metadata);
        // Where anything is missing, the start ends before this is used.
        return new AuthSettings(issuer, audience, address ?? new Uri("https://localhost"), settings.Optional("Auth:Scope"), settings.Optional("Auth:CadreIdClaim"));
    }
}
