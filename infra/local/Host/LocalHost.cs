using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Yuekao.Local.Host.Durable;
using Yuekao.Local.Host.Http;
using Yuekao.Local.Host.Triggers;
using Yuekao.Local.Host.Worker;

namespace Yuekao.Local.Host;

/// <summary>
/// Runs a Functions app on this machine by official parts: the app on the official worker, triggers by the WebJobs SDK and its Durable Task and timer
/// extensions, HTTP by forwarding. It takes the place of the Functions host, which comes as a program of its own and in no package.
/// </summary>
public sealed class LocalHost : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly LocalHostOptions options;
    private readonly IConfigurationRoot settings;
    private readonly WebApplication protocol;
    private readonly WorkerChannel channel;
    private readonly HttpFront front;
    private readonly TriggerHost triggers;
    private IRunningWorker? worker;

    private LocalHost(LocalHostOptions options)
    {
        this.options = options;
        settings = HostSettings.Read(options.Folder, options.Settings);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        Log(builder.Logging);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc(grpc => (grpc.MaxReceiveMessageSize, grpc.MaxSendMessageSize) = (null, null));
        builder.Services.AddSingleton<WorkerChannel>();
        protocol = builder.Build();
        protocol.MapGrpcService<WorkerChannel>();
        channel = protocol.Services.GetRequiredService<WorkerChannel>();
        front = new HttpFront(options.Port, Log);
        triggers = new TriggerHost(options, settings, channel, Log);
    }

    /// <summary>Where the app is served.</summary>
    public Uri Address => front.Address;

    /// <summary>Drives the app's time; null when the host runs on the real one.</summary>
    public HubTime? Time => triggers.Time;

    /// <summary>Ends when the app has ended: the host is of no use then.</summary>
    public Task WorkerEnded => channel.Ended;

    /// <summary>Starts the app, and serves it.</summary>
    /// <exception cref="LocalHostException">It cannot be: the message says why.</exception>
    public static async Task<LocalHost> StartAsync(LocalHostOptions options, CancellationToken cancellation = default)
    {
        RequireFree(options.Port);
        Environment.SetEnvironmentVariable(HostSettings.Container, null);
        var host = new LocalHost(options);
        try
        {
            await host.StartAsync(cancellation);
            return host;
        }
        catch
        {
            host.worker?.Kill();
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes no more work, ends what is under way, and then the app.</summary>
    public async ValueTask DisposeAsync()
    {
        await front.StopAsync();
        await triggers.DisposeAsync();
        if (worker is not null)
        {
            channel.Terminate();
            await worker.DisposeAsync();
            channel.Abandon();
        }

        await protocol.StopAsync();
        await protocol.DisposeAsync();
        await front.DisposeAsync();
    }

    private async Task StartAsync(CancellationToken cancellation)
    {
        await protocol.StartAsync(cancellation);
        string[] arguments =
        [
            "--functions-uri", protocol.Urls.Single(), "--functions-worker-id", "worker", "--functions-request-id", "start",
            "--functions-grpc-max-message-length", int.MaxValue.ToString(CultureInfo.InvariantCulture),
        ];
        worker = await options.Worker(arguments, new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated",
            ["FUNCTIONS_APPLICATION_DIRECTORY"] = options.Folder,
            ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development",
        });
        _ = worker.Ended.ContinueWith(_ => channel.Abandon(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(StartLimit);
        try
        {
            await channel.StartAsync(options.Folder, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new LocalHostException($"The app did not connect to its host within {StartLimit.TotalSeconds:0} s.");
        }

        await triggers.StartAsync(cancellation);
        if (triggers.Time is { } time)
            front.Map(web => ClockEndpoints.Map(web, options.Clock!, time));
        await front.StartAsync(channel, triggers.Jobs, settings);
    }

    private void Log(ILoggingBuilder logging) => options.Logging(logging.ClearProviders().AddConfiguration(settings.HostSection("logging")));

    // Before anything else is started: the port is taken last.
    private static void RequireFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
        }
        catch (SocketException)
        {
            throw new LocalHostException($"Port {port} is in use. Stop the program that listens there, or choose another port.");
        }
    }
}
