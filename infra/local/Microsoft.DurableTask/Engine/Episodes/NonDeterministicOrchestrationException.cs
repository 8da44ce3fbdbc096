namespace Microsoft.DurableTask.Local;

/// <summary>The code did something other than its history says.</summary>
internal sealed class NonDeterministicOrchestrationException(string message) : InvalidOperationException(message);
