using Microsoft.DurableTask.Client;

namespace Microsoft.DurableTask.Local;

/// <summary>An instance id is in use. Callers see an <see cref="InvalidOperationException"/>, which the official exception of this name is, too.</summary>
internal sealed class OrchestrationAlreadyExistsException(string instanceId, OrchestrationRuntimeStatus status)
    : InvalidOperationException($"An orchestration instance with id '{instanceId}' exists already, with status {status}.");
