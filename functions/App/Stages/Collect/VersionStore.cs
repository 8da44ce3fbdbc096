using Azure;

namespace Yuekao.App.Stages.Collect;

public sealed class VersionStore(TableServiceClient tables)
{
    private readonly TableClient table = tables.GetTableClient(SubmissionTable.Name);

    /// <exception cref="ProblemException">Collecting was not opened: rule broken.</exception>
    internal async Task<SourceHead> RequireHeadAsync(SourcePlace place, CancellationToken cancellation)
    {
        NullableResponse<TableEntity> row = await table.GetEntityIfExistsAsync<TableEntity>(
            place.Partition, SubmissionRows.HeadKey(place.Source), SubmissionRows.HeadColumns, cancellation);
        return row.HasValue ? SubmissionRows.ReadHead(row.Value!, place.Township.Id) : throw CollectingRules.NotOpened();
    }

    /// <summary>A source's submission as it counts, or one of its versions; null where there is none.</summary>
    internal async Task<Versioned<Submission>?> FindAsync(SourcePlace place, int? version, CancellationToken cancellation)
    {
        string row = version is { } number ? SubmissionRows.VersionKey(place.Source, number) : SubmissionRows.HeadKey(place.Source);
        NullableResponse<TableEntity> found = await table.GetEntityIfExistsAsync<TableEntity>(place.Partition, row, cancellationToken: cancellation);
        return found.HasValue && SubmissionRows.ReadVersion(found.Value!) is { } stored ? new Versioned<Submission>(stored, JsonRow.Read<Submission>(found.Value!)) : null;
    }

    /// <summary>A page of a submission's versions, from the newest that is asked for down.</summary>
    internal async Task<IReadOnlyList<DocumentVersion>> ListAsync(SourcePlace place, int newest, int most, CancellationToken cancellation)
    {
        // Numbers have no gaps, and tables list in ascending order only.
        (string first, string last) = (SubmissionRows.VersionKey(place.Source, Math.Max(newest - most + 1, 1)), SubmissionRows.VersionKey(place.Source, newest));
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {place.Partition} and RowKey ge {first} and RowKey le {last}");
        List<TableEntity> rows = await table.QueryAsync<TableEntity>(filter, select: SubmissionRows.HeadColumns, cancellationToken: cancellation).ToListAsync(cancellation);
        return [.. rows.Select(row => SubmissionRows.ReadVersion(row)!).Reverse()];
    }

    /// <summary>Stores the next version, which counts from then on.</summary>
    /// <exception cref="ProblemException">The head was written since it was read: precondition failed.</exception>
    internal async Task<SourceHead> AppendAsync(SourcePlace place, SourceHead current, DocumentVersion next, Submission content, CancellationToken cancellation)
    {
        TableEntity head = SubmissionRows.Submission(place.Partition, SubmissionRows.HeadKey(place.Source), next, content);
        TableEntity version = SubmissionRows.Submission(place.Partition, SubmissionRows.VersionKey(place.Source, next.Version), next, content);
        await table.WriteAsync([new(TableTransactionActionType.UpdateReplace, head, current.ETag), new(TableTransactionActionType.Add, version)], cancellation);
        return current with { Version = next, IsReturned = false };
    }

    /// <summary>Says that a source stands by what the meeting returned.</summary>
    /// <exception cref="ProblemException">The head was written since it was read: precondition failed.</exception>
    internal async Task<SourceHead> ConfirmAsync(SourcePlace place, SourceHead current, CancellationToken cancellation)
    {
        TableEntity answered = SubmissionRows.Return(place.Context.Key, place.Township.Id, place.Source, isReturned: false);
        await table.WriteAsync([SubmissionRows.Merge(answered, current.ETag)], cancellation);
        return current with { IsReturned = false };
    }
}
