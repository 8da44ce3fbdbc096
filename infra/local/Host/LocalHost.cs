using System.Net.NetworkInformation;
using System.Text;
using Azure.Storage.Blobs;
using Microsoft.AspNetCore.Routing;
using Yarp.ReverseProxy.Forwarder;

namespace Yuekao.Local.Host;

/// <summary>
/// Runs a Functions app on this machine by official parts: the Functions host is a program of its own and in no package. The app is on the official worker,
/// the WebJobs SDK with its Durable Task and timer extensions runs the functions. On a driven clock <see cref="CronTimers"/> stands in for the latter.
/// </summary>
#pragma warning disable CS0618 // The Durable Task extension asks for IWebHookProvider, and nothing else takes its place.
public sealed class LocalHost : IWebHookProvider, IAsyncDisposable
{
    private static readonly ForwarderRequestConfig Limits = new() { ActivityTimeout = TimeSpan.FromMinutes(10) };

    private readonly LocalHostOptions options;
    private readonly IConfigurationRoot settings;
    private readonly WorkerServer server;
    private readonly HttpMessageInvoker toWorker = new(
        new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null, RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 });
    private WebApplication? web;
    private IJobHost? jobs;

    private LocalHost(LocalHostOptions options)
    {
        this.options = options;
        settings = HostSettings.Read(options.Folder, options.Settings);
        server = new WorkerServer(Log);
    }

    public Uri Address => new(web!.Urls.Single());
    public HubTime? Time => web!.Services.GetService<HubTime>();

    /// <summary>Ends when the app has ended: the host is of no use then.</summary>
    public Task WorkerEnded => server.Channel.Ended;

    /// <exception cref="LocalHostException">It cannot be: the message says why.</exception>
    /// <exception cref="WorkerException">The app ended.</exception>
    public static async Task<LocalHost> StartAsync(LocalHostOptions options, CancellationToken cancellation = default)
    {
        // Before anything else is started: the port is taken last.
        if (IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == options.Port))
            throw new LocalHostException($"Port {options.Port} is in use. Stop the program that listens there, or choose another port.");
        var host = new LocalHost(options);
        try
        {
            await host.server.StartAsync(options, cancellation);
            await host.StartAsync(cancellation);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes no more requests and waits for those under way, then for all other work under way, and ends the app.</summary>
    public async ValueTask DisposeAsync()
    {
        if (web is not null)
        {
            await web.StopAsync();
            await (jobs?.StopAsync() ?? Task.CompletedTask);
            await web.DisposeAsync();
        }
        await server.DisposeAsync();
        toWorker.Dispose();
    }

    // Told to clients of the extension's own HTTP API, which the local host does not serve.
    Uri IWebHookProvider.GetUrl(IExtensionConfigProvider extension) => new("http://127.0.0.1/runtime/webhooks/durabletask");

    private async Task StartAsync(CancellationToken cancellation)
    {
        web = Build();
        MapFunctions(web);
        if (Time is { } time)
            options.Endpoints(web, time);
        // The official monitor of timer functions takes its container to be there.
        await new BlobContainerClient(settings["AzureWebJobsStorage"], "azure-webjobs-hosts").CreateIfNotExistsAsync(cancellationToken: cancellation);
        var host = web.Services.GetRequiredService<IJobHost>();
        await host.StartAsync(cancellation);
        jobs = host;
        if (web.Services.GetService<CronTimers>() is { } cron)
            await cron.StartAsync(CronFunctions(web), (function, timer, stop) => CallAsync(server.Channel.Functions[function], timer, stop));
        await web.StartAsync(cancellation);
    }

    private WebApplication Build()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.Configuration.AddConfiguration(settings);
        Log(builder.Logging);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            // The app limits what it reads.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, options.Port, RefusalWriter.Use);
        });
        IWebJobsBuilder extensions = builder.Services.AddWebJobs(_ => { }).AddDurableTask();
        if (options.Clock is null)
            extensions.AddTimers();
        var functions = new DeclaredFunctions(server.Channel.Functions.Values, timersByHost: options.Clock is not null, InvokeAsync);
        builder.Services
            .AddLocalDurability(options.Clock, options.Owner)
            .AddSingleton<DistributedLockManagerContainerProvider>()
            .AddSingleton<ScheduleMonitor, StorageScheduleMonitor>()
            .AddSingleton<ITypeLocator>(functions)
            .AddSingleton<IJobActivator>(functions)
            .AddSingleton<IWebHookProvider>(this)
            .AddRouting()
            .AddHttpForwarder();
        return builder.Build();
    }

    private void Log(ILoggingBuilder logging) => options.Logging(logging.AddConfiguration(settings.HostSection("logging")));

    private async Task<object?> InvokeAsync(string function, object?[] values, CancellationToken cancellation)
    {
        object? result = await server.Channel.InvokeAsync(server.Channel.Functions[function], values, cancellation);
        if (server.Channel.Functions[function].Is("orchestrationTrigger") && values is [string request, ..] && result is string response)
            options.Turned?.Invoke(function, request, response);
        return result;
    }

    private Task CallAsync(WorkerFunction function, object trigger, CancellationToken cancellation) =>
        jobs!.CallAsync(function.Name, new Dictionary<string, object> { [function.Trigger.Name] = trigger }, cancellation);

    private IEnumerable<CronFunction> CronFunctions(WebApplication app)
    {
        var names = app.Services.GetRequiredService<INameResolver>();
        return server.Channel.Functions.Values.Where(function => function.Is("timerTrigger"))
            .Select(function => new CronFunction(function.Name, names.ResolveWholeString(function.Trigger.Schedule), function.Trigger.RunOnStartup));
    }

    private void MapFunctions(WebApplication app)
    {
        IConfigurationSection headers = settings.HostSection("extensions:http:customHeaders");
        app.Use((context, next) =>
        {
            foreach (IConfigurationSection header in headers.GetChildren())
                context.Response.Headers[header.Key] = header.Value;
            return next(context);
        });
        app.UseProblemAnswers();
        string prefix = settings.HostSection("extensions:http:routePrefix").Value ?? "api";
        foreach (WorkerFunction function in server.Channel.Functions.Values.Where(function => function.Is("httpTrigger")))
        {
            string route = $"{prefix.Trim('/')}/{(function.Trigger.Route ?? function.Name).TrimStart('/')}";
            app.Map(route, context => RefuseOrAnswerAsync(context, function)).WithMetadata(new HttpMethodMetadata(function.Trigger.Methods ?? []));
        }
    }

    // A tunnel is not a request that could be forwarded.
    private Task RefuseOrAnswerAsync(HttpContext context, WorkerFunction function)
    {
        if (!HttpMethods.IsConnect(context.Request.Method))
            return AnswerAsync(context, function);
        context.Response.StatusCode = StatusCodes.Status501NotImplemented;
        return Task.CompletedTask;
    }

    /// <summary>Calls the function, and forwards the request to the worker's own HTTP server, which answers it.</summary>
    private async Task AnswerAsync(HttpContext context, WorkerFunction function)
    {
        // Read now: while the request is forwarded nobody else may touch it.
        var invocation = HttpInvocation.Of(context.Request);
        context.Request.Headers[HttpInvocation.Header] = invocation.Id;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        var forwarder = context.RequestServices.GetRequiredService<IHttpForwarder>();
        Task call = CallAsync(function, invocation, context.RequestAborted);
        Task forward = forwarder.SendAsync(context, server.Channel.HttpAddress, toWorker, Limits, new BodilessErrors(), ending.Token).AsTask();
        // A call that fails before the worker saw the request would leave it waiting for ever. The SDK has told of the failure.
        if (await Task.WhenAny(call, forward) == call && !call.IsCompletedSuccessfully)
            await ending.CancelAsync();
        await forward;
        await call.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
