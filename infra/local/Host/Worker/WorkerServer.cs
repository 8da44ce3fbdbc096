using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Yuekao.Local.Host.Worker;

/// <summary>The app on the official worker, and the server that it connects to.</summary>
internal sealed class WorkerServer : IAsyncDisposable
{
    private readonly WebApplication server;
    private IRunningWorker? app;

    public WorkerServer(Action<ILoggingBuilder> logging)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        logging(builder.Logging);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc(grpc => (grpc.MaxReceiveMessageSize, grpc.MaxSendMessageSize) = (null, null));
        builder.Services.AddSingleton<WorkerChannel>();
        server = builder.Build();
        server.MapGrpcService<WorkerChannel>();
        Channel = server.Services.GetRequiredService<WorkerChannel>();
    }

    public WorkerChannel Channel { get; }

    public async Task StartAsync(LocalHostOptions options, CancellationToken cancellation)
    {
        await server.StartAsync(cancellation);
        string[] arguments =
        [
            "--functions-uri", server.Urls.Single(), "--functions-worker-id", "worker", "--functions-request-id", "start",
            "--functions-grpc-max-message-length", int.MaxValue.ToString(CultureInfo.InvariantCulture),
        ];
        app = await options.Worker(arguments, new Dictionary<string, string?>
        {
            ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated",
            ["FUNCTIONS_APPLICATION_DIRECTORY"] = options.Folder,
            ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development",
        });
        _ = app.Ended.ContinueWith(_ => Channel.Abandon(), TaskScheduler.Default);
        try
        {
            await Channel.StartAsync(options.Folder, cancellation).WaitAsync(TimeSpan.FromMinutes(1), cancellation);
        }
        catch (TimeoutException)
        {
            throw new LocalHostException("The app did not connect to its host within a minute.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            Channel.Terminate();
            // Before it is so far it does not listen.
            if (Channel.Functions.Count == 0)
                app.Kill();
            await app.DisposeAsync();
        }
        Channel.Abandon();
        await server.StopAsync();
        await server.DisposeAsync();
    }
}
