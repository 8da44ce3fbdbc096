using Yuekao.TestSupport;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]

namespace Azure.Data.Tables.Tests.Support;

/// <summary>A test with a table of its own on a real Azurite.</summary>
public abstract class TableTest(AzuriteFixture azurite) : IAsyncLifetime
{
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected string ConnectionString { get; } = azurite.ConnectionString;

    protected TableServiceClient Service { get; } = new(azurite.ConnectionString);

    protected TableClient Table => field ??= Service.GetTableClient(AzuriteFixture.UniqueName());

    public async ValueTask InitializeAsync() => await Table.CreateAsync(Cancel);

    public async ValueTask DisposeAsync()
    {
        await Table.DeleteAsync(CancellationToken.None);
        GC.SuppressFinalize(this);
    }

    /// <summary>Adds <paramref name="count"/> entities of one partition, their row keys in order.</summary>
    protected async Task AddManyAsync(string partition, int count)
    {
        foreach (int[] chunk in Enumerable.Range(0, count).Chunk(100))
        {
            IEnumerable<TableEntity> entities = chunk.Select(number => new TableEntity(partition, $"{number:D5}") { ["Number"] = number });
            await Table.SubmitTransactionAsync(entities.Select(entity => new TableTransactionAction(TableTransactionActionType.Add, entity)), Cancel);
        }
    }
}
