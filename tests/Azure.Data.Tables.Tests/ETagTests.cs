using Azure.Data.Tables.Models;
using Azure.Data.Tables.Tests.Support;
using Yuekao.TestSupport;

namespace Azure.Data.Tables.Tests;

public sealed class ETagTests(AzuriteFixture azurite) : TableTest(azurite)
{
    [Theory]
    [InlineData(TableUpdateMode.Merge)]
    [InlineData(TableUpdateMode.Replace)]
    public async Task UpdateEntityAsync_CurrentETag_WritesAndAnswersTheNextETag(TableUpdateMode mode)
    {
        TableEntity read = await AddAndReadAsync();

        Response updated = await Table.UpdateEntityAsync(read, read.ETag, mode, Cancel);

        Assert.NotEqual(read.ETag, updated.Headers.ETag);
        Assert.Equal(updated.Headers.ETag, (await ReadAsync()).ETag);
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge)]
    [InlineData(TableUpdateMode.Replace)]
    public async Task UpdateEntityAsync_OldETag_Fails412AndChangesNothing(TableUpdateMode mode)
    {
        TableEntity read = await AddAndReadAsync();
        await Table.UpdateEntityAsync(new TableEntity("p", "r") { ["Score"] = 2 }, read.ETag, cancellationToken: Cancel);
        read["Score"] = 3;

        RequestFailedException failure = await Assert.ThrowsAsync<RequestFailedException>(() => Table.UpdateEntityAsync(read, read.ETag, mode, Cancel));

        Assert.Equal(412, failure.Status);
        Assert.True(failure.ErrorCode == TableErrorCode.UpdateConditionNotSatisfied);
        Assert.Equal(2, (await ReadAsync()).GetInt32("Score"));
    }

    [Fact]
    public async Task UpdateEntityAsync_All_IgnoresTheVersion()
    {
        TableEntity read = await AddAndReadAsync();
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["Score"] = 2 }, cancellationToken: Cancel);

        await Table.UpdateEntityAsync(read, ETag.All, cancellationToken: Cancel);

        Assert.Equal(1, (await ReadAsync()).GetInt32("Score"));
    }

    [Fact]
    public async Task UpdateEntityAsync_DefaultETag_Throws() =>
        await Assert.ThrowsAsync<ArgumentException>("ifMatch", () => Table.UpdateEntityAsync(new TableEntity("p", "r"), default, cancellationToken: Cancel));

    [Fact]
    public async Task DeleteEntityAsync_OldETag_Fails412()
    {
        TableEntity read = await AddAndReadAsync();
        await Table.UpsertEntityAsync(new TableEntity("p", "r"), cancellationToken: Cancel);

        RequestFailedException failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => Table.DeleteEntityAsync("p", "r", read.ETag, Cancel));

        Assert.Equal(412, failure.Status);
    }

    [Fact]
    public async Task DeleteEntityAsync_CurrentETag_Deletes()
    {
        TableEntity read = await AddAndReadAsync();

        Assert.Equal(204, (await Table.DeleteEntityAsync("p", "r", read.ETag, Cancel)).Status);
    }

    [Fact]
    public async Task UpdateEntityAsync_TwentyWritersWithOneETag_OneWins()
    {
        TableEntity read = await AddAndReadAsync();

        int[] outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(async writer =>
        {
            try
            {
                return (await Table.UpdateEntityAsync(new TableEntity("p", "r") { ["Score"] = writer }, read.ETag, cancellationToken: Cancel)).Status;
            }
            catch (RequestFailedException failure)
            {
                return failure.Status;
            }
        }));

        Assert.Single(outcomes, 204);
        Assert.Equal(19, outcomes.Count(outcome => outcome == 412));
    }

    private async Task<TableEntity> AddAndReadAsync()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Score"] = 1 }, Cancel);
        return await ReadAsync();
    }

    private async Task<TableEntity> ReadAsync() => await Table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Cancel);
}
