using Azure.Core;
using Azure.Data.Tables.Tests.Support;
using Yuekao.TestSupport;

namespace Azure.Data.Tables.Tests.Rest;

public sealed class AuthenticationTests(AzuriteFixture azurite) : TableTest(azurite)
{
    private const string Signature = "sv=2019-02-02&sig=a%2Bb%3D";

    private static readonly Uri s_account = new("https://haixing.table.core.windows.net/");

    [Fact]
    public async Task SharedKey_RightKey_IsLetIn()
    {
        var credential = new TableSharedKeyCredential(Service.AccountName, KeyOf(ConnectionString));

        Assert.Empty(await new TableClient(Service.Uri, Table.Name, credential).QueryAsync<TableEntity>(cancellationToken: Cancel).ToArrayAsync(Cancel));
        Assert.Contains(Table.Name, new TableServiceClient(Service.Uri, credential).Query(cancellationToken: Cancel).Select(table => table.Name));
    }

    [Fact]
    public async Task SharedKey_WrongKeyThenRotated_IsRefusedThenLetIn()
    {
        var credential = new TableSharedKeyCredential(Service.AccountName, Convert.ToBase64String(new byte[64]));
        var table = new TableClient(Service.Uri, Table.Name, credential, new TableClientOptions());

        RequestFailedException failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r"), Cancel));
        credential.SetAccountKey(KeyOf(ConnectionString));

        Assert.Equal(403, failure.Status);
        Assert.Equal(204, (await table.AddEntityAsync(new TableEntity("p", "r"), Cancel)).Status);
    }

    [Theory]
    [InlineData(TableClientOptions.ServiceVersion.V2019_02_02, "2019-02-02")]
    [InlineData(TableClientOptions.ServiceVersion.V2020_12_06, "2020-12-06")]
    public async Task Options_ServiceVersion_IsSent(TableClientOptions.ServiceVersion version, string header)
    {
        var transport = new FakeTransport(_ => new FakeResponse(204));
        var faked = new TableClient("UseDevelopmentStorage=true", "t", new TableClientOptions(version) { Transport = transport });
        await faked.AddEntityAsync(new TableEntity("p", "r"), Cancel);
        Response real = await new TableClient(ConnectionString, Table.Name, new TableClientOptions(version)).AddEntityAsync(new TableEntity("p", "r"), Cancel);

        Assert.Equal(header, Assert.Single(transport.Requests).Headers["x-ms-version"]);
        Assert.Equal(204, real.Status);
    }

    [Fact]
    public void Options_UnknownServiceVersion_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TableClientOptions((TableClientOptions.ServiceVersion)99));

    [Fact]
    public async Task TokenCredential_EveryTry_CarriesABearerToken()
    {
        var transport = new FakeTransport(request => new FakeResponse(request.Try == 1 ? 503 : 204));
        var credential = new FakeTokens();

        await new TableClient(s_account, "t", credential, transport.Options()).AddEntityAsync(new TableEntity("p", "r"), Cancel);

        Assert.All(transport.Requests, request => Assert.Equal("Bearer token", request.Headers["Authorization"]));
        Assert.Equal(2, transport.Requests.Count);
        Assert.Equal(["https://storage.azure.com/.default"], credential.Scopes);
    }

    [Fact]
    public async Task SasCredential_EveryTry_CarriesTheSignatureOnce()
    {
        var transport = new FakeTransport(request => new FakeResponse(request.Try == 1 ? 503 : 200, """{"value":[]}"""));
        var table = new TableClient(new Uri(s_account, "records"), new AzureSasCredential("?" + Signature), transport.Options());

        Assert.Empty(await table.QueryAsync<TableEntity>("A eq 1", cancellationToken: Cancel).ToArrayAsync(Cancel));

        Assert.Equal(("haixing", "records"), (table.AccountName, table.Name));
        Assert.Equal(2, transport.Requests.Count);
        Assert.All(
            transport.Requests,
            request => Assert.Equal($"https://haixing.table.core.windows.net/records()?$filter=A%20eq%201&{Signature}", request.Uri.AbsoluteUri));
        Assert.All(transport.Requests, request => Assert.False(request.Headers.ContainsKey("Authorization")));
    }

    [Fact]
    public async Task SasInTheAddress_Request_CarriesIt()
    {
        var transport = new FakeTransport(_ => new FakeResponse(204));
        var table = new TableClient(new Uri(s_account, "records?" + Signature), transport.Options());

        await table.UpsertEntityAsync(new TableEntity("p", "r"), cancellationToken: Cancel);
        await new TableServiceClient(new Uri(s_account, "?" + Signature), transport.Options()).CreateTableAsync("records", Cancel);

        Assert.Equal($"https://haixing.table.core.windows.net/records(PartitionKey='p',RowKey='r')?{Signature}", transport.Requests[0].Uri.AbsoluteUri);
        Assert.Equal($"https://haixing.table.core.windows.net/Tables?{Signature}", transport.Requests[1].Uri.AbsoluteUri);
        Assert.Equal("https://haixing.table.core.windows.net/records", table.Uri.AbsoluteUri);
    }

    [Fact]
    public void SasTwice_InTheAddressAndAsACredential_Throws() =>
        Assert.Throws<ArgumentException>(() => new TableServiceClient(new Uri(s_account, "?" + Signature), new AzureSasCredential(Signature)));

    [Theory]
    [InlineData("https://haixing.table.core.windows.net/")]
    [InlineData("http://127.0.0.1:10002/devstoreaccount1")]
    public void TableAddress_NamingNoTable_Throws(string address) =>
        Assert.Throws<ArgumentException>(() => new TableClient(new Uri(address), new AzureSasCredential(Signature)));

    [Fact]
    public void TableAddress_OfAnEmulator_NamesAccountAndTable()
    {
        var table = new TableClient(new Uri("http://127.0.0.1:10002/devstoreaccount1/records"), new AzureSasCredential(Signature));

        Assert.Equal(("devstoreaccount1", "records"), (table.AccountName, table.Name));
    }

    private static string KeyOf(string connectionString) =>
        connectionString.Split(';').Single(setting => setting.StartsWith("AccountKey=", StringComparison.Ordinal))["AccountKey=".Length..];

    private sealed class FakeTokens : TokenCredential
    {
        internal HashSet<string> Scopes { get; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes.UnionWith(requestContext.Scopes);
            return new AccessToken("token", DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
