using Microsoft.DurableTask.Client;

namespace Microsoft.DurableTask.Local;

/// <summary>Questions about instances. Live ones answer themselves; for lists what is written behind is written first.</summary>
internal sealed class InstanceQueries(HubServices hub)
{
    private const int MaxPageSize = 1000;

    public async Task<InstanceRecord?> FindAsync(string instanceId, bool withPayloads, CancellationToken cancellation)
    {
        if (hub.Directory.Find(instanceId) is { } live)
            return live.Record;
        InstanceRecord? record = await hub.Storage.Instances.FindAsync(instanceId, cancellation);
        if (record is null or { Purging: true })
            return null;
        if (withPayloads)
            await hub.Storage.Payloads.FillAsync(record.Payloads, cancellation);
        return record;
    }

    public AsyncPageable<OrchestrationMetadata> List(OrchestrationQuery query)
    {
        bool elsewhere = query.TaskHubNames?.Any() == true && !query.TaskHubNames.Contains(hub.Options.HubName, StringComparer.OrdinalIgnoreCase);
        string filter = InstanceFilter.Matching(query);
        return Pageable.Create<OrchestrationMetadata>(async (token, size, cancellation) =>
        {
            if (elsewhere)
                return new Page<OrchestrationMetadata>([]);
            Page<InstanceRecord> page = await PageAsync(filter, size ?? query.PageSize, token ?? query.ContinuationToken, cancellation);
            if (query.FetchInputsAndOutputs)
                await hub.Storage.Payloads.FillAsync(page.Values.SelectMany(record => record.Payloads), cancellation);
            DataConverter? converter = query.FetchInputsAndOutputs ? hub.Options.Converter : null;
            return new Page<OrchestrationMetadata>([.. page.Values.Select(record => record.ToMetadata(converter))], page.ContinuationToken);
        });
    }

    public async Task<Page<string>> ListIdsAsync(string filter, int pageSize, string? continuationToken, CancellationToken cancellation)
    {
        Page<InstanceRecord> page = await PageAsync(filter, pageSize, continuationToken, cancellation);
        return new Page<string>([.. page.Values.Select(record => record.InstanceId)], page.ContinuationToken);
    }

    private async Task<Page<InstanceRecord>> PageAsync(string filter, int size, string? token, CancellationToken cancellation)
    {
        await hub.Projection.FlushAsync(cancellation);
        await foreach (Page<InstanceRecord> page in hub.Storage.Instances.QueryAsync(filter, Math.Clamp(size, 1, MaxPageSize), token, cancellation))
            return new Page<InstanceRecord>([.. page.Values.Where(record => !record.Purging)], page.ContinuationToken);
        return new Page<InstanceRecord>([]);
    }
}
