namespace Microsoft.DurableTask;

/// <summary>Who called an activity.</summary>
public abstract class TaskActivityContext
{
    /// <summary>The activity's name.</summary>
    public abstract TaskName Name { get; }

    /// <summary>The id of the orchestration instance that called the activity.</summary>
    public abstract string InstanceId { get; }

    /// <summary>The version that the activity was called with.</summary>
    /// <value>Empty when unversioned.</value>
    public virtual string Version => string.Empty;
}
