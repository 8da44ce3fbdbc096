namespace Microsoft.DurableTask.Local;

/// <summary>The durable tasks that the code has begun and that have not ended.</summary>
internal sealed class PendingTasks(DataConverter converter)
{
    private readonly Dictionary<int, IPending> pending = [];

    public int Count => pending.Count;

    public Task<T> Add<T>(int taskId, string name)
    {
        var task = new Pending<T>(name, converter);
        pending.Add(taskId, task);
        return task.Task;
    }

    public void Complete(int taskId, string? result)
    {
        if (pending.Remove(taskId, out IPending? task))
            task.Complete(result);
    }

    public void Fail(int taskId, TaskFailureDetails failure)
    {
        if (pending.Remove(taskId, out IPending? task))
            task.Fail(taskId, failure);
    }

    /// <summary>Gives up a task.</summary>
    /// <returns>False when it has ended already.</returns>
    public bool Cancel(int taskId, CancellationToken token)
    {
        if (!pending.Remove(taskId, out IPending? task))
            return false;
        task.Cancel(token);
        return true;
    }

    private interface IPending
    {
        void Complete(string? result);

        void Fail(int taskId, TaskFailureDetails failure);

        void Cancel(CancellationToken token);
    }

    // Continuations run inline, on the replaying thread: that is what keeps the order of everything the same in every replay.
    private sealed class Pending<T>(string name, DataConverter converter) : TaskCompletionSource<T>, IPending
    {
        public void Complete(string? result)
        {
            T? value;
            try
            {
                value = converter.Deserialize<T>(result);
            }
            catch (Exception exception)
            {
                SetException(exception);
                return;
            }

            SetResult(value!);
        }

        public void Fail(int taskId, TaskFailureDetails failure) => SetException(new TaskFailedException(name, taskId, failure));

        public void Cancel(CancellationToken token) => SetCanceled(token);
    }
}
