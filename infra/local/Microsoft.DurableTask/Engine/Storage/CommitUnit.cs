using Azure.Data.Tables;

namespace Microsoft.DurableTask.Local;

/// <summary>Rows of one partition that are written together or not at all.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Actions">At most <see cref="MaxActions"/>.</param>
/// <param name="Bytes">About how large they are on the wire.</param>
internal sealed record CommitUnit(string Partition, IReadOnlyList<TableTransactionAction> Actions, int Bytes)
{
    /// <summary>A transaction's limit.</summary>
    public const int MaxActions = 100;

    /// <summary>A transaction takes 4 MB, headers and all.</summary>
    public const int MaxBytes = 3 * 1024 * 1024;
}
