using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>Runs all timer functions.</summary>
internal sealed class TimerService(FunctionCatalog functions, FunctionRunner runner, TimeProvider clock, ILoggerFactory loggers, TimerStatusStore? store = null) : IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly ILogger logger = loggers.CreateLogger("Function");
    private Task loops = Task.CompletedTask;

    /// <summary>Begins.</summary>
    public void Start()
    {
        DateTime now = clock.GetUtcNow().UtcDateTime;
        loops = Task.WhenAll(functions.Of<TimerFunction>().Select(function => Task.Run(
            () => new TimerLoop(function, function.IsMonitored(now) ? store : null, runner, clock, logger).RunAsync(stopping.Token))));
    }

    /// <summary>Starts no more runs, and waits for those that run.</summary>
    /// <param name="patience">Gives up waiting.</param>
    public async Task StopAsync(CancellationToken patience)
    {
        await stopping.CancelAsync();
        await loops.WaitAsync(patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => stopping.Dispose();
}
