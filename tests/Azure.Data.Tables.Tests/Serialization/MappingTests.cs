using Azure.Data.Tables.Tests.Support;
using Yuekao.TestSupport;

namespace Azure.Data.Tables.Tests.Serialization;

public sealed class MappingTests(AzuriteFixture azurite) : TableTest(azurite)
{
    [Fact]
    public async Task Class_AttributesAndExplicitInterface_AreHonoured()
    {
        Mapped written = Mapped.Create("p", "r", 21, "hidden");
        written.Ignored = new Uri("https://example.org");
        await Table.AddEntityAsync(written, Cancel);

        TableEntity stored = await Table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Cancel);
        Mapped read = await Table.GetEntityAsync<Mapped>("p", "r", cancellationToken: Cancel);

        Assert.Equal(["Doubled", "PartitionKey", "RowKey", "Secret", "Timestamp", "odata.etag", "score"], stored.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(42, stored.GetInt32("Doubled"));
        Assert.Equal((21, "hidden", "p", stored.ETag), (read.Points, read.Secret, ((ITableEntity)read).PartitionKey, read.ETag));
        Assert.Equal(stored.Timestamp, read.When);
    }

    [Fact]
    public async Task Class_FilterOnARenamedProperty_UsesTheStoredName()
    {
        await Table.AddEntityAsync(Mapped.Create("p", "r", 21, ""), Cancel);

        Assert.Equal("score eq 21", TableClient.CreateQueryFilter<Mapped>(entity => entity.Points == 21));
        Assert.Single(Table.Query<Mapped>(entity => entity.Points == 21, cancellationToken: Cancel));
    }

    [Fact]
    public async Task Class_UnstorableProperty_ThrowsAndNamesIt()
    {
        NotSupportedException failure = await Assert.ThrowsAsync<NotSupportedException>(() => Table.AddEntityAsync(new Unstorable(), Cancel));

        Assert.Contains("Unstorable.Money", failure.Message, StringComparison.Ordinal);
    }

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Unstorables))]
    public async Task TableEntity_UnstorableValue_ThrowsAndSendsNothing(object value)
    {
        await Assert.ThrowsAsync<NotSupportedException>(() => Table.AddEntityAsync(new TableEntity("p", "r") { ["V"] = value }, Cancel));
        await Assert.ThrowsAsync<NotSupportedException>(
            () => Table.SubmitTransactionAsync([new(TableTransactionActionType.Add, new TableEntity("p", "r") { ["V"] = value })], Cancel));

        Assert.Empty(Table.Query<TableEntity>(cancellationToken: Cancel));
    }

    public static TheoryData<object> Unstorables =>
        [1.5m, new Uri("https://example.org"), 'c', new DateTime(2026, 10, 1, 0, 0, 0, DateTimeKind.Local), new DateTime(2026, 10, 1), new int[1]];

    [Fact]
    public async Task Class_StoredValueOfAnotherType_ThrowsAndNamesTheProperty()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Whole"] = "no number" }, Cancel);

        InvalidOperationException failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => Table.GetEntityAsync<EveryType>("p", "r", cancellationToken: Cancel));

        Assert.Contains("'Whole'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Class_StoredNumberThatFits_Widens()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Big"] = 3, ["Real"] = 4, ["WholeOrNull"] = 5L }, Cancel);

        EveryType read = await Table.GetEntityAsync<EveryType>("p", "r", cancellationToken: Cancel);

        Assert.Equal((3L, 4.0, 5), (read.Big, read.Real, read.WholeOrNull));
    }

    [Fact]
    public async Task Class_EnumNameThatTheEnumLacks_LeavesTheDefault()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Grade"] = "Outstanding", ["GradeOrNull"] = "Outstanding" }, Cancel);

        EveryType read = await Table.GetEntityAsync<EveryType>("p", "r", cancellationToken: Cancel);

        Assert.Equal((Grade.Poor, null), (read.Grade, read.GradeOrNull));
    }

    [Fact]
    public async Task Class_StoredPropertiesItLacks_AreLeftOut()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Unknown"] = "x", [new string('n', 255)] = 1L, ["Text"] = "known" }, Cancel);

        Assert.Equal("known", (await Table.GetEntityAsync<EveryType>("p", "r", cancellationToken: Cancel)).Value.Text);
    }

    [Fact]
    public async Task Interface_AsStaticType_WritesTheRuntimeType()
    {
        ITableEntity entity = new EveryType { PartitionKey = "p", RowKey = "r", Text = "all of it" };

        await Table.AddEntityAsync(entity, Cancel);

        Assert.Equal("all of it", (await Table.GetEntityAsync<EveryType>("p", "r", cancellationToken: Cancel)).Value.Text);
    }
}
