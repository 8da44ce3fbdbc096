using Azure;

namespace Yuekao.App.Stages.Collect;

public sealed class VersionStore(TableServiceClient tables)
{
    private readonly TableClient table = tables.GetTableClient(SubmissionTable.Name);

    /// <exception cref="ProblemException">Collecting was not opened: rule broken.</exception>
    internal async Task<SourceHead> RequireHeadAsync(SourcePlace place, CancellationToken cancellation) =>
        await FindHeadAsync(place, cancellation) ?? throw CollectingRules.NotOpened();

    /// <summary>Null where collecting was not opened, and nothing was observed before.</summary>
    internal async Task<SourceHead?> FindHeadAsync(SourcePlace place, CancellationToken cancellation)
    {
        NullableResponse<TableEntity> row = await table.GetEntityIfExistsAsync<TableEntity>(
            place.Partition, SubmissionRows.HeadKey(place.Source), SubmissionRows.HeadColumns, cancellation);
        return row.HasValue ? SubmissionRows.ReadHead(row.Value!, place.Township.Id) : null;
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
    internal async Task<SourceHead> AppendAsync(SourcePlace place, SourceHead current, DocumentVersion next, Submission content, bool isFinal, CancellationToken cancellation)
    {
        CycleKey key = place.Context.Key;
        TableEntity head = SubmissionRows.Submission(key, place.Partition, SubmissionRows.HeadKey(place.Source), next, content, isFinal);
        TableEntity version = SubmissionRows.Submission(key, place.Partition, SubmissionRows.VersionKey(place.Source, next.Version), next, content);
        await table.WriteAsync([new(TableTransactionActionType.UpdateReplace, head, current.ETag), new(TableTransactionActionType.Add, version)], cancellation);
        return current with { Version = next, Last = next.Version, IsReturned = false, IsFinal = isFinal };
    }

    /// <summary>Says that a source is done, or is not; and where the meeting returned what it reported, that it stands by it.</summary>
    /// <exception cref="ProblemException">The head was written since it was read: precondition failed.</exception>
    internal async Task<SourceHead> MarkAsync(SourcePlace place, SourceHead current, bool isFinal, CancellationToken cancellation)
    {
        TableEntity marked = SubmissionRows.Mark(place.Context.Key, place.Township.Id, place.Source, isReturned: false, isFinal);
        await table.WriteAsync([SubmissionRows.Merge(marked, current.ETag)], cancellation);
        return current with { IsReturned = false, IsFinal = isFinal };
    }
}
