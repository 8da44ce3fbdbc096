using DurableTask.Core.Exceptions;
using Grpc.Core;
using Microsoft.DurableTask;

namespace Yuekao.App.Platform;

/// <summary>What the app does with its task hub, so that it is done one way.</summary>
internal static class HubClient
{
    // An instance in one of these is there: it runs, or has done what it was to do.
    private static readonly OrchestrationRuntimeStatus[] There =
    [
        OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended, OrchestrationRuntimeStatus.Completed,
    ];

    /// <summary>Starts an orchestration under an id, unless one of that id runs or has completed; one that failed or was ended is started anew.</summary>
    /// <remarks>Without being told so, the client ends what runs under the id and begins again. Two that start at once start one: the hub decides, not a look before.</remarks>
    /// <returns>Whether this call started it.</returns>
    public static async Task<bool> StartOnceAsync(this DurableTaskClient client, string orchestrator, string id, object input, CancellationToken cancellation)
    {
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, new StartOrchestrationOptions(id).WithDedupeStatuses(There), cancellation);
            return true;
        }
        catch (Exception exception) when (exception is OrchestrationAlreadyExistsException or RpcException { StatusCode: StatusCode.AlreadyExists })
        {
            return false;
        }
    }

    /// <summary>
    /// Raises an event that wakes an orchestration. One that is not there, or has ended, is not woken: what the event is about stands in storage, where the
    /// orchestration looks when it is started.
    /// </summary>
    public static async Task WakeAsync(this DurableTaskClient client, string id, string name, object change, CancellationToken cancellation)
    {
        try
        {
            await client.RaiseEventAsync(id, name, change, cancellation);
        }
        catch (RpcException exception) when (exception.StatusCode is StatusCode.NotFound or StatusCode.FailedPrecondition)
        {
            // Nobody to wake.
        }
    }

    /// <summary>Why an orchestration failed; null unless it did. The Azure Storage provider keeps the reason as the output, and nowhere else.</summary>
    public static string? Failure(this OrchestrationMetadata? run) => run?.RuntimeStatus != OrchestrationRuntimeStatus.Failed ? null
        : run.FailureDetails?.ErrorMessage ?? TextOf(run.SerializedOutput) ?? "It failed without saying why.";

    private static string? TextOf(string? output)
    {
        if (output is not ['"', .., '"'])
            return output;
        try
        {
            return JsonSerializer.Deserialize<string>(output);
        }
        catch (JsonException)
        {
            return output;
        }
    }
}
