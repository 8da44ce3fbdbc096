using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;

namespace Yuekao.App.Tests.Platform.Storage;

public sealed class StorageSettingsTests
{
    private const string Section = "AzureWebJobsStorage";

    [Fact]
    public void Read_ConnectionString_CountsBeforeAnIdentity()
    {
        StorageSettings storage = Read((Section, "UseDevelopmentStorage=true"), ($"{Section}:accountName", "haixing"));

        Assert.Equal(new Uri("http://127.0.0.1:10002/devstoreaccount1"), storage.CreateTables(new TableClientOptions()).Uri);
        Assert.Equal(new Uri("http://127.0.0.1:10000/devstoreaccount1"), storage.CreateBlobs(new BlobClientOptions()).Uri);
    }

    [Fact]
    public void Read_AccountName_IsAnAccountInPublicAzure()
    {
        StorageSettings storage = Read(($"{Section}:accountName", "haixing"));

        Assert.Equal((new Uri("https://haixing.table.core.windows.net"), new Uri("https://haixing.blob.core.windows.net")), (storage.Tables, storage.Blobs));
        Assert.IsType<DefaultAzureCredential>(storage.CreateCredential());
    }

    [Fact]
    public void Read_Addresses_CountBeforeTheAccountName()
    {
        StorageSettings storage = Read(
            ($"{Section}:accountName", "other"),
            ($"{Section}:tableServiceUri", "https://haixing.table.core.chinacloudapi.cn/"),
            ($"{Section}:blobServiceUri", "https://haixing.blob.core.chinacloudapi.cn/"),
            ($"{Section}:credential", "managedidentity"),
            ($"{Section}:clientId", "00000000-0000-0000-0000-000000000001"));

        Assert.Equal("https://haixing.table.core.chinacloudapi.cn/", storage.CreateTables(new TableClientOptions()).Uri.AbsoluteUri);
        Assert.Equal("https://haixing.blob.core.chinacloudapi.cn/", storage.CreateBlobs(new BlobClientOptions()).Uri.AbsoluteUri);
        Assert.IsType<ManagedIdentityCredential>(storage.CreateCredential());
    }

    [Fact]
    public void Read_NothingSet_SaysWhatWouldDo() => Assert.Equal(
        [
            "The setting 'AzureWebJobsStorage__tableServiceUri' is not set: where there is neither a connection string in AzureWebJobsStorage nor AzureWebJobsStorage__accountName, the address of the account's tables.",
            "The setting 'AzureWebJobsStorage__blobServiceUri' is not set: where there is neither a connection string in AzureWebJobsStorage nor AzureWebJobsStorage__accountName, the address of the account's blobs.",
        ],
        Assert.Throws<SettingsException>(() => Read()).Problems);

    [Theory]
    [InlineData("", "AccountKey=secret", "The setting 'AzureWebJobsStorage' must be a storage account's connection string")]
    [InlineData(":accountName", "Not_A_Name", "The setting 'AzureWebJobsStorage__accountName' must be a storage account's name")]
    [InlineData(":tableServiceUri", "http://haixing.example", "The setting 'AzureWebJobsStorage__tableServiceUri' is 'http://haixing.example'; it must be an absolute https address")]
    [InlineData(":credential", "password", "The setting 'AzureWebJobsStorage__credential' must be managedidentity, or not set")]
    public void Read_Wrong_SaysWhatWouldBeRight(string setting, string value, string problem)
    {
        SettingsException wrong = Assert.Throws<SettingsException>(() => Read(
            ($"{Section}:blobServiceUri", "https://haixing.example"), ($"{Section}:tableServiceUri", "https://haixing.example"), ($"{Section}{setting}", value)));

        Assert.StartsWith(problem, Assert.Single(wrong.Problems), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clients_OfAnIdentity_ReachTheAccountWithItsTokens()
    {
        await using var azurite = await SecureAzurite.StartAsync(TestContext.Current.CancellationToken);
        var storage = new StorageSettings(Connection: null, azurite.Tables, azurite.Blobs);
        TableServiceClient tables = storage.CreateTables(new TableClientOptions { Transport = azurite.Transport }, azurite.Credential);
        BlobServiceClient blobs = storage.CreateBlobs(new BlobClientOptions { Transport = azurite.Transport }, azurite.Credential);

        await tables.CreateTableAsync("Readings", TestContext.Current.CancellationToken);
        await tables.GetTableClient("Readings").AddEntityAsync(new TableEntity("gaowan", "2026-10"), TestContext.Current.CancellationToken);
        await blobs.CreateBlobContainerAsync("cycles", cancellationToken: TestContext.Current.CancellationToken);
        TableServiceClient stranger = storage.CreateTables(new TableClientOptions { Transport = azurite.Transport, Retry = { MaxRetries = 0 } }, azurite.Stranger);

        Assert.Equal("2026-10", (await tables.GetTableClient("Readings").QueryAsync<TableEntity>(cancellationToken: TestContext.Current.CancellationToken).SingleAsync(TestContext.Current.CancellationToken)).RowKey);
        Assert.Equal("cycles", (await blobs.GetBlobContainersAsync(cancellationToken: TestContext.Current.CancellationToken).SingleAsync(TestContext.Current.CancellationToken)).Name);
        Azure.RequestFailedException refused = await Assert.ThrowsAsync<Azure.RequestFailedException>(
            () => stranger.CreateTableAsync("Others", TestContext.Current.CancellationToken));
        Assert.InRange(refused.Status, 401, 403);
    }

    private static StorageSettings Read(params (string Key, string? Value)[] settings)
    {
        var reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(settings.Reverse().DistinctBy(setting => setting.Key).Select(setting => KeyValuePair.Create(setting.Key, setting.Value))).Build());
        StorageSettings storage = StorageSettings.Read(reader);
        reader.ThrowIfWrong();
        return storage;
    }
}
