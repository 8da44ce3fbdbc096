namespace Microsoft.DurableTask.Tests;

/// <summary>Lets a test wait until an activity has come to a point, and holds the activity there until the test lets go.</summary>
internal sealed class Signal
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Reached => reached.Task.WaitAsync(TestContext.Current.CancellationToken);

    public void Release() => released.TrySetResult();

    public async Task ReachAsync()
    {
        reached.TrySetResult();
        await released.Task;
    }
}
