using System.Threading.Channels;

namespace Microsoft.DurableTask.Local;

/// <summary>Runs activities, as many at once as the options allow.</summary>
internal sealed class ActivityDispatcher(HubServices hub)
{
    private readonly Channel<ActivityCall> calls = Channel.CreateUnbounded<ActivityCall>();
    private Task workers = Task.CompletedTask;

    public void Start() => workers = Task.WhenAll(Enumerable.Range(0, hub.Options.MaxConcurrentActivities).Select(_ => Task.Run(WorkAsync)));

    public void Enqueue(OrchestrationInstance instance, int execution, TaskScheduled call) =>
        calls.Writer.TryWrite(new ActivityCall(instance, execution, call));

    /// <summary>Waits for the activities that are running. Those in the queue run when the hub starts again.</summary>
    public Task DrainAsync(CancellationToken cancellation) => workers.WaitAsync(cancellation);

    private async Task WorkAsync()
    {
        try
        {
            while (await calls.Reader.WaitToReadAsync(hub.Lifetime.Stopping))
            {
                while (!hub.Lifetime.IsStopping && calls.Reader.TryRead(out ActivityCall? call))
                    await RunAsync(call);
            }
        }
        catch (OperationCanceledException)
        {
            // The hub stops.
        }
    }

    private async Task RunAsync(ActivityCall call)
    {
        TaskScheduled scheduled = call.Scheduled;
        if (call.Instance.HasEnded)
            return;
        HistoryEvent answer;
        try
        {
            ITaskActivity activity = hub.Catalog.FindActivity(scheduled.Name)
                ?? throw TaskNotFoundException.Activity(scheduled.Name, hub.Catalog.ActivityNames);
            var context = new ActivityContext(scheduled, call.Instance.InstanceId, hub.Lifetime.Stopping);
            object? input = hub.Options.Converter.Deserialize(scheduled.Input?.Text, activity.InputType);
            object? result = await activity.RunAsync(context, input);
            answer = new TaskCompleted(scheduled.TaskId, Payload.Of(hub.Options.Converter.Serialize(result)));
        }
        catch (OperationCanceledException) when (hub.Lifetime.IsStopping)
        {
            // Cut short by the stop, not failed: it runs again when the hub starts again.
            return;
        }
        catch (Exception exception)
        {
            answer = new TaskFailed(scheduled.TaskId, TaskFailureDetails.FromException(exception));
        }

        call.Instance.Post(new Message(answer, call.Execution));
    }

    private sealed record ActivityCall(OrchestrationInstance Instance, int Execution, TaskScheduled Scheduled);
}
