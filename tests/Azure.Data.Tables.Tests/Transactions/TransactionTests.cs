using Azure.Data.Tables.Models;
using Azure.Data.Tables.Tests.Support;
using Yuekao.TestSupport;
using static Azure.Data.Tables.TableTransactionActionType;

namespace Azure.Data.Tables.Tests.Transactions;

public sealed class TransactionTests(AzuriteFixture azurite) : TableTest(azurite)
{
    [Fact]
    public async Task SubmitTransactionAsync_EveryActionType_DoesEach()
    {
        foreach (string row in new[] { "merge", "replace", "delete", "upsertMerge", "upsertReplace" })
            await Table.AddEntityAsync(new TableEntity("p", row) { ["Old"] = 1 }, Cancel);

        Response<IReadOnlyList<Response>> answer = await Table.SubmitTransactionAsync(
            [
                Action(Add, "add"), Action(UpdateMerge, "merge"), Action(UpdateReplace, "replace"), Action(Delete, "delete"),
                Action(UpsertMerge, "upsertMerge"), Action(UpsertReplace, "upsertReplace"),
                Action(UpsertMerge, "newMerge"), Action(UpsertReplace, "newReplace"),
            ],
            Cancel);

        Dictionary<string, TableEntity> stored = Table.Query<TableEntity>(cancellationToken: Cancel).ToDictionary(entity => entity.RowKey);
        Assert.Equal(["add", "merge", "newMerge", "newReplace", "replace", "upsertMerge", "upsertReplace"], stored.Keys);
        Assert.All(stored.Values, entity => Assert.Equal(2, entity.GetInt32("New")));
        Assert.Equal(["merge", "upsertMerge"], stored.Where(entity => entity.Value.ContainsKey("Old")).Select(entity => entity.Key));
        Assert.All(answer.Value, part => Assert.Equal(204, part.Status));
        string[] rows = ["add", "merge", "replace", "delete", "upsertMerge", "upsertReplace", "newMerge", "newReplace"];
        Assert.Equal(rows.Select(row => stored.GetValueOrDefault(row)?.ETag), answer.Value.Select(part => part.Headers.ETag));
    }

    [Fact]
    public async Task SubmitTransactionAsync_OneHundredActions_DoesAll()
    {
        Response<IReadOnlyList<Response>> answer = await Table.SubmitTransactionAsync(Enumerable.Range(0, 100).Select(row => Action(Add, $"{row:D3}")), Cancel);

        Assert.Equal(202, answer.GetRawResponse().Status);
        Assert.Equal(100, answer.Value.Count);
        Assert.Equal(100, Table.Query<TableEntity>(cancellationToken: Cancel).Count());
    }

    [Fact]
    public void SubmitTransaction_Synchronously_DoesTheSame()
    {
        Response<IReadOnlyList<Response>> answer = Table.SubmitTransaction([Action(Add, "a"), Action(Add, "b")], Cancel);

        Assert.Equal([204, 204], answer.Value.Select(part => part.Status));
        Assert.Throws<TableTransactionFailedException>(() => Table.SubmitTransaction([Action(Add, "a")], Cancel));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(49)]
    public async Task SubmitTransactionAsync_OneActionFails_NamesItAndChangesNothing(int failing)
    {
        await Table.AddEntityAsync(new TableEntity("p", "taken") { ["Old"] = 1 }, Cancel);
        TableTransactionAction[] actions = [.. Enumerable.Range(0, 50).Select(row => Action(Add, row == failing ? "taken" : $"{row:D3}"))];

        TableTransactionFailedException failure = await Assert.ThrowsAsync<TableTransactionFailedException>(
            () => Table.SubmitTransactionAsync(actions, Cancel));

        Assert.Equal(failing, failure.FailedTransactionActionIndex);
        Assert.Equal(409, failure.Status);
        Assert.True(failure.ErrorCode == TableErrorCode.EntityAlreadyExists);
        Assert.False(Assert.Single(Table.Query<TableEntity>(cancellationToken: Cancel)).ContainsKey("New"));
    }

    [Theory]
    [InlineData(UpdateMerge)]
    [InlineData(UpdateReplace)]
    [InlineData(Delete)]
    public async Task SubmitTransactionAsync_MissingEntity_Fails404(TableTransactionActionType type)
    {
        TableTransactionFailedException failure = await Assert.ThrowsAsync<TableTransactionFailedException>(
            () => Table.SubmitTransactionAsync([Action(UpsertMerge, "other"), Action(type, "nobody")], Cancel));

        Assert.Equal((1, 404), (failure.FailedTransactionActionIndex, failure.Status));
        Assert.True(failure.ErrorCode == TableErrorCode.ResourceNotFound);
        Assert.Empty(Table.Query<TableEntity>(cancellationToken: Cancel));
    }

