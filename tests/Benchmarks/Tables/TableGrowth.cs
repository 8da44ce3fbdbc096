using System.Diagnostics;
using Azure.Data.Tables;

namespace Yuekao.Benchmarks.Tables;

/// <summary>
/// What Azurite takes for one and the same while its table grows: it scans the table for a query, and every five seconds writes all tables to disk, during
/// which it answers nobody. Azure's tables do neither.
/// </summary>
internal static class TableGrowth
{
    private const string Partition = "haixing|village-monthly|2026|gaowan";
    private const int RowsAsked = 20;
    private const int Repeats = 50;
    private const int BatchSize = 100;
    private const int Writers = 4;

    private static readonly int[] Sizes = [1_000, 10_000, 100_000];
    private static readonly TimeSpan Saving = TimeSpan.FromSeconds(11);

    public static async Task RunAsync(TableServiceClient service)
    {
        TableClient table = service.GetTableClient("growth");
        await table.CreateIfNotExistsAsync();
        await AddAsync(table, Partition, RowsAsked);
        // Unmeasured: Azurite too is slow before it is warm.
        await MedianAsync(() => QueryAsync(table));
        await MedianAsync(() => table.GetEntityAsync<TableEntity>(Partition, "000000"));
        int rows = 0;
        foreach (int size in Sizes)
        {
            await Parallel.ForEachAsync(
                Enumerable.Range(rows / BatchSize, (size - rows) / BatchSize),
                new ParallelOptions { MaxDegreeOfParallelism = Writers },
                async (number, _) => await AddAsync(table, $"other|{number}", BatchSize));
            rows = size;
            string place = $"while its table holds {rows:N0} rows elsewhere";
            Report.Figure($"query of a partition of {RowsAsked} {place}", await MedianAsync(() => QueryAsync(table)), "ms");
            Report.Figure($"read of a row {place}", await MedianAsync(() => table.GetEntityAsync<TableEntity>(Partition, "000000")), "ms");
            Report.Figure($"longest of the writes of a row in {Saving.TotalSeconds:0} s {place}", await LongestAsync(table), "ms");
        }
    }

    private static async Task AddAsync(TableClient table, string partition, int count) => await table.SubmitTransactionAsync(Enumerable.Range(0, count).Select(row =>
        new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(partition, $"{row:D6}") { ["Rank"] = row, ["Explanation"] = new string('x', 400) })));

    private static async Task QueryAsync(TableClient table)
    {
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition}");
        await foreach (TableEntity _ in table.QueryAsync<TableEntity>(filter))
        {
        }
    }

    private static async Task<double> MedianAsync(Func<Task> act)
    {
        var times = new List<TimeSpan>(Repeats);
        for (int run = 0; run < Repeats; run++)
            times.Add(await Report.TimeAsync(act));
        return Report.Median(times).TotalMilliseconds;
    }

    // Only a table that changed is saved.
    private static async Task<double> LongestAsync(TableClient table)
    {
        TimeSpan longest = TimeSpan.Zero;
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < Saving;)
        {
            TimeSpan one = await Report.TimeAsync(() => table.UpsertEntityAsync(new TableEntity(Partition, "000000") { ["Rank"] = 0 }));
            longest = one > longest ? one : longest;
        }

        return longest.TotalMilliseconds;
    }
}
