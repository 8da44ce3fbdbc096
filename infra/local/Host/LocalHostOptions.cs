using Microsoft.AspNetCore.Routing;

namespace Yuekao.Local.Host;

/// <summary>The host cannot start or go on: the message says in one line why, and what would help.</summary>
public sealed class LocalHostException(string message) : Exception(message);

public sealed record LocalHostOptions
{
    /// <summary>The app's own folder: its <c>host.json</c>, and what it was built to.</summary>
    public required string Folder { get; init; }

    /// <summary>The app's settings, as environment variables: those of this process are not taken by themselves.</summary>
    public required IReadOnlyDictionary<string, string?> Settings { get; init; }
    public required WorkerStart Worker { get; init; }

    /// <summary>The loopback port to serve; 0 for any.</summary>
    public int Port { get; init; }
    public DrivenClock? Clock { get; init; }

    /// <summary>Who owns partitions of the hub: each of its hosts by a name of its own. One that starts again under it has them at once.</summary>
    public string Owner { get; init; } = Environment.MachineName;

    /// <summary>Serves something beside the app, where the time is driven.</summary>
    public Action<IEndpointRouteBuilder, HubTime> Endpoints { get; init; } = (_, _) => { };

    /// <summary>Gets each turn of an orchestration: its name, and what the worker was sent and answered, as the Durable Task protocol has it.</summary>
    public Action<string, string, string>? Turned { get; init; }

    /// <summary>Where the host's log goes, besides the levels of <c>host.json</c>.</summary>
    public Action<ILoggingBuilder> Logging { get; init; } = _ => { };
}

/// <summary>Starts an app, with arguments that tell it where its host is, and the variables that the Functions host sets for workers.</summary>
public delegate Task<IRunningWorker> WorkerStart(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> environment);

/// <summary>An app that was started. To dispose of it is to wait for its end.</summary>
public interface IRunningWorker : IAsyncDisposable
{
    Task Ended { get; }

    void Kill();
}
