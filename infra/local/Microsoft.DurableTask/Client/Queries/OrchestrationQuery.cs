namespace Microsoft.DurableTask.Client;

/// <summary>Which instances to list, and how.</summary>
/// <param name="CreatedFrom">Created at this time or later.</param>
/// <param name="CreatedTo">Created at this time or earlier.</param>
/// <param name="Statuses">With one of these statuses; any by default.</param>
/// <param name="TaskHubNames">In one of these hubs; this hub by default.</param>
/// <param name="InstanceIdPrefix">With an id that begins like this.</param>
/// <param name="PageSize">How many to fetch at once; 100 by default.</param>
/// <param name="FetchInputsAndOutputs">Whether inputs, outputs and custom statuses come along.</param>
/// <param name="ContinuationToken">The token of an earlier page, to go on from it.</param>
public record OrchestrationQuery(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null,
    IEnumerable<string>? TaskHubNames = null,
    string? InstanceIdPrefix = null,
    int PageSize = OrchestrationQuery.DefaultPageSize,
    bool FetchInputsAndOutputs = false,
    string? ContinuationToken = null)
{
    /// <summary>How many instances a page holds unless told otherwise.</summary>
    public const int DefaultPageSize = 100;
}
