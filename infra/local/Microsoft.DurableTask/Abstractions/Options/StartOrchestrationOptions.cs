using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Microsoft.DurableTask;

/// <summary>How a new instance is started.</summary>
public record StartOrchestrationOptions
{
    /// <summary>Options with an id and a start time.</summary>
    /// <param name="InstanceId">The instance id; a random one is made when not given.</param>
    /// <param name="StartAt">When to start; at once when not given or past.</param>
    [SuppressMessage("Style", "IDE1006:Naming Styles", Justification = "The official parameter names.")]
    public StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null)
    {
        this.InstanceId = InstanceId;
        this.StartAt = StartAt;
    }

    /// <summary>Copies options.</summary>
    /// <param name="options">What to copy.</param>
    public StartOrchestrationOptions(StartOrchestrationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        InstanceId = options.InstanceId;
        StartAt = options.StartAt;
        Tags = options.Tags;
        Version = options.Version;
        DedupeStatuses = options.DedupeStatuses;
    }

    /// <summary>The instance id; a random one is made when not given.</summary>
    public string? InstanceId { get; init; }

    /// <summary>When to start; at once when not given or past.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>Facts to keep with the instance.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The version to start; the default version when not given.</summary>
    public TaskVersion? Version { get; init; }

    /// <summary>The statuses, by name, of an earlier instance with the same id that forbid a new one.</summary>
    public IReadOnlyList<string>? DedupeStatuses { get; init; }
}
