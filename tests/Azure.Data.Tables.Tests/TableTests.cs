using Azure.Data.Tables.Models;
using Azure.Data.Tables.Tests.Support;
using Yuekao.TestSupport;

namespace Azure.Data.Tables.Tests;

public sealed class TableTests(AzuriteFixture azurite) : TableTest(azurite)
{
    [Fact]
    public async Task CreateAsync_Exists_Fails409()
    {
        RequestFailedException failure = await Assert.ThrowsAsync<RequestFailedException>(() => Table.CreateAsync(Cancel));

        Assert.Equal(409, failure.Status);
        Assert.True(failure.ErrorCode == TableErrorCode.TableAlreadyExists);
        Assert.Equal(409, Assert.Throws<RequestFailedException>(() => Table.Create(Cancel)).Status);
    }

    [Fact]
    public async Task CreateIfNotExistsAsync_Exists_AnswersTheTable()
    {
        Assert.Equal(Table.Name, (await Table.CreateIfNotExistsAsync(Cancel)).Value.Name);
        Assert.Equal(Table.Name, Table.CreateIfNotExists(Cancel).Value.Name);
    }

    [Fact]
    public async Task CreateIfNotExistsAsync_BeingDeleted_Fails409()
    {
        var transport = new FakeTransport(_ => new FakeResponse(
            409, """{"odata.error":{"code":"TableBeingDeleted","message":{"lang":"en-US","value":"Being deleted."}}}"""));
        var client = new TableClient(ConnectionString, "gone", transport.Options());

        RequestFailedException failure = await Assert.ThrowsAsync<RequestFailedException>(() => client.CreateIfNotExistsAsync(Cancel));

        Assert.True(failure.ErrorCode == TableErrorCode.TableBeingDeleted);
    }

    [Fact]
    public async Task DeleteAsync_Missing_Answers404WithoutThrowing()
    {
        TableClient missing = Service.GetTableClient(AzuriteFixture.UniqueName());

        Assert.Equal(404, (await missing.DeleteAsync(Cancel)).Status);
        Assert.Equal(404, missing.Delete(Cancel).Status);
    }

    [Fact]
    public async Task CreateTableAsync_NameThatTablesCannotHave_Fails400() =>
        Assert.Equal(400, (await Assert.ThrowsAsync<RequestFailedException>(() => Service.CreateTableAsync("no-hyphens", Cancel))).Status);

    [Fact]
    public async Task ServiceClient_WholeLifeOfATable_CreatesListsDeletes()
    {
        string prefix = AzuriteFixture.UniqueName("life");
        string name = prefix + "b";
        Assert.Equal(name, (await Service.CreateTableAsync(name, Cancel)).Value.Name);
        Assert.Equal(name, (await Service.CreateTableIfNotExistsAsync(name, Cancel)).Value.Name);
        Assert.Equal(prefix + "a", Service.CreateTable(prefix + "a", Cancel).Value.Name);
        Assert.Equal(prefix + "c", Service.CreateTableIfNotExists(prefix + "c", Cancel).Value.Name);

        Assert.Equal(name, Assert.Single(Service.Query(table => table.Name == name, cancellationToken: Cancel)).Name);
        Assert.Equal(name, Assert.Single(Service.Query((FormattableString)$"TableName eq {name}", cancellationToken: Cancel)).Name);
        Assert.Equal(name, (await Service.QueryAsync(table => table.Name == name, cancellationToken: Cancel).SingleAsync(Cancel)).Name);
        Assert.Equal(name, (await Service.QueryAsync((FormattableString)$"TableName eq {name}", cancellationToken: Cancel).SingleAsync(Cancel)).Name);
        Assert.Contains(name, await Service.QueryAsync(maxPerPage: 1, cancellationToken: Cancel).Select(table => table.Name).ToArrayAsync(Cancel));
        Page<TableItem>[] pages = [.. Service.Query((FormattableString)$"TableName ge {prefix + "a"} and TableName le {prefix + "c"}", 2, Cancel).AsPages()];
        Assert.Equal([prefix + "a", name, prefix + "c"], pages.SelectMany(page => page.Values).Select(table => table.Name));
        Assert.All(pages, page => Assert.InRange(page.Values.Count, 0, 2));

        foreach (string table in new[] { prefix + "a", prefix + "c" })
            Assert.Equal(204, Service.DeleteTable(table, Cancel).Status);
        Assert.Equal(204, (await Service.DeleteTableAsync(name, Cancel)).Status);
        Assert.Empty(Service.Query(table => table.Name == name, cancellationToken: Cancel));
    }

    [Fact]
    public void Properties_OfBothClients_NameAccountAndAddress()
    {
        Assert.Equal("devstoreaccount1", Service.AccountName);
        Assert.Equal("devstoreaccount1", Table.AccountName);
        Assert.EndsWith("/devstoreaccount1", Service.Uri.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal($"{Service.Uri.AbsoluteUri}/{Table.Name}", Table.Uri.AbsoluteUri);
    }
}
