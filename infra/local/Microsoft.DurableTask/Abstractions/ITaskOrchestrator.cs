namespace Microsoft.DurableTask;

/// <summary>
/// A workflow as code. It is replayed from its history whenever something happens to it, so everything that it does beyond calculating must go
/// through its <see cref="TaskOrchestrationContext"/>.
/// </summary>
public interface ITaskOrchestrator
{
    /// <summary>The type that the input is read as.</summary>
    Type InputType { get; }

    /// <summary>The type of the result.</summary>
    Type OutputType { get; }

    /// <summary>Runs, or replays, the workflow.</summary>
    /// <param name="context">Everything the workflow may touch.</param>
    /// <param name="input">An <see cref="InputType"/>, or <see langword="null"/>.</param>
    /// <returns>The instance's output.</returns>
    Task<object?> RunAsync(TaskOrchestrationContext context, object? input);
}
