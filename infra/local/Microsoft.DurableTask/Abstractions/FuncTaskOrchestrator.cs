namespace Microsoft.DurableTask;

/// <summary>Orchestrators made of functions.</summary>
public static class FuncTaskOrchestrator
{
    /// <summary>Makes an orchestrator of a function.</summary>
    /// <param name="implementation">The workflow; it is replayed.</param>
    public static TaskOrchestrator<TInput, TOutput> Create<TInput, TOutput>(Func<TaskOrchestrationContext, TInput, Task<TOutput>> implementation)
    {
        ArgumentNullException.ThrowIfNull(implementation);
        return new Implementation<TInput, TOutput>(implementation);
    }

    private sealed class Implementation<TInput, TOutput>(Func<TaskOrchestrationContext, TInput, Task<TOutput>> run) : TaskOrchestrator<TInput, TOutput>
    {
        public override Task<TOutput> RunAsync(TaskOrchestrationContext context, TInput input) => run(context, input);
    }
}
