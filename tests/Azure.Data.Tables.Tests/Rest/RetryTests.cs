using System.Net;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Tests.Support;

namespace Azure.Data.Tables.Tests.Rest;

public sealed class RetryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task AddEntityAsync_PassingFailure_TriesAgain(int status)
    {
        var transport = new FakeTransport(request => new FakeResponse(request.Try < 3 ? status : 204));

        Response response = await TableOn(transport).AddEntityAsync(new TableEntity("p", "r"), Cancel);

        Assert.Equal(204, response.Status);
        Assert.Equal(3, transport.Requests.Count);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(412)]
    [InlineData(413)]
    [InlineData(501)]
    public async Task AddEntityAsync_LastingFailure_TriesOnce(int status)
    {
        var transport = new FakeTransport(_ => new FakeResponse(status));

        RequestFailedException failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => TableOn(transport).AddEntityAsync(new TableEntity("p", "r"), Cancel));

        Assert.Equal(status, failure.Status);
        Assert.Single(transport.Requests);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public async Task AddEntityAsync_FailureThatDoesNotPass_TriesAsOftenAsTheOptionsSay(int maxRetries)
    {
        var transport = new FakeTransport(_ => new FakeResponse(
            503, """{"odata.error":{"code":"ServerBusy","message":{"lang":"en-US","value":"The server is busy."}}}"""));
        TableClient table = new("UseDevelopmentStorage=true", "t", transport.Options(maxRetries));

        RequestFailedException failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r"), Cancel));

        Assert.Equal((503, "ServerBusy"), (failure.Status, failure.ErrorCode));
        Assert.StartsWith("The server is busy.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1 + maxRetries, transport.Requests.Count);
    }

    [Fact]
    public async Task GetEntityAsync_ConnectionDropped_TriesAgain()
    {
        var transport = new FakeTransport(request => request.Try < 3
            ? throw new IOException("The connection was reset.")
            : new FakeResponse(200, """{"odata.etag":"W/\"1\"","PartitionKey":"p","RowKey":"r","A":1}"""));

        TableEntity read = await TableOn(transport).GetEntityAsync<TableEntity>("p", "r", cancellationToken: Cancel);

        Assert.Equal((1, new ETag("W/\"1\"")), (read.GetInt32("A"), read.ETag));
        Assert.Equal(3, transport.Requests.Count);
    }

    [Fact]
    public void GetEntity_ConnectionDroppedForGood_ThrowsEveryTry()
    {
        var transport = new FakeTransport(_ => throw new IOException("The connection was reset."));

        AggregateException failure = Assert.Throws<AggregateException>(() => TableOn(transport).GetEntity<TableEntity>("p", "r", cancellationToken: Cancel));

        Assert.Equal(4, failure.InnerExceptions.Count);
    }

    [Fact]
    public async Task SubmitTransactionAsync_PassingFailure_SendsTheSameAgain()
    {
        const string answer = "--batchresponse_1\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n\r\n--batchresponse_1--";
        var transport = new FakeTransport(request => request.Try == 1 ? new FakeResponse(500) : new FakeResponse(202, answer));

        Response<IReadOnlyList<Response>> response = await TableOn(transport).SubmitTransactionAsync(
            [new(TableTransactionActionType.Add, new TableEntity("p", "r"))], Cancel);

        Assert.Equal([204], response.Value.Select(part => part.Status));
        Assert.Contains("POST http://127.0.0.1:10002/devstoreaccount1/t HTTP/1.1", transport.Requests[0].Body, StringComparison.Ordinal);
        Assert.Equal(transport.Requests[0].Body, transport.Requests[1].Body);
        Assert.Equal(transport.Requests[0].Headers["Content-Type"], transport.Requests[1].Headers["Content-Type"]);
    }

    [Fact]
    public async Task QueryAsync_FailureOnTheSecondPage_TriesThatPageAgain()
    {
        var transport = new FakeTransport(request => request.Try switch
        {
            1 => new FakeResponse(
                200,
                """{"value":[{"RowKey":"1"}]}""",
                ("x-ms-continuation-NextPartitionKey", "1!4!cA--"),
                ("x-ms-continuation-NextRowKey", "1!4!cg--")),
            2 => new FakeResponse(503),
            _ => new FakeResponse(200, """{"value":[{"RowKey":"2"}]}"""),
        });

        string[] rows = await TableOn(transport).QueryAsync<TableEntity>(cancellationToken: Cancel).Select(entity => entity.RowKey).ToArrayAsync(Cancel);

        Assert.Equal(["1", "2"], rows);
        const string next = "?NextPartitionKey=1%214%21cA--&NextRowKey=1%214%21cg--";
        Assert.Equal(["", next, next], transport.Requests.Select(request => request.Uri.Query));
    }

    [Fact]
    public async Task QueryAsync_ContinuationWithoutARow_FollowsIt()
    {
        var transport = new FakeTransport(request => request.Try == 1
            ? new FakeResponse(200, """{"value":[]}""", ("x-ms-continuation-NextPartitionKey", "a b"))
            : new FakeResponse(200, """{"value":[{"RowKey":"2"}]}"""));

        Assert.Single(await TableOn(transport).QueryAsync<TableEntity>(cancellationToken: Cancel).ToArrayAsync(Cancel));
        Assert.Equal("?NextPartitionKey=a%20b", transport.Requests[1].Uri.Query);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>Bad gateway</html>")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{"odata.error":"text"}""")]
    [InlineData("""{"odata.error":{"code":"X"}}""")]
    public async Task AnyOperation_ErrorWithAnotherBody_TakesTheCodeFromTheHeader(string body)
    {
        var transport = new FakeTransport(_ => new FakeResponse(409, body, ("x-ms-error-code", "EntityAlreadyExists")));

        RequestFailedException failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => TableOn(transport).AddEntityAsync(new TableEntity("p", "r"), Cancel));

        Assert.Equal(409, failure.Status);
        Assert.True(failure.ErrorCode == TableErrorCode.EntityAlreadyExists);
    }

    [Fact]
    public async Task AnyOperation_ErrorWithNothing_StillNamesTheStatus()
    {
        var transport = new FakeTransport(_ => new FakeResponse((int)HttpStatusCode.Forbidden));

        RequestFailedException failure = await Assert.ThrowsAsync<RequestFailedException>(() => TableOn(transport).DeleteAsync(Cancel));

        Assert.Equal((403, null), (failure.Status, failure.ErrorCode));
        Assert.False(failure.ErrorCode! == TableErrorCode.TableNotFound);
    }

    private static TableClient TableOn(FakeTransport transport) => new("UseDevelopmentStorage=true", "t", transport.Options());
}
