using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Local;

/// <summary>What the instances of a hub share.</summary>
internal sealed class HubServices
{
    private readonly SemaphoreSlim steps;

    public HubServices(TaskHubOptions options, HubStorage storage, ITaskCatalog catalog, TimeProvider clock, ILoggerFactory loggers, HubLifetime lifetime)
    {
        Options = options;
        Storage = storage;
        Catalog = catalog;
        Clock = clock;
        Lifetime = lifetime;
        Logger = loggers.CreateLogger("DurableTask." + options.HubName);
        Episodes = new EpisodeSettings(options.Converter, options.DefaultVersion ?? string.Empty, loggers);
        steps = new SemaphoreSlim(options.MaxConcurrentOrchestrators);
        Timers = new TimerQueue(clock);
        Activities = new ActivityDispatcher(this);
        Directory = new InstanceDirectory(this);
        Projection = new Projection(this);
        Purger = new Purger(this);
    }

    public TaskHubOptions Options { get; }

    public HubStorage Storage { get; }

    public ITaskCatalog Catalog { get; }

    public TimeProvider Clock { get; }

    public HubLifetime Lifetime { get; }

    public ILogger Logger { get; }

    public EpisodeSettings Episodes { get; }

    public TimerQueue Timers { get; }

    public ActivityDispatcher Activities { get; }

    public InstanceDirectory Directory { get; }

    public Projection Projection { get; }

    public Purger Purger { get; }

    /// <summary>Runs a step of some orchestrator when there is room for it.</summary>
    public async Task<T> StepAsync<T>(Func<T> step)
    {
        await steps.WaitAsync(Lifetime.Halted);
        try
        {
            return step();
        }
        finally
        {
            steps.Release();
        }
    }
}
