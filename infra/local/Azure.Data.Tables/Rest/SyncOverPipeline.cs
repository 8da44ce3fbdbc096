namespace Azure.Data.Tables.Rest;

/// <summary>Results of the shared code paths when they ran over the pipeline's synchronous half.</summary>
internal static class SyncOverPipeline
{
    /// <summary>The result of a task that never waited for anything.</summary>
    internal static T Completed<T>(this ValueTask<T> task)
    {
        System.Diagnostics.Debug.Assert(task.IsCompleted, "The synchronous path must not wait.");
        return task.GetAwaiter().GetResult();
    }
}
