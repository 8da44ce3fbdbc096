namespace Yuekao.App.Tell;

/// <summary>An item on its way by a lane.</summary>
/// <param name="Number">What a group's chat shows below it: drawn once, so that it says nothing about the item.</param>
/// <param name="Attempts">How often it was put off.</param>
/// <param name="NotBefore">When it may be tried.</param>
public sealed record OutboxItem(
    OutgoingKind Kind, CycleKey Key, PoolId? Pool, string Item, string? Township, Urgency Urgency, string Number, DateTimeOffset At, DateTimeOffset NotBefore, int Attempts = 0);

/// <summary>
/// What waits to be sent, lane by lane. Partition: the lane; row <c>to-do|urgency|at|id</c> while it waits, so that the most urgent, then the oldest is first,
/// and row <c>id|id</c> for good. Both are added in one transaction, which fails where the second is there: an item goes once by a lane, however often it is added.
/// </summary>
public sealed class OutboxStore(TableServiceClient tables)
{
    public const string Table = "Outbox";

    // A transaction takes 100 rows, and an item is two.
    private const int AtOnce = 50;
    private const string ToDo = "to-do|";
    private const string BehindToDo = "to-do}";

    private readonly TableClient table = tables.GetTableClient(Table);
    private readonly Rows<OutboxItem> rows = new(tables.GetTableClient(Table), (row, item) => row[nameof(item.NotBefore)] = item.NotBefore);

    /// <summary>Adds items, each unless it was added before: one storage call for 50, and one each where some of them were.</summary>
    public async Task AddAsync(Lane lane, IReadOnlyList<OutboxItem> items, CancellationToken cancellation)
    {
        foreach (OutboxItem[] some in items.Chunk(AtOnce))
        {
            if (await TryAddAsync(lane, some, cancellation) || some.Length == 1)
                continue;
            foreach (OutboxItem one in some)
                await TryAddAsync(lane, [one], cancellation);
        }
    }

    /// <summary>What goes next by a lane, in order.</summary>
    public Task<IReadOnlyList<OutboxItem>> NextAsync(Lane lane, DateTimeOffset now, int most, CancellationToken cancellation) => rows.ListAsync(
        TableClient.CreateQueryFilter($"PartitionKey eq {lane.Id} and RowKey ge {ToDo} and RowKey lt {BehindToDo} and NotBefore le {now}"), most, cancellation);

    /// <summary>When something that waits may be tried; null where nothing waits.</summary>
    public async Task<DateTimeOffset?> NextTimeAsync(Lane lane, CancellationToken cancellation)
    {
        // No more of each row than it asks for: after an outage many wait.
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {lane.Id} and RowKey ge {ToDo} and RowKey lt {BehindToDo}");
        return await table.QueryAsync<TableEntity>(filter, select: [nameof(OutboxItem.NotBefore)], cancellationToken: cancellation)
            .Select(row => row.GetDateTimeOffset(nameof(OutboxItem.NotBefore))).MinAsync(cancellationToken: cancellation);
    }

    /// <summary>Strikes off what need not be tried again, and keeps the rest as it is now: in one storage call.</summary>
    public Task SettleAsync(Lane lane, IEnumerable<OutboxItem> done, IEnumerable<OutboxItem> putOff, CancellationToken cancellation) => table.SubmitTransactionAsync(
        [
            .. done.Select(item => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(lane.Id, RowOf(item)))),
            .. putOff.Select(item => rows.Put(lane.Id, RowOf(item), item)),
        ], cancellation);

    private Task<bool> TryAddAsync(Lane lane, IReadOnlyList<OutboxItem> items, CancellationToken cancellation) => table.TryWriteAsync(
        [.. items.SelectMany(item => new[] { new(TableTransactionActionType.Add, new TableEntity(lane.Id, $"id|{IdOf(item)}")), rows.Add(lane.Id, RowOf(item), item) })], cancellation);

    private static string IdOf(OutboxItem item) => $"{item.Kind}|{item.Key}|{item.Item}";
    private static string RowOf(OutboxItem item) => string.Create(CultureInfo.InvariantCulture, $"{ToDo}{(int)item.Urgency}|{item.At.UtcTicks:D19}|{IdOf(item)}");
}
