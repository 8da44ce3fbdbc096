using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Local;
using Microsoft.Extensions.Logging.Abstractions;

namespace Yuekao.Benchmarks.Engine;

/// <summary>The engine rows of the targets: a fan-out of 1,000, sequences of five activities, and storage calls an orchestration.</summary>
internal static class EngineBenchmark
{
    private const int Fan = 1000;
    private const int Sequences = 1000;
    private const int AtATime = 100;
    private const int Runs = 5;

    public static async Task RunAsync(string connectionString)
    {
        var counter = new CallCounter();
        var tableOptions = new TableClientOptions();
        tableOptions.AddPolicy(counter, HttpPipelinePosition.PerRetry);
        var blobOptions = new BlobClientOptions();
        blobOptions.AddPolicy(counter, HttpPipelinePosition.PerRetry);
        await using var hub = new TaskHub(
            new TaskHubOptions { HubName = "Benchmark" },
            new TableServiceClient(connectionString, tableOptions), new BlobServiceClient(connectionString, blobOptions),
            new BenchmarkTasks(), TimeProvider.System, NullLoggerFactory.Instance);
        await hub.StartAsync(CancellationToken.None);

        await FanOutAsync(hub.Client);
        counter.Reset();
        var times = new TimeSpan[Runs];
        for (int run = 0; run < Runs; run++)
            times[run] = await Report.TimeAsync(() => FanOutAsync(hub.Client));
        Report.Rate($"activities, fan-out of {Fan:N0}", Fan, Report.Median(times), target: 3000);
        Report.Figure($"storage calls, one orchestration with {Fan:N0} activities", counter.Calls / (double)Runs, "calls");

        await SequencesAsync(hub.Client, AtATime);
        counter.Reset();
        TimeSpan sequences = await Report.TimeAsync(() => SequencesAsync(hub.Client, Sequences));
        Report.Rate($"orchestrations of 5 activities in sequence, {AtATime} at a time", Sequences, sequences, target: 80);
        Report.Figure($"storage calls an orchestration, {AtATime} at a time", counter.Calls / (double)Sequences, "calls");

        counter.Reset();
        await SequenceAsync(hub.Client, 0);
        Report.Figure("storage calls an orchestration, one alone", counter.Calls, "calls");
        await hub.StopAsync(CancellationToken.None);
    }

    private static async Task FanOutAsync(DurableTaskClient client)
    {
        string id = await client.ScheduleNewOrchestrationInstanceAsync(BenchmarkTasks.FanOut, Fan);
        await CompleteAsync(client, id, expected: Fan * (Fan + 1) / 2);
    }

    private static Task SequencesAsync(DurableTaskClient client, int count) => Parallel.ForEachAsync(
        Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtATime }, async (number, _) => await SequenceAsync(client, number));

    private static async Task SequenceAsync(DurableTaskClient client, int input)
    {
        string id = await client.ScheduleNewOrchestrationInstanceAsync(BenchmarkTasks.Sequence, input);
        await CompleteAsync(client, id, expected: input + 5);
    }

    private static async Task CompleteAsync(DurableTaskClient client, string id, int expected)
    {
        OrchestrationMetadata completed = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);
        if (completed.RuntimeStatus != OrchestrationRuntimeStatus.Completed || completed.ReadOutputAs<int>() != expected)
            throw new InvalidOperationException($"{id} ended as {completed.RuntimeStatus} with {completed.SerializedOutput}: nothing to measure.");
    }
}
