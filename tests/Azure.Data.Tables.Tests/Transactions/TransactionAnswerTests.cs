using Azure.Data.Tables.Tests.Support;
using Azure.Data.Tables.Transactions;

namespace Azure.Data.Tables.Tests.Transactions;

public sealed class TransactionAnswerTests
{
    // The shape of an answer of the Azure service, which numbers its parts and repeats the operation in headers.
    private const string Azure = """
        --batchresponse_1
        Content-Type: multipart/mixed; boundary=changesetresponse_1

        --changesetresponse_1
        Content-Type: application/http
        Content-Transfer-Encoding: binary

        HTTP/1.1 204 No Content
        X-Content-Type-Options: nosniff
        DataServiceVersion: 1.0;
        ETag: W/"datetime'2026-10-31T15%3A59%3A59.1234567Z'"


        --changesetresponse_1
        Content-Type: application/http
        Content-Transfer-Encoding: binary

        HTTP/1.1 204
        DataServiceVersion: 1.0;


        --changesetresponse_1--
        --batchresponse_1--
        """;

    private const string Failure = """
        --batchresponse_1
        Content-Type: multipart/mixed; boundary=changesetresponse_1

        --changesetresponse_1
        Content-Type: application/http

        HTTP/1.1 413 Request Entity Too Large
        Content-Type: application/json;odata=minimalmetadata

        {"odata.error":{"code":"EntityTooLarge","message":{"lang":"en-US","value":"12:The entity is too large."}}}
        --changesetresponse_1--
        --batchresponse_1--
        """;

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Parse_EveryPart_HasItsStatusAndHeaders(string lineEnd)
    {
        List<Response> parts = TransactionAnswer.Parse(new FakeResponse(202, Azure.ReplaceLineEndings(lineEnd)));

        Assert.Equal([(204, "No Content", false), (204, "", false)], parts.Select(part => (part.Status, part.ReasonPhrase, part.IsError)));
        Assert.Equal([new ETag("W/\"datetime'2026-10-31T15%3A59%3A59.1234567Z'\""), null], parts.Select(part => part.Headers.ETag));
        Assert.True(parts[0].Headers.Contains("dataserviceversion"));
        Assert.True(parts[0].Headers.TryGetValues("X-Content-Type-Options", out IEnumerable<string>? values));
        Assert.Equal(["nosniff"], values);
        Assert.False(parts[1].Headers.TryGetValues("ETag", out _));
        Assert.Equal(3, parts[0].Headers.Count());
        Assert.Equal(0, parts[0].ContentStream!.Length);
    }

    [Fact]
    public async Task SubmitTransactionAsync_FailedPart_BecomesTheException()
    {
        var transport = new FakeTransport(_ => new FakeResponse(202, Failure));
        TableClient table = new("UseDevelopmentStorage=true", "t", transport.Options());

        TableTransactionFailedException failure = await Assert.ThrowsAsync<TableTransactionFailedException>(
            () => table.SubmitTransactionAsync([new(TableTransactionActionType.Add, new TableEntity("p", "r"))], TestContext.Current.CancellationToken));

        Assert.Equal((413, "EntityTooLarge", 12), (failure.Status, failure.ErrorCode, failure.FailedTransactionActionIndex));
    }

    [Fact]
    public async Task SubmitTransactionAsync_AnswerWithoutParts_Throws()
    {
        var transport = new FakeTransport(_ => new FakeResponse(202, "<html>a proxy's idea of an answer</html>"));
        TableClient table = new("UseDevelopmentStorage=true", "t", transport.Options());

        RequestFailedException failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => table.SubmitTransactionAsync([new(TableTransactionActionType.Add, new TableEntity("p", "r"))], TestContext.Current.CancellationToken));

        Assert.Equal(202, failure.Status);
    }

    [Theory]
    [InlineData("3:The entity exists.", 3)]
    [InlineData("99:x", 99)]
    [InlineData("The entity exists.", null)]
    [InlineData(":x", null)]
    [InlineData("-1:x", null)]
    [InlineData("Time: 3", null)]
    public void FailedTransactionActionIndex_MessageOfTheService_IsItsNumber(string message, int? expected) =>
        Assert.Equal(expected, new TableTransactionFailedException(new RequestFailedException(409, message)).FailedTransactionActionIndex);
}
