using Azure;

namespace Yuekao.App.Stages.Collect;

/// <summary>Observations, beside the submissions of their township. A write touches the head of its source, so that it is in what ends, or is refused.</summary>
public sealed class ObservationStore(TableServiceClient tables)
{
    private readonly TableClient table = tables.GetTableClient(SubmissionTable.Name);

    /// <summary>Finds an observation; null where there is none.</summary>
    public async Task<StoredObservation?> FindAsync(CycleKey key, TownshipId township, string id, CancellationToken cancellation)
    {
        NullableResponse<TableEntity> row = await table.GetEntityIfExistsAsync<TableEntity>(
            SubmissionRows.Partition(key, township), SubmissionRows.ObservationKey(id), cancellationToken: cancellation);
        return row.HasValue ? new StoredObservation(Read(row.Value!), row.Value!.ETag) : null;
    }

    /// <summary>A page of a township's observations, by id.</summary>
    /// <param name="key">The cycle.</param>
    /// <param name="township">The township.</param>
    /// <param name="sources">Only those of these sources.</param>
    /// <param name="after">The id that the page before ended with; null from the first on.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<ObservationRecord>> ListAsync(
        CycleKey key, TownshipId township, IReadOnlyList<SourceId> sources, string? after, int most, CancellationToken cancellation)
    {
        string filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {SubmissionRows.Partition(key, township)} and RowKey gt {SubmissionRows.ObservationKey(after ?? "")} and RowKey lt {$"{SubmissionRows.ObservationPrefix}~"}");
        string ofSources = string.Join(" or ", sources.Select(source => TableClient.CreateQueryFilter($"Source eq {source.Value}")));
        return await table.QueryAsync<TableEntity>($"{filter} and ({ofSources})", most, cancellationToken: cancellation).Take(most).Select(Read).ToListAsync(cancellation);
    }

    /// <summary>Stores an observation.</summary>
    /// <exception cref="ProblemException">The source's head, or the observation, was written since it was read: precondition failed.</exception>
    public async Task<ObservationRecord> PutAsync(CycleKey key, SourceHead head, StoredObservation? current, ObservationRecord next, CancellationToken cancellation)
    {
        string partition = SubmissionRows.Partition(key, head.Township);
        TableEntity row = JsonRow.Of(partition, SubmissionRows.ObservationKey(next.Id), next);
        row[nameof(ObservationRecord.Source)] = next.Source.Value;
        await table.WriteAsync(
            [
                new TableTransactionAction(TableTransactionActionType.UpdateMerge, SubmissionRows.Gate(partition, SubmissionRows.HeadKey(head.Source), isOpen: true), head.ETag),
                current is null ? new TableTransactionAction(TableTransactionActionType.Add, row) : new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, current.ETag),
            ],
            cancellation);
        return next;
    }

    internal static ObservationRecord Read(TableEntity row) => JsonRow.Read<ObservationRecord>(row);
}

/// <summary>An observation as storage has it.</summary>
/// <param name="Record">The observation.</param>
/// <param name="ETag">Guards it.</param>
public sealed record StoredObservation(ObservationRecord Record, ETag ETag);
