using Azure;

namespace Yuekao.App.Stages.Collect;

/// <summary>The versions of sources' submissions: the one that counts, and all that were ever stored.</summary>
public sealed class VersionStore(TableServiceClient tables)
{
    private readonly TableClient table = tables.GetTableClient(SubmissionTable.Name);

    /// <summary>A source's head, without its readings.</summary>
    /// <exception cref="ProblemException">Collecting was not opened: rule broken.</exception>
    public async Task<SourceHead> RequireHeadAsync(CycleKey key, TownshipId township, SourceId source, CancellationToken cancellation)
    {
        NullableResponse<TableEntity> row = await table.GetEntityIfExistsAsync<TableEntity>(
            SubmissionRows.Partition(key, township), SubmissionRows.HeadKey(source), SubmissionRows.HeadColumns, cancellation);
        return row.HasValue ? SubmissionRows.ReadHead(row.Value!, township) : throw CollectedPools.NotOpened();
    }

    /// <summary>A source's submission as it counts, or one of its versions; null where there is none.</summary>
    public async Task<Versioned<Submission>?> FindAsync(CycleKey key, TownshipId township, SourceId source, int? version, CancellationToken cancellation)
    {
        string row = version is { } number ? SubmissionRows.VersionKey(source, number) : SubmissionRows.HeadKey(source);
        NullableResponse<TableEntity> found = await table.GetEntityIfExistsAsync<TableEntity>(SubmissionRows.Partition(key, township), row, cancellationToken: cancellation);
        return found.HasValue && SubmissionRows.ReadVersion(found.Value!) is { } stored ? new Versioned<Submission>(stored, SubmissionRows.ReadContent(found.Value!)) : null;
    }

    /// <summary>A page of a submission's versions, the newest first.</summary>
    /// <param name="key">The cycle.</param>
    /// <param name="newest">The newest version of the page.</param>
    /// <param name="most">How many at most.</param>
    public async Task<IReadOnlyList<DocumentVersion>> ListAsync(CycleKey key, TownshipId township, SourceId source, int newest, int most, CancellationToken cancellation)
    {
        // Numbers have no gaps, and tables list in ascending order only.
        string first = SubmissionRows.VersionKey(source, Math.Max(newest - most + 1, 1));
        string filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {SubmissionRows.Partition(key, township)} and RowKey ge {first} and RowKey le {SubmissionRows.VersionKey(source, newest)}");
        List<TableEntity> rows = await table.QueryAsync<TableEntity>(filter, select: SubmissionRows.HeadColumns, cancellationToken: cancellation).ToListAsync(cancellation);
        return [.. rows.Select(row => SubmissionRows.ReadVersion(row)!).Reverse()];
    }

    /// <summary>Stores the next version, which counts from then on.</summary>
    /// <exception cref="ProblemException">The head was written since it was read: precondition failed.</exception>
    public async Task<SourceHead> AppendAsync(CycleKey key, SourceHead current, DocumentVersion next, Submission content, CancellationToken cancellation)
    {
        string partition = SubmissionRows.Partition(key, current.Township);
        TableEntity head = SubmissionRows.Submission(partition, SubmissionRows.HeadKey(current.Source), next, content);
        TableEntity version = SubmissionRows.Submission(partition, SubmissionRows.VersionKey(current.Source, next.Version), next, content);
        await table.WriteAsync(
            [
                new TableTransactionAction(TableTransactionActionType.UpdateReplace, head, current.ETag),
                new TableTransactionAction(TableTransactionActionType.Add, version),
            ],
            cancellation);
        return current with { Version = next, IsReturned = false };
    }

    /// <summary>Says that a source stands by what the meeting returned.</summary>
    /// <exception cref="ProblemException">The head was written since it was read: precondition failed.</exception>
    public async Task<SourceHead> ConfirmAsync(CycleKey key, SourceHead current, CancellationToken cancellation)
    {
        TableEntity answered = SubmissionRows.Return(SubmissionRows.Partition(key, current.Township), current.Source, isReturned: false);
        await table.WriteAsync([new TableTransactionAction(TableTransactionActionType.UpdateMerge, answered, current.ETag)], cancellation);
        return current with { IsReturned = false };
    }
}
