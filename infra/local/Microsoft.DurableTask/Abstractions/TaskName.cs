namespace Microsoft.DurableTask;

/// <summary>The name of an orchestrator or an activity. Names compare without regard to case, as they do in a Functions host.</summary>
public readonly struct TaskName : IEquatable<TaskName>
{
    private readonly string? text;

    /// <summary>Names a task.</summary>
    /// <param name="name">The name; <see langword="null"/> is the default (empty) name.</param>
    public TaskName(string name) => text = name;

    /// <summary>The name, or an empty string for the default value.</summary>
    public string Name => text ?? string.Empty;

    /// <summary>The name of a task as text.</summary>
    public static implicit operator string(TaskName value) => value.Name;

    /// <summary>Text as the name of a task.</summary>
    public static implicit operator TaskName(string value) => string.IsNullOrEmpty(value) ? default : new TaskName(value);

    /// <summary>Whether two names are the same but for case.</summary>
    public static bool operator ==(TaskName a, TaskName b) => a.Equals(b);

    /// <summary>Whether two names differ by more than case.</summary>
    public static bool operator !=(TaskName a, TaskName b) => !a.Equals(b);

    /// <inheritdoc/>
    public bool Equals(TaskName other) => string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TaskName other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Name);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
