using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Yuekao.App.Platform;

/// <summary>Who may call what.</summary>
internal static class AccessServices
{
    private static readonly TimeSpan MetadataPatience = TimeSpan.FromSeconds(5);

    public static IServiceCollection AddAccess(this IServiceCollection services, AuthSettings settings) => services
        .AddSingleton(settings)
        .AddSingleton<BaseConfigurationManager>(_ => new ConfigurationManager<OpenIdConnectConfiguration>(
            settings.MetadataAddress.AbsoluteUri,
            new OpenIdConnectConfigurationRetriever(),
            // Settings allow http on this machine only.
            new HttpDocumentRetriever(new HttpClient { Timeout = MetadataPatience }) { RequireHttps = settings.MetadataAddress.Scheme == Uri.UriSchemeHttps }))
        .AddSingleton<TokenValidator>();
}
