namespace Microsoft.DurableTask;

/// <summary>The version of an orchestrator or an activity, such as <c>1.4</c>. Versions compare without regard to case.</summary>
public readonly struct TaskVersion : IEquatable<TaskVersion>
{
    /// <summary>No version at all: an explicit "unversioned", which a default version does not replace.</summary>
    public static readonly TaskVersion Unversioned = new(string.Empty);

    private readonly string? text;

    /// <summary>Names a version.</summary>
    /// <param name="version">The version; <see langword="null"/> and empty both mean unversioned.</param>
    public TaskVersion(string? version) => text = version;

    /// <summary>The version as text, empty when unversioned.</summary>
    public string Version => text ?? string.Empty;

    /// <summary>The version as text.</summary>
    public static implicit operator string(TaskVersion value) => value.Version;

    /// <summary>Text as a version.</summary>
    public static implicit operator TaskVersion(string? value) => new(value);

    /// <summary>Whether two versions are the same but for case.</summary>
    public static bool operator ==(TaskVersion a, TaskVersion b) => a.Equals(b);

    /// <summary>Whether two versions differ by more than case.</summary>
    public static bool operator !=(TaskVersion a, TaskVersion b) => !a.Equals(b);

    /// <inheritdoc/>
    public bool Equals(TaskVersion other) => string.Equals(Version, other.Version, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TaskVersion other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Version);
}
