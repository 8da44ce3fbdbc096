using Azure;

namespace Yuekao.App.Platform;

/// <summary>A record that storage guards: it is replaced only as it was read.</summary>
public abstract record Stored
{
    /// <summary>Storage's tag of what was read or written last.</summary>
    internal ETag ETag { get; set; }
}

/// <summary>
/// Records of one kind in a table: each as JSON in its row, with columns beside it for what is asked by more than the key. Who loses a race is told so by the
/// answer, and reads again.
/// </summary>
/// <param name="table">The table; rows of other kinds may stand in it.</param>
internal sealed class Rows<T>(TableClient table, Action<TableEntity, T>? columns = null) where T : class
{
    public async Task<T?> FindAsync(string partition, string row, CancellationToken cancellation)
    {
        NullableResponse<TableEntity> found = await table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancellation);
        return found.HasValue ? Read(found.Value!) : null;
    }

    public Task<IReadOnlyList<T>> ListAsync(FormattableString filter, CancellationToken cancellation) => ListAsync(TableClient.CreateQueryFilter(filter), int.MaxValue, cancellation);

    /// <summary>The first rows that a query finds, by key.</summary>
    public async Task<IReadOnlyList<T>> ListAsync(string filter, int most, CancellationToken cancellation) =>
        await table.QueryAsync<TableEntity>(filter, most < TableTransactions.LargestPage ? most : null, cancellationToken: cancellation).Take(most).Select(Read).ToListAsync(cancellation);

    /// <summary>Adds a record; false where there is one.</summary>
    public Task<bool> TryAddAsync(string partition, string row, T record, CancellationToken cancellation) =>
        TryAsync(record, StatusCodes.Status409Conflict, () => table.AddEntityAsync(Entity(partition, row, record), cancellation));

    /// <summary>Replaces a record as it was read; false where it is not that any more.</summary>
    public Task<bool> TryReplaceAsync(string partition, string row, T record, CancellationToken cancellation) => TryAsync(
        record, StatusCodes.Status412PreconditionFailed, () => table.UpdateEntityAsync(Entity(partition, row, record), TagOf(record), TableUpdateMode.Replace, cancellation));

    /// <summary>Puts a record in place of whatever is there.</summary>
    public Task PutAsync(string partition, string row, T record, CancellationToken cancellation) => table.UpsertEntityAsync(Entity(partition, row, record), TableUpdateMode.Replace, cancellation);

    public TableTransactionAction Add(string partition, string row, T record) => new(TableTransactionActionType.Add, Entity(partition, row, record));

    public TableTransactionAction Put(string partition, string row, T record) => new(TableTransactionActionType.UpsertReplace, Entity(partition, row, record));

    /// <summary>Replaces the record as it was read, or the whole transaction fails.</summary>
    public TableTransactionAction Replace(string partition, string row, T record) => new(TableTransactionActionType.UpdateReplace, Entity(partition, row, record), TagOf(record));

    /// <exception cref="InvalidDataException">It is too large for a row.</exception>
    public TableEntity Entity(string partition, string row, T record)
    {
        TableEntity entity = JsonRow.Of(partition, row, record);
        columns?.Invoke(entity, record);
        return entity;
    }

    public static T Read(TableEntity row)
    {
        T record = JsonRow.Read<T>(row);
        if (record is Stored stored)
            stored.ETag = row.ETag;
        return record;
    }

    private static ETag TagOf(T record) => record is Stored stored ? stored.ETag : throw new InvalidOperationException($"{typeof(T).Name} is not guarded: it can be put, not replaced.");

    private static async Task<bool> TryAsync(T record, int lost, Func<Task<Response>> write)
    {
        try
        {
            Response answer = await write();
            if (record is Stored stored)
                stored.ETag = answer.Headers.ETag ?? default;
            return true;
        }
        catch (RequestFailedException failed) when (failed.Status == lost)
        {
            return false;
        }
    }
}

internal static class TableTransactions
{
    public const int Largest = 100;

    public const int LargestPage = 1_000;

    /// <summary>Writes rows of one partition at once; false, and nothing is written, where one was written or added in the meantime.</summary>
    public static async Task<bool> TryWriteAsync(this TableClient table, IReadOnlyList<TableTransactionAction> actions, CancellationToken cancellation)
    {
        try
        {
            await table.SubmitTransactionAsync(actions, cancellation);
            return true;
        }
        catch (TableTransactionFailedException lost) when (lost.Status is StatusCodes.Status409Conflict or StatusCodes.Status412PreconditionFailed)
        {
            return false;
        }
    }

    /// <summary>Adds rows of one partition, 100 a call, unless an earlier run added them: cut the same way each time, a batch is there as a whole or not at all.</summary>
    public static async Task AddMissingAsync(this TableClient table, IEnumerable<TableTransactionAction> rows, CancellationToken cancellation)
    {
        foreach (TableTransactionAction[] batch in rows.Chunk(Largest))
            await table.TryWriteAsync(batch, cancellation);
    }
}
