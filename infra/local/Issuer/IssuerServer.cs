using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Yuekao.Local.Issuer;

/// <summary>Serves the local issuer's metadata and public key on loopback, as OpenID Connect Discovery has them.</summary>
public sealed class IssuerServer : IAsyncDisposable
{
    private const string MetadataPath = "/.well-known/openid-configuration";

    private readonly WebApplication app;

    private IssuerServer(WebApplication app, LocalIssuer issuer) => (this.app, Issuer) = (app, issuer);

    /// <summary>The issuer that is served.</summary>
    public LocalIssuer Issuer { get; }

    /// <summary>Starts serving.</summary>
    /// <param name="key">The issuer's key.</param>
    /// <param name="clock">The issuer's time.</param>
    /// <param name="port">The loopback port; 0 takes a free one.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<IssuerServer> StartAsync(IssuerKey key, TimeProvider clock, int port, CancellationToken cancellation = default)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{port}");
        builder.Services.AddRouting();
        builder.Logging.ClearProviders();
        WebApplication server = builder.Build();
        server.MapGet(MetadataPath, (HttpContext http) => http.Response.WriteAsJsonAsync(Metadata(AddressOf(server))));
        server.MapGet("/keys", (HttpContext http) => http.Response.WriteAsJsonAsync(KeySet(key)));
        await server.StartAsync(cancellation);
        return new IssuerServer(server, new LocalIssuer(key, clock, AddressOf(server)));
    }

    /// <summary>Whether an issuer answers at an address already.</summary>
    public static async Task<bool> IsServedAsync(string address, CancellationToken cancellation)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(2) };
        try
        {
            using HttpResponseMessage answer = await http.GetAsync(new Uri($"{address}{MetadataPath}"), cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static string AddressOf(WebApplication server) =>
        server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single().TrimEnd('/');

    private static Dictionary<string, object> Metadata(string address) => new Dictionary<string, object>
    {
        ["issuer"] = address,
        ["jwks_uri"] = $"{address}/keys",
        ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
        ["response_types_supported"] = new[] { "token" },
        ["subject_types_supported"] = new[] { "public" },
    };

    private static object KeySet(IssuerKey key) => new
    {
        keys = new[] { new { kty = key.Public.Kty, use = key.Public.Use, alg = key.Public.Alg, kid = key.Public.Kid, n = key.Public.N, e = key.Public.E } },
    };
}
