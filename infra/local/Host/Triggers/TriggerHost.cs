using Azure.Storage.Blobs;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;
using Microsoft.Azure.WebJobs.Extensions.Timers;
using Microsoft.Azure.WebJobs.Host;
using Microsoft.Azure.WebJobs.Host.Config;
using Yuekao.Local.Host.Durable;
using Yuekao.Local.Host.Worker;

namespace Yuekao.Local.Host.Triggers;

/// <summary>
/// The WebJobs SDK with the official Durable Task and timer extensions: runs the worker's functions when their time has come. On a driven clock, whose time
/// the timer extension does not know, <see cref="CronTimers"/> takes its place.
/// </summary>
internal sealed class TriggerHost(LocalHostOptions options, IConfiguration settings, WorkerChannel worker, Action<ILoggingBuilder> logging) : IAsyncDisposable
{
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(20);

    private IHost? host;

    public IJobHost Jobs => host!.Services.GetRequiredService<IJobHost>();

    /// <summary>Drives the time; null on the real one.</summary>
    public HubTime? Time => host?.Services.GetService<HubTime>();

    public async Task StartAsync(CancellationToken cancellation)
    {
        IHost built = Build();
        try
        {
            await built.StartAsync(cancellation);
        }
        catch
        {
            built.Dispose();
            throw;
        }

        host = built;
        if (built.Services.GetService<CronTimers>() is { } cron)
            await cron.StartAsync(TimerFunctions(), CallAsync);

        Task CallAsync(string function, TimerInfo timer, CancellationToken stop) =>
            Jobs.CallAsync(function, new Dictionary<string, object> { [worker.Functions[function].Trigger!.Name] = timer }, stop);
    }

    /// <summary>Takes no more work, and ends what is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        if (host is null)
            return;
        using var limit = new CancellationTokenSource(DrainLimit);
        await host.StopAsync(limit.Token);
        await ((IAsyncDisposable)host).DisposeAsync();
    }

#pragma warning disable CS0618 // The extension asks for IWebHookProvider, and nothing else takes its place.
    private IHost Build() => new HostBuilder()
        .ConfigureAppConfiguration(configuration => configuration.AddConfiguration(settings))
        .ConfigureLogging(logging)
        .ConfigureWebJobs(jobs =>
        {
            if (options.Clock is null)
                jobs.AddTimers();
            jobs.AddDurableTask();
        })
        .ConfigureServices(services => services
            .AddLocalDurability(options.Clock, options.Durability)
            .AddSingleton<ScheduleMonitor>(new BlobScheduleMonitor(new BlobContainerClient(settings["AzureWebJobsStorage"], "azure-webjobs-hosts")))
            .AddSingleton<ITypeLocator>(new DeclaredFunctions(worker, timersByHost: options.Clock is not null))
            .AddSingleton<IJobActivator>(new WorkerFunctions.Activator(worker, options.Turned))
            .AddSingleton<IWebHookProvider>(new WebHooks(new Uri($"http://127.0.0.1:{options.Port}/"))))
        .Build();

    private IEnumerable<CronFunction> TimerFunctions() => worker.Functions.Values
        .Where(function => function.Trigger?.Type == "timerTrigger")
        .Select(function => new CronFunction(
            function.Name, settings.Resolve(function.Trigger!.Text("schedule")!), function.Trigger.Flag("runOnStartup") ?? false, function.Trigger.Flag("useMonitor") ?? true));

    // Its address is told to clients of the extension's own HTTP API, which the local host does not serve.
    private sealed class WebHooks(Uri address) : IWebHookProvider
    {
        public Uri GetUrl(IExtensionConfigProvider extension) => new(address, "runtime/webhooks/durabletask");
    }
#pragma warning restore CS0618
}
