namespace Yuekao.App.Stages.Collect;

/// <summary>Observations, beside the submissions of their township. A write touches the head of its source, so that it is in what ends, or is refused.</summary>
public sealed class ObservationStore(TableServiceClient tables)
{
    private readonly TableClient table = tables.GetTableClient(SubmissionTable.Name);
    private readonly Rows<ObservationRecord> rows = new(tables.GetTableClient(SubmissionTable.Name), (row, one) => row[nameof(one.Source)] = one.Source.Value);

    /// <summary>Finds an observation; null where there is none.</summary>
    public Task<ObservationRecord?> FindAsync(CycleKey key, TownshipId township, string id, CancellationToken cancellation) =>
        rows.FindAsync(SubmissionRows.Partition(key, township), SubmissionRows.ObservationKey(id), cancellation);

    /// <summary>A page of a township's observations, by id.</summary>
    /// <param name="key">The cycle.</param>
    /// <param name="sources">Only those of these sources.</param>
    /// <param name="after">The id that the page before ended with; null from the first on.</param>
    /// <param name="most">How many at most.</param>
    public Task<IReadOnlyList<ObservationRecord>> ListAsync(
        CycleKey key, TownshipId township, IReadOnlyList<SourceId> sources, string? after, int most, CancellationToken cancellation)
    {
        string filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {SubmissionRows.Partition(key, township)} and RowKey gt {SubmissionRows.ObservationKey(after ?? "")} and RowKey lt {$"{SubmissionRows.ObservationPrefix}~"}");
        string ofSources = string.Join(" or ", sources.Select(source => TableClient.CreateQueryFilter($"Source eq {source.Value}")));
        return rows.ListAsync($"{filter} and ({ofSources})", most, cancellation);
    }

    /// <summary>Stores an observation.</summary>
    /// <exception cref="ProblemException">The source's head, or the observation, was written since it was read: precondition failed.</exception>
    public async Task<ObservationRecord> PutAsync(CycleKey key, SourceHead head, ObservationRecord? current, ObservationRecord next, CancellationToken cancellation)
    {
        string partition = SubmissionRows.Partition(key, head.Township);
        string row = SubmissionRows.ObservationKey(next.Id);
        await table.WriteAsync(
            [
                new TableTransactionAction(TableTransactionActionType.UpdateMerge, SubmissionRows.Gate(partition, SubmissionRows.HeadKey(head.Source), isOpen: true), head.ETag),
                current is null ? rows.Add(partition, row, next) : rows.Replace(partition, row, next with { ETag = current.ETag }),
            ],
            cancellation);
        return next;
    }
}
