using Azure.Data.Tables;

namespace SampleApp;

/// <summary>Every execution of an activity leaves a row here: what an orchestration says it got can be held against what really ran.</summary>
public sealed class ExecutionLog(TableServiceClient tables)
{
    private readonly TableClient table = tables.GetTableClient("SampleExecutions");
    private Task? creation;

    /// <summary>Adds an execution.</summary>
    /// <param name="instance">The orchestration instance that called.</param>
    /// <param name="key">What it called for.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The execution's own id; no other has it.</returns>
    public async Task<string> AddAsync(string instance, string key, CancellationToken cancellation)
    {
        await EnsureTableAsync();
        string execution = $"{key}.{Guid.NewGuid():N}";
        await table.AddEntityAsync(new TableEntity(instance, execution) { ["Key"] = key }, cancellation);
        return execution;
    }

    /// <summary>The executions of an instance so far.</summary>
    public async Task<IReadOnlyList<Execution>> ListAsync(string instance, CancellationToken cancellation)
    {
        await EnsureTableAsync();
        var executions = new List<Execution>();
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(row => row.PartitionKey == instance, cancellationToken: cancellation))
            executions.Add(new Execution(row.GetString("Key"), row.RowKey));
        return executions;
    }

    /// <summary>How often an instance has called for a key so far.</summary>
    public async Task<int> CountAsync(string instance, string key, CancellationToken cancellation)
    {
        await EnsureTableAsync();
        int count = 0;
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {instance} and Key eq {key}");
        await foreach (TableEntity _ in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            count++;
        return count;
    }

    // Two at once do no harm; one that failed is tried again.
    private Task EnsureTableAsync() => creation is { IsFaulted: false } ? creation : creation = table.CreateIfNotExistsAsync();
}

/// <summary>One execution of an activity.</summary>
/// <param name="Key">What it was called for.</param>
/// <param name="Id">Its own id.</param>
public sealed record Execution(string Key, string Id);
