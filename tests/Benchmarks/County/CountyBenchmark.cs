namespace Yuekao.Benchmarks.County;

/// <summary>The county rows of the targets, on the app itself; each part with a storage of its own.</summary>
internal static class CountyBenchmark
{
    private const int Runs = 7;

    public static async Task RunAsync()
    {
        await WithAzurite.RunAsync(connection => CountyTimes.AloneAsync(connection, Runs));
        await WithAzurite.RunAsync(MonthCalls.RunAsync);
        await WithAzurite.RunAsync(PutLatency.RunAsync);
        await WithAzurite.RunAsync(connection => CountyTimes.TogetherAsync(connection, number: 10));
        await WithAzurite.RunAsync(connection => CountyTimes.TogetherAsync(connection, number: 50));
    }
}
