namespace Microsoft.DurableTask.Tests;

/// <summary>Waits for something that comes about by itself. The test's own time limit is the only one.</summary>
internal static class Eventually
{
    public static async Task<T> BecomesAsync<T>(Func<Task<T>> ask, Func<T, bool> condition)
    {
        while (true)
        {
            T answer = await ask();
            if (condition(answer))
                return answer;
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
