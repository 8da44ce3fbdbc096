using Microsoft.DurableTask.Local;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>
/// Starts what runs functions besides the web server, which starts after it and stops before it: by the time timers and the task hub stop,
/// the requests in flight have been answered.
/// </summary>
internal sealed class FunctionsRuntime(TimerService timers, IHostApplicationLifetime lifetime, TaskHub? hub = null) : IHostedService, IDisposable
{
    private CancellationTokenRegistration started;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (hub is not null)
            await StartAsync(hub, cancellationToken);
        started = lifetime.ApplicationStarted.Register(timers.Start);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await timers.StopAsync(cancellationToken);
        if (hub is not null)
            await hub.StopAsync(cancellationToken);
    }

    public void Dispose() => started.Dispose();

    private async Task StartAsync(TaskHub taskHub, CancellationToken cancellationToken)
    {
        try
        {
            await taskHub.StartAsync(cancellationToken);
        }
        catch (InvalidOperationException exception)
        {
            // Another host has the hub.
            throw new HostStartupException([exception.Message], exception);
        }
        _ = StopWithAsync(taskHub);
    }

    // A host whose hub has ended, such as by a lost lease, could still answer but not work.
    private async Task StopWithAsync(TaskHub taskHub)
    {
        if (await taskHub.Ended is null)
            return;
        Environment.ExitCode = 1;
        lifetime.StopApplication();
    }
}
