namespace Yuekao.App.Stages.Collect;

/// <summary>Observations, beside the submissions of their township. A write touches the head of its source, so that it is in what ends, or is refused.</summary>
public sealed class ObservationStore(TableServiceClient tables)
{
    private readonly TableClient table = tables.GetTableClient(SubmissionTable.Name);
    private readonly Rows<ObservationRecord> rows = new(tables.GetTableClient(SubmissionTable.Name), (row, one) => row[nameof(one.Source)] = one.Source.Value);

    internal Task<ObservationRecord?> FindAsync(TownshipPlace place, string id, CancellationToken cancellation) =>
        rows.FindAsync(place.Partition, SubmissionRows.ObservationKey(id), cancellation);

    /// <summary>A page of a township's observations, by id.</summary>
    /// <param name="sources">Only those of these sources.</param>
    /// <param name="after">The id that the page before ended with; null from the first on.</param>
    internal Task<IReadOnlyList<ObservationRecord>> ListAsync(TownshipPlace place, IReadOnlyList<SourceId> sources, string? after, int most, CancellationToken cancellation)
    {
        (string first, string end) = (SubmissionRows.ObservationKey(after ?? ""), $"{SubmissionRows.ObservationPrefix}~");
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {place.Partition} and RowKey gt {first} and RowKey lt {end}");
        string ofSources = string.Join(" or ", sources.Select(source => TableClient.CreateQueryFilter($"Source eq {source.Value}")));
        return rows.ListAsync($"{filter} and ({ofSources})", most, cancellation);
    }

    /// <exception cref="ProblemException">The source's head, or the observation, was written since it was read: precondition failed.</exception>
    internal async Task<ObservationRecord> PutAsync(SourcePlace place, SourceHead head, ObservationRecord? current, ObservationRecord next, CancellationToken cancellation)
    {
        string row = SubmissionRows.ObservationKey(next.Id);
        await table.WriteAsync(
            [
                SubmissionRows.Merge(SubmissionRows.Gate(place.Context.Key, place.Township.Id, place.Source, isOpen: true), head.ETag),
                current is null ? rows.Add(place.Partition, row, next) : rows.Replace(place.Partition, row, next with { ETag = current.ETag }),
            ],
            cancellation);
        return next;
    }
}
