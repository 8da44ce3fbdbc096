namespace Azure.Data.Tables.Tests.Rest;

public sealed class ConnectionStringTests
{
    private const string Key = "a2V5";

    [Theory]
    [InlineData("UseDevelopmentStorage=true", "devstoreaccount1", "http://127.0.0.1:10002/devstoreaccount1")]
    [InlineData("usedevelopmentstorage=True;", "devstoreaccount1", "http://127.0.0.1:10002/devstoreaccount1")]
    [InlineData("UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://azurite", "devstoreaccount1", "http://azurite:10002/devstoreaccount1")]
    [InlineData($"AccountName=haixing;AccountKey={Key}", "haixing", "https://haixing.table.core.windows.net/")]
    [InlineData(
        $"DefaultEndpointsProtocol=http;AccountName=haixing;AccountKey={Key};EndpointSuffix=core.chinacloudapi.cn",
        "haixing",
        "http://haixing.table.core.chinacloudapi.cn/")]
    [InlineData($" AccountName = haixing", null, null)]
    [InlineData($"AccountName=haixing;AccountKey={Key};TableEndpoint=http://127.0.0.1:5000/haixing/", "haixing", "http://127.0.0.1:5000/haixing")]
    [InlineData(
        "TableEndpoint=https://haixing.table.core.windows.net;SharedAccessSignature=sv=1&sig=x%3D",
        "haixing",
        "https://haixing.table.core.windows.net/")]
    [InlineData("AccountName=haixing;SharedAccessSignature=?sig=x", "haixing", "https://haixing.table.core.windows.net/")]
    [InlineData("UseDevelopmentStorage=false", null, null)]
    [InlineData("AccountName=haixing;AccountKey", null, null)]
    [InlineData($"AccountKey={Key}", null, null)]
    [InlineData("AccountName=a;AccountKey=not base 64", null, null)]
    [InlineData($"AccountName=a;AccountName=b;AccountKey={Key}", null, null)]
    [InlineData("=x", null, null)]
    public void Constructor_ConnectionString_NamesAccountAndAddressOrThrows(string connectionString, string? account, string? address)
    {
        if (account is null)
        {
            Assert.Throws<FormatException>(() => new TableServiceClient(connectionString));
            return;
        }

        var client = new TableServiceClient(connectionString);
        Assert.Equal((account, address), (client.AccountName, client.Uri.AbsoluteUri));
        Assert.Equal("t", new TableClient(connectionString, "t").Name);
    }

    [Fact]
    public void Constructor_NothingGiven_Throws()
    {
        Assert.Throws<ArgumentNullException>(() => new TableServiceClient((string)null!));
        Assert.Throws<ArgumentException>(() => new TableServiceClient(""));
        Assert.Throws<ArgumentNullException>(() => new TableServiceClient((Uri)null!));
        Assert.Throws<ArgumentException>(() => new TableClient("UseDevelopmentStorage=true", ""));
        Assert.Throws<ArgumentNullException>(() => new TableServiceClient(new Uri("http://x"), (TableSharedKeyCredential)null!));
    }
}
