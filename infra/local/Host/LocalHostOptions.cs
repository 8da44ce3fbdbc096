using Yuekao.Local.Host.Durable;

namespace Yuekao.Local.Host;

/// <summary>The host cannot start or go on: the message says in one line why, and what would help.</summary>
public sealed class LocalHostException(string message) : Exception(message);

/// <summary>What a local host is started with.</summary>
public sealed record LocalHostOptions
{
    /// <summary>The app's own folder: its <c>host.json</c>, and what it was built to.</summary>
    public required string Folder { get; init; }

    /// <summary>The app's settings, as environment variables: those of this process are not taken by themselves.</summary>
    public required IReadOnlyDictionary<string, string?> Settings { get; init; }

    /// <summary>How the app is started.</summary>
    public required WorkerStart Worker { get; init; }

    /// <summary>The loopback port to serve; 0 for any.</summary>
    public int Port { get; init; }

    /// <summary>The clock to run on; null for the real time.</summary>
    public DrivenClock? Clock { get; init; }

    /// <summary>How the task hub is kept on this machine.</summary>
    public LocalDurabilityOptions Durability { get; init; } = new();

    /// <summary>Gets each turn of an orchestration, to be recorded: the function's name, what the worker was sent and what it answered, both as the Durable Task protocol has them.</summary>
    public Action<string, string, string>? Turned { get; init; }

    /// <summary>Where the host's log goes, besides the levels of <c>host.json</c>.</summary>
    public Action<ILoggingBuilder> Logging { get; init; } = _ => { };
}

/// <summary>Starts an app.</summary>
/// <param name="arguments">Tell the official worker where its host is.</param>
/// <param name="environment">What the Functions host sets for its workers.</param>
public delegate Task<IRunningWorker> WorkerStart(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> environment);

/// <summary>An app that was started.</summary>
public interface IRunningWorker : IAsyncDisposable
{
    /// <summary>Ends when the app has ended, for whatever reason.</summary>
    Task Ended { get; }

    /// <summary>Ends it in the next instant.</summary>
    void Kill();
}
