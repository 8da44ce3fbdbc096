using Azure.Data.Tables;
using Microsoft.DurableTask.Client;

namespace Microsoft.DurableTask.Local;

/// <summary>OData filters over the rows of instances.</summary>
internal static class InstanceFilter
{
    /// <summary>What a starting hub has to look at.</summary>
    public static string Unfinished { get; } = $"({InstanceRow.Ended} eq false or {InstanceRow.Purging} eq true)";

    public static string ChildrenOf(string instanceId) => And(Column(InstanceRow.ParentId, TableClient.CreateQueryFilter($"eq {instanceId}")));

    public static string Matching(OrchestrationQuery query) => And(
        From(InstanceRow.CreatedAt, query.CreatedFrom), To(InstanceRow.CreatedAt, query.CreatedTo), AnyOf(query.Statuses), Prefix(query.InstanceIdPrefix));

    public static string EndedAmong(PurgeInstancesFilter filter) => And(
        $"{InstanceRow.Ended} eq true", From(InstanceRow.CreatedAt, filter.CreatedFrom), To(InstanceRow.CreatedAt, filter.CreatedTo), AnyOf(filter.Statuses));

    public static string EndedBetween(IEnumerable<OrchestrationRuntimeStatus>? statuses, DateTimeOffset? from, DateTimeOffset? to) => And(
        $"{InstanceRow.Ended} eq true", From(InstanceRow.CompletedAt, from), To(InstanceRow.CompletedAt, to), AnyOf(statuses));

    private static string And(params string?[] conditions) => string.Join(
        " and ", conditions.Prepend(TableClient.CreateQueryFilter($"PartitionKey eq {InstanceRow.Partition}")).Where(condition => condition is not null));

    private static string Column(string name, string comparison) => $"{name} {comparison}";

    private static string? From(string column, DateTimeOffset? time) => time is { } from ? Column(column, TableClient.CreateQueryFilter($"ge {from}")) : null;

    private static string? To(string column, DateTimeOffset? time) => time is { } to ? Column(column, TableClient.CreateQueryFilter($"le {to}")) : null;

    private static string? AnyOf(IEnumerable<OrchestrationRuntimeStatus>? statuses)
    {
        string[] any = [.. (statuses ?? []).Select(status => Column(InstanceRow.Status, TableClient.CreateQueryFilter($"eq {status.ToString()}")))];
        return any.Length == 0 ? null : $"({string.Join(" or ", any)})";
    }

    // Escaping works letter by letter, so that the keys of all ids with a prefix begin with the prefix's key.
    private static string? Prefix(string? prefix)
    {
        if (string.IsNullOrEmpty(prefix))
            return null;
        string from = StorageKey.Escape(prefix);
        string to = from[..^1] + (char)(from[^1] + 1);
        return TableClient.CreateQueryFilter($"(RowKey ge {from} and RowKey lt {to})");
    }
}
