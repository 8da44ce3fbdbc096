using Azure.Data.Tables.Tests.Support;
using Yuekao.TestSupport;

namespace Azure.Data.Tables.Tests;

public sealed class QueryTests(AzuriteFixture azurite) : TableTest(azurite)
{
    [Fact]
    public async Task QueryAsync_MoreThanAPage_FollowsTheContinuation()
    {
        await AddManyAsync("p", 1_203);

        Page<TableEntity>[] pages = await Table.QueryAsync<TableEntity>(cancellationToken: Cancel).AsPages().ToArrayAsync(Cancel);

        Assert.Equal([1_000, 203], pages.Select(page => page.Values.Count));
        Assert.Equal(Enumerable.Range(0, 1_203), pages.SelectMany(page => page.Values).Select(entity => entity.GetInt32("Number")!.Value));
        Assert.NotNull(pages[0].ContinuationToken);
        Assert.Null(pages[1].ContinuationToken);
        Assert.All(pages, page => Assert.Equal(200, page.GetRawResponse().Status));
    }

    [Fact]
    public async Task Query_MoreThanAPage_FollowsTheContinuation()
    {
        await AddManyAsync("p", 120);

        Assert.Equal([50, 50, 20], Table.Query<TableEntity>(maxPerPage: 50, cancellationToken: Cancel).AsPages().Select(page => page.Values.Count));
        Assert.Equal(120, Table.Query<TableEntity>(maxPerPage: 50, cancellationToken: Cancel).Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(10)]
    public async Task QueryAsync_MaxPerPage_IsTheMostOfOnePage(int maxPerPage)
    {
        await AddManyAsync("p", 10);

        Page<TableEntity>[] pages = await Table.QueryAsync<TableEntity>(maxPerPage: maxPerPage, cancellationToken: Cancel).AsPages().ToArrayAsync(Cancel);

        Assert.All(pages, page => Assert.InRange(page.Values.Count, 0, maxPerPage));
        Assert.Equal(Enumerable.Range(0, 10), pages.SelectMany(page => page.Values).Select(entity => entity.GetInt32("Number")!.Value));
    }

    [Fact]
    public async Task AsPages_ContinuationToken_ResumesInAnotherClient()
    {
        await AddManyAsync("分区 '1'", 10);
        Page<TableEntity> first = await Table.QueryAsync<TableEntity>(cancellationToken: Cancel).AsPages(pageSizeHint: 4).FirstAsync(Cancel);

        var other = new TableClient(ConnectionString, Table.Name);
        Page<TableEntity> rest = Assert.Single(
            other.Query<TableEntity>(maxPerPage: 2, cancellationToken: Cancel).AsPages(first.ContinuationToken, pageSizeHint: 6));

        Assert.Equal(4, first.Values.Count);
        Assert.Equal(Enumerable.Range(4, 6), rest.Values.Select(entity => entity.GetInt32("Number")!.Value));
    }

    [Fact]
    public async Task QueryAsync_Select_ReadsOnlyThose()
    {
        await Table.AddEntityAsync(new EveryType { PartitionKey = "p", RowKey = "r", Whole = 1, Text = "x" }, Cancel);

        EveryType read = await Table.QueryAsync<EveryType>("PartitionKey eq 'p'", select: ["RowKey", "Text"], cancellationToken: Cancel).SingleAsync(Cancel);

        Assert.Equal(("r", "x", 0), (read.RowKey, read.Text, read.Whole));
    }

    [Fact]
    public async Task QueryAsync_NothingFound_IsEmpty() =>
        Assert.Empty(await Table.QueryAsync<TableEntity>("PartitionKey eq 'none'", cancellationToken: Cancel).ToArrayAsync(Cancel));

    [Fact]
    public async Task QueryAsync_MalformedFilter_Fails400()
    {
        RequestFailedException failure = await Assert.ThrowsAsync<RequestFailedException>(
            async () => await Table.QueryAsync<TableEntity>("PartitionKey eq", cancellationToken: Cancel).ToArrayAsync(Cancel));

        Assert.Equal(400, failure.Status);
        Assert.Equal("InvalidInput", failure.ErrorCode);
    }

    [Fact]
    public async Task QueryAsync_NoSuchTable_Fails404()
    {
        TableClient nowhere = Service.GetTableClient(AzuriteFixture.UniqueName());

        RequestFailedException failure = await Assert.ThrowsAsync<RequestFailedException>(
            async () => await nowhere.QueryAsync<TableEntity>(cancellationToken: Cancel).ToArrayAsync(Cancel));

        Assert.Equal(404, failure.Status);
    }

    [Fact]
    public async Task QueryAsync_CancelledBetweenPages_Stops()
    {
        await AddManyAsync("p", 6);
        using var source = new CancellationTokenSource();
        int read = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (TableEntity _ in Table.QueryAsync<TableEntity>(maxPerPage: 2, cancellationToken: source.Token))
            {
                if (++read == 2)
                    await source.CancelAsync();
            }
        });

        Assert.Equal(2, read);
    }

    [Fact]
    public async Task QueryAsync_CancelledByTheEnumeration_Stops()
    {
        await AddManyAsync("p", 6);
        using var source = new CancellationTokenSource();
        int read = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (TableEntity _ in Table.QueryAsync<TableEntity>(maxPerPage: 2, cancellationToken: Cancel).WithCancellation(source.Token))
            {
                if (++read == 2)
                    await source.CancelAsync();
            }
        });

        Assert.Equal(2, read);
    }
}
