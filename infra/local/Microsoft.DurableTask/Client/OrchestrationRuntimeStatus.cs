namespace Microsoft.DurableTask.Client;

/// <summary>Where an instance stands.</summary>
public enum OrchestrationRuntimeStatus
{
    /// <summary>It has started and has not ended.</summary>
    Running = 0,

    /// <summary>It returned.</summary>
    Completed = 1,

    /// <summary>Not used: an instance that begins anew stays running.</summary>
    [Obsolete("The ContinuedAsNew status is obsolete and exists only for compatibility reasons.")]
    ContinuedAsNew = 2,

    /// <summary>It threw, or did something other than its history says.</summary>
    Failed = 3,

    /// <summary>Not used.</summary>
    [Obsolete("The Canceled status is not currently used and exists only for compatibility reasons.")]
    Canceled = 4,

    /// <summary>Somebody ended it.</summary>
    Terminated = 5,

    /// <summary>It is stored and has not started.</summary>
    Pending = 6,

    /// <summary>Somebody halted it; it goes on when it is resumed.</summary>
    Suspended = 7,
}
