namespace Microsoft.DurableTask.Local;

/// <summary>The context of one activity run.</summary>
internal sealed class ActivityContext(TaskScheduled call, string instanceId, CancellationToken stopping) : TaskActivityContext
{
    public override TaskName Name => call.Name;

    public override string InstanceId => instanceId;

    public override string Version => call.Version;

    /// <summary>The call's number within its orchestration.</summary>
    public int TaskId => call.TaskId;

    /// <summary>Cancelled when the host stops: an activity that gives up because of it is run again when the host starts again.</summary>
    public CancellationToken Stopping => stopping;
}
