using Azure;
using Azure.Data.Tables;
using Yuekao.App.Cycles;

namespace Yuekao.App.Submissions.Storage;

/// <summary>The waivers of pools: one row a pool.</summary>
public sealed class WaiverStore(TableServiceClient tables)
{
    private readonly TableClient table = tables.GetTableClient(SubmissionTable.Name);

    /// <summary>A pool's waivers.</summary>
    /// <exception cref="Problems.ProblemException">Collecting was not opened: rule broken.</exception>
    public async Task<PoolWaivers> RequireAsync(CycleKey key, PoolId pool, CancellationToken cancellation)
    {
        NullableResponse<TableEntity> row = await table.GetEntityIfExistsAsync<TableEntity>(SubmissionRows.Partition(key, pool), SubmissionRows.Waivers, cancellationToken: cancellation);
        return row.HasValue ? SubmissionRows.ReadWaivers(row.Value!) : throw SubmissionStore.NotOpened();
    }

    /// <summary>Replaces a pool's waivers.</summary>
    /// <exception cref="Problems.ProblemException">They were written since they were read: precondition failed.</exception>
    public async Task<IReadOnlyList<WaiverRecord>> PutAsync(CycleKey key, PoolId pool, PoolWaivers current, IReadOnlyList<WaiverRecord> next, CancellationToken cancellation)
    {
        TableEntity row = SubmissionRows.WaiversRow(SubmissionRows.Partition(key, pool), next);
        await table.WriteAsync([new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, current.ETag)], cancellation);
        return next;
    }
}