    [Theory]
    [InlineData(UpdateMerge)]
    [InlineData(UpdateReplace)]
    [InlineData(Delete)]
    public async Task SubmitTransactionAsync_OldETag_Fails412(TableTransactionActionType type)
    {
        ETag old = (await Table.AddEntityAsync(new TableEntity("p", "r"), Cancel)).Headers.ETag!.Value;
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = 1 }, cancellationToken: Cancel);

        TableTransactionFailedException failure = await Assert.ThrowsAsync<TableTransactionFailedException>(
            () => Table.SubmitTransactionAsync([Action(type, "r", old)], Cancel));

        Assert.Equal((0, 412), (failure.FailedTransactionActionIndex, failure.Status));
        Assert.True(failure.ErrorCode == TableErrorCode.UpdateConditionNotSatisfied);
    }

    [Theory]
    [InlineData(UpdateMerge)]
    [InlineData(UpdateReplace)]
    [InlineData(Delete)]
    public async Task SubmitTransactionAsync_CurrentOrAnyETag_Succeeds(TableTransactionActionType type)
    {
        ETag current = (await Table.AddEntityAsync(new TableEntity("p", "r"), Cancel)).Headers.ETag!.Value;
        await Table.AddEntityAsync(new TableEntity("p", "s"), Cancel);
        await Table.AddEntityAsync(new TableEntity("p", "t"), Cancel);

        Response<IReadOnlyList<Response>> answer = await Table.SubmitTransactionAsync(
            [Action(type, "r", current), Action(type, "s", ETag.All), Action(type, "t")], Cancel);

        Assert.All(answer.Value, part => Assert.Equal(204, part.Status));
    }

    [Fact]
    public async Task SubmitTransactionAsync_EntityTwice_FailsAtTheSecond()
    {
        TableTransactionFailedException failure = await Assert.ThrowsAsync<TableTransactionFailedException>(
            () => Table.SubmitTransactionAsync([Action(Add, "a"), Action(Add, "b"), Action(UpsertMerge, "a")], Cancel));

        Assert.Equal((2, 400), (failure.FailedTransactionActionIndex, failure.Status));
        Assert.True(failure.ErrorCode == TableErrorCode.InvalidDuplicateRow);
        Assert.Empty(Table.Query<TableEntity>(cancellationToken: Cancel));
    }

    [Fact]
    public async Task SubmitTransactionAsync_NoSuchTable_Fails()
    {
        TableTransactionFailedException failure = await Assert.ThrowsAsync<TableTransactionFailedException>(
            () => Service.GetTableClient(AzuriteFixture.UniqueName()).SubmitTransactionAsync([Action(Add, "a")], Cancel));

        Assert.Equal(404, failure.Status);
        Assert.True(failure.ErrorCode == TableErrorCode.TableNotFound);
    }

    [Fact]
    public async Task SubmitTransactionAsync_Empty_Throws() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Table.SubmitTransactionAsync([], Cancel));

    [Fact]
    public async Task SubmitTransactionAsync_101Actions_IsRefused()
    {
        TableTransactionFailedException failure = await Assert.ThrowsAsync<TableTransactionFailedException>(
            () => Table.SubmitTransactionAsync(Enumerable.Range(0, 101).Select(row => Action(Add, $"{row}")), Cancel));

        Assert.Equal((400, "InvalidInput"), (failure.Status, failure.ErrorCode));
        Assert.Empty(Table.Query<TableEntity>(cancellationToken: Cancel));
    }

    [Fact]
    public async Task SubmitTransactionAsync_TwoPartitions_IsRefusedAsAzureDoes()
    {
        TableTransactionFailedException failure = await Assert.ThrowsAsync<TableTransactionFailedException>(
            () => Table.SubmitTransactionAsync([new(Add, new TableEntity("p", "a")), new(Add, new TableEntity("q", "a"))], Cancel));

        Assert.Equal((1, 400, "CommandsInBatchActOnDifferentPartitions"), (failure.FailedTransactionActionIndex, failure.Status, failure.ErrorCode));
        Assert.Empty(Table.Query<TableEntity>(cancellationToken: Cancel));
    }

    [Fact]
    public async Task SubmitTransactionAsync_NullKey_IsRefused()
    {
        TableTransactionFailedException failure = await Assert.ThrowsAsync<TableTransactionFailedException>(
            () => Table.SubmitTransactionAsync([Action(Add, "a"), new(Add, new TableEntity("p", null))], Cancel));

        Assert.Equal((1, "PropertiesNeedValue"), (failure.FailedTransactionActionIndex, failure.ErrorCode));
    }

    [Fact]
    public async Task SubmitTransactionAsync_NearlyFourMegabytes_DoesAll()
    {
        string big = new('a', 32 * 1024);
        IEnumerable<TableEntity> entities = Enumerable.Range(0, 100).Select(row => new TableEntity("p", $"{row:D3}") { ["V"] = big });
        await Table.SubmitTransactionAsync(entities.Select(entity => new TableTransactionAction(Add, entity)), Cancel);

        Assert.All(Table.Query<TableEntity>(cancellationToken: Cancel), entity => Assert.Equal(big, entity.GetString("V")));
    }

    [Fact]
    public void TableTransactionAction_NullEntity_Throws() => Assert.Throws<ArgumentNullException>(() => new TableTransactionAction(Add, null));

    private static TableTransactionAction Action(TableTransactionActionType type, string row, ETag etag = default) =>
        new(type, new TableEntity("p", row) { ["New"] = 2 }, etag);
}
