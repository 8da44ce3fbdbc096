using Microsoft.DurableTask.Client;

namespace Microsoft.DurableTask.Local;

/// <summary>When an instance id may be used again: never while its instance runs, and not when it ended in a way that the caller named.</summary>
internal static class ReusePolicy
{
    public static Func<InstanceRecord, bool> Of(StartOrchestrationOptions? options)
    {
        HashSet<OrchestrationRuntimeStatus> forbidden = [.. (options?.DedupeStatuses ?? []).Select(Parse)];
        return existing => existing.HasEnded && !forbidden.Contains(existing.Status)
            ? false
            : throw new OrchestrationAlreadyExistsException(existing.InstanceId, existing.Status);
    }

    private static OrchestrationRuntimeStatus Parse(string name)
    {
        if (Enum.TryParse(name, ignoreCase: true, out OrchestrationRuntimeStatus status))
            return status;
        string known = string.Join(", ", StartOrchestrationOptionsExtensions.ValidDedupeStatuses);
        throw new ArgumentException($"'{name}' is no status to forbid: use one of {known}.");
    }
}
