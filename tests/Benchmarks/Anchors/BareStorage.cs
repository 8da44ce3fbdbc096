using System.Globalization;
using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace Yuekao.Benchmarks.Anchors;

/// <summary>Storage calls and nothing else, of the kinds and sizes that the app makes.</summary>
internal sealed class BareStorage
{
    private const string Audit = "Audit";
    private const string Content = "Json";
    private const int MostRows = 100;
    // A property holds 32 Ki characters.
    private const int LongestText = 30_000;

    // The columns of a head without its readings.
    private static readonly string[] HeadColumns = ["PartitionKey", "RowKey", "Version", "At", "Digest"];

    private readonly TableClient table;
    private readonly TableClient audit;
    private readonly BlobContainerClient blobs;

    private BareStorage(TableClient table, TableClient audit, BlobContainerClient blobs) => (this.table, this.audit, this.blobs) = (table, audit, blobs);

    /// <summary>Makes the tables and the container.</summary>
    public static async Task<BareStorage> CreateAsync(string connection)
    {
        var tables = new TableServiceClient(connection);
        var storage = new BareStorage(tables.GetTableClient("Bare"), tables.GetTableClient(Audit), new BlobServiceClient(connection).GetBlobContainerClient("bare"));
        await storage.table.CreateIfNotExistsAsync();
        await storage.audit.CreateIfNotExistsAsync();
        await storage.blobs.CreateIfNotExistsAsync();
        return storage;
    }

    /// <summary>What an activity does.</summary>
    /// <param name="steps">How much of everything.</param>
    /// <param name="partition">Where: nobody else writes there.</param>
    public async Task DoAsync(PhaseSteps steps, string partition)
    {
        for (int read = 0; read < steps.Reads; read++)
            await table.GetEntityIfExistsAsync<TableEntity>(partition, RowKey(0, 0));
        for (int transaction = 0; transaction < steps.Transactions; transaction++)
        {
            int rows = Math.Clamp(steps.Rows / steps.Transactions, 1, MostRows);
            string text = new('x', Math.Min(steps.RowBytes, LongestText));
            await table.SubmitTransactionAsync(
                Enumerable.Range(0, rows).Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, new TableEntity(partition, RowKey(transaction, row)) { [Content] = text })));
        }

        for (int blob = 0; blob < steps.Blobs; blob++)
            await blobs.GetBlobClient($"{partition}/{blob}").UploadAsync(new BinaryData(new byte[steps.BlobBytes]), overwrite: true);
    }

    /// <summary>
    /// What accepting a document of a person takes: the head is read, the audit trail gets an entry, the head is replaced and a version added.
    /// Each partition has an audit trail of its own, so that nobody waits for anybody.
    /// </summary>
    public async Task PutAsync(string partition, string source, string content)
    {
        Azure.NullableResponse<TableEntity> head = await table.GetEntityIfExistsAsync<TableEntity>(partition, $"head|{source}", HeadColumns);
        int version = (head.HasValue ? head.Value!.GetInt32("Version") ?? 0 : 0) + 1;
        await audit.SubmitTransactionAsync(
            [
                new TableTransactionAction(TableTransactionActionType.UpsertReplace, Entry($"{partition}|{source}", "head", version)),
                new TableTransactionAction(TableTransactionActionType.Add, Entry($"{partition}|{source}", RowKey(version, 0), version)),
            ]);
        await table.SubmitTransactionAsync(
            [
                new TableTransactionAction(TableTransactionActionType.UpsertReplace, Document(partition, $"head|{source}", version, content)),
                new TableTransactionAction(TableTransactionActionType.Add, Document(partition, $"~version|{source}|{version:00000000}", version, content)),
            ]);
    }

    private static TableEntity Entry(string partition, string row, int version) => new(partition, row)
    {
        ["Version"] = version,
        ["At"] = DateTimeOffset.UtcNow,
        ["Actor"] = "somebody",
        ["Action"] = "PutSubmission",
        ["Resource"] = partition,
        ["Before"] = new string('0', 64),
        ["After"] = new string('1', 64),
        ["Hash"] = new string('2', 64),
    };

    private static TableEntity Document(string partition, string row, int version, string content)
    {
        var entity = new TableEntity(partition, row)
        {
            ["Open"] = true,
            ["Version"] = version,
            ["At"] = DateTimeOffset.UtcNow,
            ["By"] = "somebody",
            ["Digest"] = new string('1', 64),
        };
        foreach ((int piece, char[] text) in content.Chunk(LongestText).Index())
            entity[string.Create(CultureInfo.InvariantCulture, $"{Content}{piece}")] = new string(text);
        return entity;
    }

    private static string RowKey(int transaction, int row) => string.Create(CultureInfo.InvariantCulture, $"{transaction:00000000}-{row:000}");
}
