namespace Yuekao.App.Stages.Judging;

/// <summary>The ballots of all cycles, beside the sheets: rows <c>box</c> and <c>vote|id</c> of a <see cref="SheetKey"/>'s partition, changed together or not at all.</summary>
public sealed class BallotStore(TableServiceClient tables)
{
    private const string BoxRow = "box";
    private const string VotePrefix = "vote|";

    private readonly TableClient table = tables.GetTableClient(SheetStore.Table);
    private readonly Rows<BallotBox> boxes = new(tables.GetTableClient(SheetStore.Table));
    private readonly Rows<BallotVote> votes = new(tables.GetTableClient(SheetStore.Table));

    /// <summary>Null before the first ballot.</summary>
    public Task<BallotBox?> FindBoxAsync(SheetKey key, CancellationToken cancellation) => boxes.FindAsync(key.Partition, BoxRow, cancellation);

    /// <summary>Null where somebody has not voted.</summary>
    public Task<BallotVote?> FindVoteAsync(SheetKey key, JudgeId voter, CancellationToken cancellation) => votes.FindAsync(key.Partition, $"{VotePrefix}{voter}", cancellation);

    /// <summary>Who has voted: one query.</summary>
    public Task<IReadOnlyList<BallotVote>> ListVotesAsync(SheetKey key, CancellationToken cancellation) =>
        votes.ListAsync($"PartitionKey eq {key.Partition} and RowKey ge {VotePrefix} and RowKey lt {$"{VotePrefix}~"}", cancellation);

    /// <summary>Puts a ballot into the box, and its voter on the list of those who have voted.</summary>
    /// <exception cref="ProblemException">Another was put in since the box was read, or the voter has voted: for <see cref="StorageRaces.RetryAsync"/> to look again.</exception>
    public async Task<BallotVote> CastAsync(SheetKey key, BallotBox? before, BallotBox next, BallotVote vote, CancellationToken cancellation)
    {
        await table.WriteAsync([Write(key, before, next), votes.Add(key.Partition, $"{VotePrefix}{vote.Voter}", vote)], cancellation);
        return vote;
    }

    /// <summary>Opens or closes the box with just what was read to be in it; false where a ballot was put in since.</summary>
    public Task<bool> TryOpenAsync(SheetKey key, BallotBox? before, bool isOpen, CancellationToken cancellation)
    {
        BallotBox next = (before ?? BallotBox.Empty) with { IsOpen = isOpen, ETag = before?.ETag ?? default };
        return table.TryWriteAsync([Write(key, before, next)], cancellation);
    }

    private TableTransactionAction Write(SheetKey key, BallotBox? before, BallotBox next) =>
        before is null ? boxes.Add(key.Partition, BoxRow, next) : boxes.Replace(key.Partition, BoxRow, next);
}
