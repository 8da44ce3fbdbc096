using Azure.Data.Tables.Models;
using Azure.Data.Tables.Tests.Support;
using Yuekao.TestSupport;

namespace Azure.Data.Tables.Tests;

public sealed class EntityOperationTests(AzuriteFixture azurite) : TableTest(azurite)
{
    [Fact]
    public async Task AddEntityAsync_NewKeys_StoresItAndAnswersItsETag()
    {
        Response added = await Table.AddEntityAsync(new TableEntity("p", "r") { ["Score"] = 90 }, Cancel);

        TableEntity stored = await Table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Cancel);
        Assert.Equal(204, added.Status);
        Assert.Equal(90, stored.GetInt32("Score"));
        Assert.Equal(added.Headers.ETag, stored.ETag);
        Assert.NotNull(stored.Timestamp);
    }

    [Fact]
    public async Task AddEntityAsync_KeysTaken_Fails409AndChangesNothing()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Score"] = 1 }, Cancel);

        RequestFailedException failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => Table.AddEntityAsync(new TableEntity("p", "r") { ["Score"] = 2 }, Cancel));

        Assert.Equal(409, failure.Status);
        Assert.True(failure.ErrorCode == TableErrorCode.EntityAlreadyExists);
        Assert.Equal(1, Table.GetEntity<TableEntity>("p", "r", cancellationToken: Cancel).Value.GetInt32("Score"));
    }

    [Fact]
    public async Task AddEntityAsync_NoSuchTable_Fails404()
    {
        RequestFailedException failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => Service.GetTableClient(AzuriteFixture.UniqueName()).AddEntityAsync(new TableEntity("p", "r"), Cancel));

        Assert.Equal(404, failure.Status);
        Assert.True(failure.ErrorCode == TableErrorCode.TableNotFound);
    }

    [Fact]
    public async Task AddEntityAsync_NullKey_ThrowsBeforeSending()
    {
        await Assert.ThrowsAsync<ArgumentNullException>(() => Table.AddEntityAsync(new TableEntity("p", null), Cancel));
        await Assert.ThrowsAsync<ArgumentNullException>(() => Table.AddEntityAsync<TableEntity>(null!, Cancel));
    }

    [Fact]
    public async Task GetEntityAsync_Missing_Fails404()
    {
        RequestFailedException failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => Table.GetEntityAsync<TableEntity>("p", "nobody", cancellationToken: Cancel));

        Assert.Equal(404, failure.Status);
        Assert.True(failure.ErrorCode == TableErrorCode.ResourceNotFound);
        Assert.NotNull(failure.GetRawResponse());
    }

    [Fact]
    public async Task GetEntityAsync_Select_ReadsOnlyThose()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2 }, Cancel);

        TableEntity read = await Table.GetEntityAsync<TableEntity>("p", "r", ["A"], Cancel);

        Assert.Equal(1, read.GetInt32("A"));
        Assert.False(read.ContainsKey("B"));
        Assert.NotEqual(default, read.ETag);
    }

    [Fact]
    public async Task GetEntityIfExistsAsync_Missing_HasNoValue()
    {
        NullableResponse<TableEntity> found = await Table.GetEntityIfExistsAsync<TableEntity>("p", "nobody", cancellationToken: Cancel);

        Assert.False(found.HasValue);
        Assert.Equal(404, found.GetRawResponse().Status);
        Assert.Throws<InvalidOperationException>(() => found.Value);
    }

    [Fact]
    public async Task GetEntityIfExistsAsync_NoSuchTable_HasNoValue()
    {
        TableClient nowhere = Service.GetTableClient(AzuriteFixture.UniqueName());

        Assert.False((await nowhere.GetEntityIfExistsAsync<TableEntity>("p", "r", cancellationToken: Cancel)).HasValue);
    }

    [Fact]
    public async Task GetEntityIfExistsAsync_Present_HasValue()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 }, Cancel);

        NullableResponse<TableEntity> found = await Table.GetEntityIfExistsAsync<TableEntity>("p", "r", cancellationToken: Cancel);

        Assert.True(found.HasValue);
        Assert.Equal(1, found.Value!.GetInt32("A"));
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge, true)]
    [InlineData(TableUpdateMode.Replace, false)]
    public async Task UpdateEntityAsync_Mode_KeepsOrDropsWhatIsNotSent(TableUpdateMode mode, bool keeps)
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 1 }, Cancel);

        await Table.UpdateEntityAsync(new TableEntity("p", "r") { ["B"] = 2 }, ETag.All, mode, Cancel);

        TableEntity stored = await Table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Cancel);
        Assert.Equal(2, stored.GetInt32("B"));
        Assert.Equal(keeps, stored.ContainsKey("A"));
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge)]
    [InlineData(TableUpdateMode.Replace)]
    public async Task UpdateEntityAsync_Missing_Fails404(TableUpdateMode mode)
    {
        RequestFailedException failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => Table.UpdateEntityAsync(new TableEntity("p", "nobody"), ETag.All, mode, Cancel));

        Assert.Equal(404, failure.Status);
        Assert.True(failure.ErrorCode == TableErrorCode.ResourceNotFound);
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge, true)]
    [InlineData(TableUpdateMode.Replace, false)]
    public async Task UpsertEntityAsync_Present_KeepsOrDropsWhatIsNotSent(TableUpdateMode mode, bool keeps)
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 }, Cancel);

        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["B"] = 2 }, mode, Cancel);

        Assert.Equal(keeps, (await Table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Cancel)).Value.ContainsKey("A"));
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge)]
    [InlineData(TableUpdateMode.Replace)]
    public async Task UpsertEntityAsync_Missing_AddsIt(TableUpdateMode mode)
    {
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["B"] = 2 }, mode, Cancel);

        Assert.Equal(2, (await Table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Cancel)).Value.GetInt32("B"));
    }

    [Fact]
    public async Task UpsertEntityAsync_UnknownMode_Throws() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Table.UpsertEntityAsync(new TableEntity("p", "r"), (TableUpdateMode)7, Cancel));

    [Fact]
    public async Task DeleteEntityAsync_Present_Deletes()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r"), Cancel);

        Response deleted = await Table.DeleteEntityAsync("p", "r", cancellationToken: Cancel);

        Assert.Equal(204, deleted.Status);
        Assert.False((await Table.GetEntityIfExistsAsync<TableEntity>("p", "r", cancellationToken: Cancel)).HasValue);
    }

    [Fact]
    public async Task DeleteEntityAsync_Missing_Answers404WithoutThrowing() =>
        Assert.Equal(404, (await Table.DeleteEntityAsync("p", "nobody", cancellationToken: Cancel)).Status);

    [Fact]
    public async Task DeleteEntityAsync_EntityOfAnOldVersion_DeletesAllTheSame()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r"), Cancel);
        TableEntity old = await Table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Cancel);
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = 1 }, cancellationToken: Cancel);

        Assert.Equal(204, (await Table.DeleteEntityAsync(old, cancellationToken: Cancel)).Status);
    }

    [Fact]
    public void SynchronousOverloads_WholeLife_DoAsTheAsynchronousOnes()
    {
        Assert.Equal(204, Table.AddEntity(new TableEntity("p", "r") { ["A"] = 1 }, Cancel).Status);
        TableEntity stored = Table.GetEntity<TableEntity>("p", "r", cancellationToken: Cancel);
        stored["A"] = 2;
        Assert.Equal(204, Table.UpdateEntity(stored, stored.ETag, cancellationToken: Cancel).Status);
        Assert.Equal(204, Table.UpsertEntity(new TableEntity("p", "s"), cancellationToken: Cancel).Status);
        Assert.Equal(2, Table.GetEntityIfExists<TableEntity>("p", "r", cancellationToken: Cancel).Value!.GetInt32("A"));
        Assert.Equal(2, Table.Query<TableEntity>(entity => entity.PartitionKey == "p", cancellationToken: Cancel).Count());
        Assert.Equal(204, Table.DeleteEntity(stored, cancellationToken: Cancel).Status);
        Assert.Equal(204, Table.DeleteEntity("p", "s", cancellationToken: Cancel).Status);
        Assert.Empty(Table.Query<TableEntity>(cancellationToken: Cancel));
    }

    [Fact]
    public async Task EveryOperation_Cancelled_ThrowsAndSendsNothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Table.AddEntityAsync(new TableEntity("p", "r"), cancelled.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => Table.UpsertEntity(new TableEntity("p", "r"), cancellationToken: cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Table.SubmitTransactionAsync([new(TableTransactionActionType.Add, new TableEntity("p", "r"))], cancelled.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => Table.Query<TableEntity>(cancellationToken: cancelled.Token).Any());

        Assert.Empty(Table.Query<TableEntity>(cancellationToken: Cancel));
    }
}
