namespace Yuekao.Benchmarks.Anchors;

/// <summary>What a county month takes in durable steps and storage calls, in two parts; the anchor does just that. The county benchmark counts it on the app.</summary>
/// <param name="Pools">How many pools run side by side.</param>
/// <param name="Proposal">A pool's part from its last submission to its proposal.</param>
/// <param name="Notices">A pool's part from its decision to its notices.</param>
internal sealed record MonthSteps(int Pools, PhaseSteps Proposal, PhaseSteps Notices)
{
    /// <summary>As the county benchmark once counted it on the app: for the anchor alone.</summary>
    public static MonthSteps AsCounted { get; } = new(
        Pools: 7,
        new PhaseSteps(Activities: 3, Reads: 1, Transactions: 4, Rows: 15, RowBytes: 786, Blobs: 1, BlobBytes: 31_712),
        new PhaseSteps(Activities: 10, Reads: 2, Transactions: 8, Rows: 334, RowBytes: 1_355, Blobs: 1, BlobBytes: 28_425));
}

/// <summary>One part of a pool's month.</summary>
/// <param name="Activities">How many activities run, one after the other.</param>
/// <param name="Reads">How many times they read, tables or blobs.</param>
/// <param name="Transactions">How many times they write to tables.</param>
/// <param name="Rows">How many rows that are in all.</param>
/// <param name="RowBytes">How long a row is.</param>
/// <param name="Blobs">How many blobs they write.</param>
/// <param name="BlobBytes">How long a blob is.</param>
internal sealed record PhaseSteps(int Activities, int Reads, int Transactions, int Rows, int RowBytes, int Blobs, int BlobBytes)
{
    /// <summary>What one of the activities does, counted from 0: an even share, the first ones the rest.</summary>
    public PhaseSteps ShareOf(int activity)
    {
        int transactions = Part(Transactions, activity);
        return this with
        {
            Activities = 1,
            Reads = Part(Reads, activity),
            Transactions = transactions,
            Rows = Transactions == 0 ? 0 : transactions * Rows / Transactions,
            Blobs = Part(Blobs, activity),
        };
    }

    private int Part(int all, int activity) => (all / Activities) + (activity < all % Activities ? 1 : 0);
}
