using Yuekao.Local.Issuer;
using Yuekao.TestSupport;

namespace Yuekao.App.Tests.Support;

/// <summary>The app, on the local host with Azurite and the local issuer, for all tests that do not change it. Tests keep apart by counties of their own.</summary>
public sealed class AppFixture : IAsyncLifetime
{
    private readonly AzuriteFixture azurite = new();
    private readonly IssuerKey key = IssuerKey.Create();
    private IssuerServer? issuer;
    private AppHost? app;

    /// <summary>The connection string of the Azurite that it all stands on.</summary>
    public string ConnectionString => azurite.ConnectionString;

    /// <summary>The app.</summary>
    internal AppHost App => app!;

    /// <summary>Whom the app believes.</summary>
    public LocalIssuer Issuer => issuer!.Issuer;

    /// <summary>The key that the issuer signs with.</summary>
    public IssuerKey Key => key;

    /// <summary>A client of the app.</summary>
    public HttpClient Http => App.Http;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await azurite.InitializeAsync();
        issuer = await IssuerServer.StartAsync(key, TimeProvider.System, port: 0);
        app = await AppHost.StartAsync(azurite.ConnectionString, Issuer.Address);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (app is not null)
            await app.DisposeAsync();
        if (issuer is not null)
            await issuer.DisposeAsync();
        key.Dispose();
        await azurite.DisposeAsync();
    }
}
