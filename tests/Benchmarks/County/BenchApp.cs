using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Local;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yuekao.App;
using Yuekao.Local.Azurite;
using Yuekao.Local.Demo;
using Yuekao.Local.Issuer;

namespace Yuekao.Benchmarks.County;

/// <summary>The app in this process, on a clock that the benchmark moves, with its storage calls counted.</summary>
internal sealed class BenchApp : IStoryTime, IAsyncDisposable
{
    private readonly ShiftedClock clock;
    private readonly IssuerKey key;
    private readonly IssuerServer issuer;
    private readonly IHost host;
    private readonly string folder;

    private BenchApp(ShiftedClock clock, IssuerKey key, IssuerServer issuer, StorageCalls calls, IHost host, string folder)
    {
        (this.clock, this.key, this.issuer, Calls, this.host, this.folder) = (clock, key, issuer, calls, host, folder);
        Http = new HttpClient(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = new Uri(host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()),
        };
    }

    /// <summary>A client whose base address is the app.</summary>
    public HttpClient Http { get; }

    /// <summary>Whom the app believes.</summary>
    public LocalIssuer Issuer => issuer.Issuer;

    /// <summary>The app's storage calls.</summary>
    public StorageCalls Calls { get; }

    /// <inheritdoc/>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Starts the app on a free port.</summary>
    /// <param name="storage">The storage's connection string.</param>
    /// <param name="start">What time it shall be in the app.</param>
    public static async Task<BenchApp> StartAsync(string storage, DateTimeOffset start)
    {
        var time = new ShiftedClock(start);
        IssuerKey signing = IssuerKey.Create();
        IssuerServer server = await IssuerServer.StartAsync(signing, time, port: 0);
        string place = Directory.CreateTempSubdirectory("yuekao-benchmark-app-").FullName;
        File.Copy(Path.Combine(RepositoryFolders.Root, "functions", "App", "host.json"), Path.Combine(place, "host.json"));
        FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(["--port", "0"], new LocalHostOptions
        {
            FunctionTypes = () => typeof(YuekaoApp).Assembly.GetTypes(),
            Folder = new AppFolder(place),
            Environment = new Dictionary<string, string?>
            {
                ["AzureWebJobsStorage"] = storage,
                ["Auth__Issuer"] = server.Issuer.Address,
                ["Auth__Audience"] = LocalIssuer.Audience,
                ["Auth__Scope"] = LocalIssuer.Scope,
                ["MonthlyCycleSchedule"] = "0 0 0 1 1 *",
            },
            ThrowOnStartupFailure = true,
        });
        var calls = new StorageCalls();
        builder.Logging.ClearProviders();
        builder.UseMiddleware(calls.InvokeAsync);
        builder.AddYuekao();
        builder.Services.AddSingleton<TimeProvider>(time).AddSingleton(calls.Tables(storage)).AddSingleton(calls.Blobs(storage));
        IHost built = builder.Build();
        await built.StartAsync();
        return new BenchApp(time, signing, server, calls, built, place);
    }

    /// <inheritdoc/>
    public Task MoveToAsync(DateTimeOffset time, CancellationToken cancellation)
    {
        if (time > Now)
            clock.MoveTo(time);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await host.StopAsync();
        host.Dispose();
        await issuer.DisposeAsync();
        key.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
