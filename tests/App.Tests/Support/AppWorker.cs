using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yuekao.Local.Host;

namespace Yuekao.App.Tests.Support;

/// <summary>The app on the official worker in this process, so that a test can look at its services and replace them.</summary>
internal sealed class AppWorker : IRunningWorker
{
    // Where the worker's options for its host are in configuration: by arguments it would take this process's own.
    private static readonly Dictionary<string, string> Options = new(StringComparer.Ordinal)
    {
        ["--functions-uri"] = "Functions:Worker:HostEndpoint",
        ["--functions-worker-id"] = "Functions:Worker:WorkerId",
        ["--functions-request-id"] = "Functions:Worker:RequestId",
        ["--functions-grpc-max-message-length"] = "Functions:Worker:GrpcMaxMessageLength",
    };

    private readonly IHost host;

    private AppWorker(IHost host) => (this.host, Ended) = (host, host.WaitForShutdownAsync());

    /// <summary>The app's services.</summary>
    public IServiceProvider Services => host.Services;

    public Task Ended { get; }

    public static async Task<AppWorker> StartAsync(IReadOnlyList<string> arguments, IEnumerable<KeyValuePair<string, string?>> settings, Action<IServiceCollection> change)
    {
        // Routes are read again by the worker's own HTTP server, which looks where the Functions host would tell it.
        Environment.SetEnvironmentVariable("FUNCTIONS_APPLICATION_DIRECTORY", AppContext.BaseDirectory);
        // As the local host has it: services are checked for their lifetimes.
        Environment.SetEnvironmentVariable("AZURE_FUNCTIONS_ENVIRONMENT", "Development");
        FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder([]);
        builder.Configuration
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), setting.Value)))
            .AddInMemoryCollection(arguments.Chunk(2).Select(pair => KeyValuePair.Create(Options[pair[0]], (string?)pair[1])));
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(new HttpOperationCatalog(AppHost.FunctionTypes));
        builder.Services.AddSingleton<HubProbe>();
        builder.AddYuekao();
        // The official worker has one port a process; here each has its own.
        int port = FreePort();
        builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Services.Configure<WorkerOptions>(worker => worker.Capabilities["HttpUri"] = $"http://127.0.0.1:{port}/");
        change(builder.Services);
        IHost built = builder.Build();
        await built.StartAsync();
        return new AppWorker(built);
    }

    public void Kill() => host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        await Ended;
        host.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
