namespace Microsoft.DurableTask;

/// <summary>An orchestrator with a typed input and output. Its code is replayed: see <see cref="ITaskOrchestrator"/>.</summary>
/// <typeparam name="TInput">What the instance is started with.</typeparam>
/// <typeparam name="TOutput">What the instance ends with.</typeparam>
public abstract class TaskOrchestrator<TInput, TOutput> : ITaskOrchestrator
{
    /// <inheritdoc/>
    Type ITaskOrchestrator.InputType => typeof(TInput);

    /// <inheritdoc/>
    Type ITaskOrchestrator.OutputType => typeof(TOutput);

    /// <inheritdoc/>
    async Task<object?> ITaskOrchestrator.RunAsync(TaskOrchestrationContext context, object? input) =>
        await RunAsync(context, TypedInput.Of<TInput>(input, $"orchestrator '{context.Name}'"));

    /// <summary>Runs, or replays, the workflow. Only the context may be used for time, identifiers, waiting and work.</summary>
    /// <param name="context">Everything the workflow may touch.</param>
    /// <param name="input">The instance's input.</param>
    public abstract Task<TOutput> RunAsync(TaskOrchestrationContext context, TInput input);
}
