using System.Globalization;

namespace Azure.Data.Tables.Transactions;

/// <summary>What makes a list of actions a transaction. Azure refuses what breaks these rules; an emulator may not.</summary>
/// <remarks>https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions.</remarks>
internal static class TransactionRules
{
    internal const int MaximumActions = 100;

    internal static void Check(IReadOnlyList<TableTransactionAction> actions)
    {
        if (actions.Count == 0)
            throw new InvalidOperationException("A transaction needs at least one action.");
        for (int index = 0; index < actions.Count; index++)
        {
            ITableEntity entity = actions[index].Entity;
            if (entity.PartitionKey is null || entity.RowKey is null)
                throw Refusal(index, "PropertiesNeedValue", "The values are not specified for all properties in the entity.");
            if (entity.PartitionKey != actions[0].Entity.PartitionKey)
                throw Refusal(index, "CommandsInBatchActOnDifferentPartitions", "All commands in a batch must operate on same entity group.");
        }

        if (actions.Count > MaximumActions)
            throw Refusal(MaximumActions - 1, "InvalidInput", "The batch request operation exceeds the maximum 100 changes per change set.");
    }

    private static TableTransactionFailedException Refusal(int index, string code, string message) =>
        new(new RequestFailedException(400, string.Create(CultureInfo.InvariantCulture, $"{index}:{message}"), code, innerException: null));
}
