using System.Collections.Immutable;
using Microsoft.DurableTask.Client;

namespace Microsoft.DurableTask.Local;

/// <summary>An instance as it is queried: what its history says, in one row.</summary>
internal sealed record InstanceRecord
{
    public required string InstanceId { get; init; }

    public required string Name { get; init; }

    public required string Version { get; init; }

    /// <summary>Unique to this instance among all that ever bear its id.</summary>
    public required string Generation { get; init; }

    /// <summary>Which execution of the instance this is, from 1: beginning anew counts up. Never used twice under one id.</summary>
    public int Execution { get; init; } = 1;

    /// <summary>How many checkpoints the execution has.</summary>
    public int Rows { get; init; }

    public OrchestrationRuntimeStatus Status { get; init; } = OrchestrationRuntimeStatus.Pending;

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset LastUpdatedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>When the instance is to start, when not at once.</summary>
    public DateTimeOffset? StartAt { get; init; }

    public ParentLink? Parent { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    public Payload? Input { get; init; }

    public Payload? Output { get; init; }

    public Payload? CustomStatus { get; init; }

    public TaskFailureDetails? Failure { get; init; }

    /// <summary>Whether a purge has begun: to everyone but the purge the instance is gone.</summary>
    public bool Purging { get; init; }

    public string Key => StorageKey.Escape(InstanceId);

    public bool HasEnded => Status is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    public IEnumerable<Payload?> Payloads => [Input, Output, CustomStatus];

    /// <summary>The record with what a history says.</summary>
    public InstanceRecord Reflecting(ExecutionState state) => this with
    {
        Status = state.End switch
        {
            ExecutionCompleted => OrchestrationRuntimeStatus.Completed,
            ExecutionFailed => OrchestrationRuntimeStatus.Failed,
            ExecutionTerminated => OrchestrationRuntimeStatus.Terminated,
            _ when state.IsSuspended => OrchestrationRuntimeStatus.Suspended,
            _ when state.LastStep == default && Status is OrchestrationRuntimeStatus.Pending => Status,
            _ => OrchestrationRuntimeStatus.Running,
        },
        Version = state.Started is { } started ? started.Version : Version,
        Input = state.Started is { } beginning ? beginning.Input : Input,
        CustomStatus = state.CustomStatus is { } set ? set.Status : CustomStatus,
        Output = state.End switch
        {
            ExecutionCompleted completed => completed.Result,
            ExecutionTerminated terminated => terminated.Output,
            _ => null,
        },
        Failure = (state.End as ExecutionFailed)?.Failure,
        CompletedAt = state.End is null ? null : CompletedAt ?? LastUpdatedAt,
    };

    /// <summary>What a parent is told when this sub-orchestration has ended.</summary>
    public HistoryEvent AnswerTo(int taskId) => Status switch
    {
        OrchestrationRuntimeStatus.Completed => new TaskCompleted(taskId, Output?.Copy()),
        OrchestrationRuntimeStatus.Failed => new TaskFailed(taskId, Failure!),
        _ => new TaskFailed(taskId, TaskFailureDetails.FromException(new OperationCanceledException($"Sub-orchestration '{InstanceId}' was terminated."))),
    };

    public OrchestrationMetadata ToMetadata(DataConverter? converter) => new(Name, InstanceId)
    {
        RuntimeStatus = Status,
        CreatedAt = CreatedAt,
        LastUpdatedAt = LastUpdatedAt,
        FailureDetails = Failure,
        Tags = Tags,
        DataConverter = converter,
        SerializedInput = converter is null ? null : Input?.Text,
        SerializedOutput = converter is null ? null : Output?.Text,
        SerializedCustomStatus = converter is null ? null : CustomStatus?.Text,
    };
}
