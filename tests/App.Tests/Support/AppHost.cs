using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Local;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yuekao.App.Http;
using Yuekao.Local.Azurite;
using Yuekao.Local.Issuer;
using Yuekao.TestSupport;

namespace Yuekao.App.Tests.Support;

/// <summary>The app and the tests' own endpoints, served in this process.</summary>
internal sealed class AppHost : IAsyncDisposable
{
    private readonly IHost host;
    private readonly string folder;

    private AppHost(IHost host, string folder)
    {
        this.host = host;
        this.folder = folder;
        string address = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri($"{address.TrimEnd('/')}/api/") };
    }

    /// <summary>What functions are looked for in.</summary>
    public static IReadOnlyList<Type> FunctionTypes { get; } = [.. typeof(YuekaoApp).Assembly.GetTypes(), .. typeof(AppHost).Assembly.GetTypes()];

    /// <summary>A client whose base address is the API.</summary>
    public HttpClient Http { get; }

    /// <summary>The app's services.</summary>
    public IServiceProvider Services => host.Services;

    /// <summary>Starts the app on a free port.</summary>
    /// <param name="storage">The storage's connection string.</param>
    /// <param name="issuer">Whom it believes.</param>
    /// <param name="settings">Settings besides.</param>
    public static Task<AppHost> StartAsync(string storage, string issuer, params IReadOnlyList<KeyValuePair<string, string?>> settings) =>
        StartAsync(storage, issuer, _ => { }, settings);

    /// <summary>Starts the app on a free port.</summary>
    /// <param name="storage">The storage's connection string.</param>
    /// <param name="issuer">Whom it believes.</param>
    /// <param name="change">Changes its services, after the app has added its own.</param>
    /// <param name="settings">Settings besides.</param>
    public static async Task<AppHost> StartAsync(
        string storage, string issuer, Action<IServiceCollection> change, params IReadOnlyList<KeyValuePair<string, string?>> settings)
    {
        string place = Directory.CreateTempSubdirectory("yuekao-app-").FullName;
        File.Copy(Path.Combine(RepositoryFolders.Root, "functions", "App", "host.json"), Path.Combine(place, "host.json"));
        FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(["--port", "0"], new LocalHostOptions
        {
            FunctionTypes = () => FunctionTypes,
            Folder = new AppFolder(place),
            Environment = new Dictionary<string, string?>(settings)
            {
                ["AzureWebJobsStorage"] = storage,
                ["Auth__Issuer"] = issuer,
                ["Auth__Audience"] = LocalIssuer.Audience,
                ["Auth__Scope"] = LocalIssuer.Scope,
                ["MonthlyCycleSchedule"] = "0 0 0 1 1 *",
                ["AzureFunctionsJobHost__extensions__durableTask__hubName"] = AzuriteFixture.UniqueName("App"),
            },
            ThrowOnStartupFailure = true,
        });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(new HttpOperationCatalog(FunctionTypes));
        builder.AddYuekao();
        change(builder.Services);
        IHost built = builder.Build();
        await built.StartAsync();
        return new AppHost(built, place);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await host.StopAsync();
        host.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
