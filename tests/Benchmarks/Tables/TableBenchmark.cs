using Azure;
using Azure.Data.Tables;

namespace Yuekao.Benchmarks.Tables;

/// <summary>Table inserts, single and batched, against a bare HttpClient that writes the same bytes.</summary>
internal static class TableBenchmark
{
    private const int Rows = 2000;
    private const int BatchSize = 100;
    private const int Runs = 5;

    public static async Task RunAsync(string connectionString)
    {
        var service = new TableServiceClient(connectionString);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });

        await CompareAsync("single inserts, one at a time", Single);
        await CompareAsync($"inserts in batches of {BatchSize}, one batch at a time", Batched);
        await TableGrowth.RunAsync(service);

        async Task CompareAsync(string what, Func<TableClient, Task> write)
        {
            string name = what[..1];
            IReadOnlyList<RecordedRequest>[] recorded = await RecordAsync(connectionString, name, write);
            // Taking turns, the first turn unmeasured: Azurite too is slow before it is warm.
            TimeSpan[] client = new TimeSpan[Runs + 1], bare = new TimeSpan[Runs + 1];
            for (int run = 0; run <= Runs; run++)
            {
                TableClient written = await TableAsync($"{name}client{run}");
                client[run] = await Report.TimeAsync(() => write(written));
                await TableAsync($"{name}bare{run}");
                bare[run] = await Report.TimeAsync(() => SendAsync(http, recorded[run]));
            }

            Report.Rate($"{what}: Azure.Data.Tables stand-in", Rows, Report.Median(client[1..]));
            Report.Rate($"{what}: bare HttpClient, same bytes", Rows, Report.Median(bare[1..]));
            Report.Figure($"{what}: time of the client / time of the bare one", Report.Median(client[1..]) / Report.Median(bare[1..]), "x");
        }

        async Task<TableClient> TableAsync(string name)
        {
            TableClient table = service.GetTableClient(name);
            await table.CreateIfNotExistsAsync();
            return table;
        }
    }

    private static async Task Single(TableClient table)
    {
        foreach (TableEntity entity in Entities())
            await table.AddEntityAsync(entity);
    }

    private static async Task Batched(TableClient table)
    {
        foreach (TableEntity[] batch in Entities().Chunk(BatchSize))
            await table.SubmitTransactionAsync(batch.Select(entity => new TableTransactionAction(TableTransactionActionType.Add, entity)));
    }

    private static IEnumerable<TableEntity> Entities() => Enumerable.Range(0, Rows).Select(row => new TableEntity("haixing|village-monthly|2026|gaowan", $"{row:D6}")
    {
        ["Name"] = "高湾镇小黄村",
        ["Points"] = 8750L,
        ["Rank"] = row,
        ["Published"] = true,
        ["At"] = new DateTimeOffset(2026, 10, 31, 8, 0, 0, TimeSpan.Zero),
        ["Explanation"] = new string('x', 400),
    });

    private static async Task<IReadOnlyList<RecordedRequest>[]> RecordAsync(string connectionString, string name, Func<TableClient, Task> write)
    {
        var recorded = new IReadOnlyList<RecordedRequest>[Runs + 1];
        for (int run = 0; run <= Runs; run++)
        {
            var transport = new RecordingTransport();
            var options = new TableClientOptions { Transport = transport };
            options.Retry.MaxRetries = 0;
            var recorder = new AlwaysGoesOn(new TableClient(connectionString, $"{name}bare{run}", options));
            await write(recorder);
            recorded[run] = [.. transport.Recorded];
        }

        return recorded;
    }

    private static async Task SendAsync(HttpClient http, IReadOnlyList<RecordedRequest> requests)
    {
        foreach (RecordedRequest request in requests)
        {
            using HttpRequestMessage message = request.ToMessage();
            using HttpResponseMessage response = await http.SendAsync(message);
            response.EnsureSuccessStatusCode();
            await response.Content.ReadAsByteArrayAsync();
        }
    }

    /// <summary>A client whose every write ends in the recorder's refusal, which is not a failure here.</summary>
    private sealed class AlwaysGoesOn(TableClient inner) : TableClient
    {
        public override async Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        {
            await IgnoreRefusalAsync(inner.AddEntityAsync(entity, cancellationToken));
            return null!;
        }

        public override async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
        {
            await IgnoreRefusalAsync(inner.SubmitTransactionAsync(transactionActions, cancellationToken));
            return null!;
        }

        private static async Task IgnoreRefusalAsync(Task write)
        {
            try
            {
                await write;
            }
            catch (RequestFailedException refused) when (refused.Status == 400)
            {
                // Recorded.
            }
        }
    }
}
