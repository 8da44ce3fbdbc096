namespace Microsoft.DurableTask;

/// <summary>An activity with a typed input and result.</summary>
/// <typeparam name="TInput">What the orchestrator passes.</typeparam>
/// <typeparam name="TOutput">What the orchestrator gets back.</typeparam>
public abstract class TaskActivity<TInput, TOutput> : ITaskActivity
{
    /// <inheritdoc/>
    Type ITaskActivity.InputType => typeof(TInput);

    /// <inheritdoc/>
    Type ITaskActivity.OutputType => typeof(TOutput);

    /// <inheritdoc/>
    async Task<object?> ITaskActivity.RunAsync(TaskActivityContext context, object? input) =>
        await RunAsync(context, TypedInput.Of<TInput>(input, $"activity '{context.Name}'"));

    /// <summary>Does the work. It may run more than once for one call, so its effects must be idempotent.</summary>
    /// <param name="context">Who asks for it.</param>
    /// <param name="input">The orchestrator's input.</param>
    public abstract Task<TOutput> RunAsync(TaskActivityContext context, TInput input);
}
