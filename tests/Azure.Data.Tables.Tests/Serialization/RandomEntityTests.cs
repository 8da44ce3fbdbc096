using Azure.Data.Tables.Tests.Support;
using Yuekao.TestSupport;

namespace Azure.Data.Tables.Tests.Serialization;

public sealed class RandomEntityTests(AzuriteFixture azurite) : TableTest(azurite)
{
    [Theory]
    [InlineData(1)]
    [InlineData(20261031)]
    public async Task SubmitTransactionAsync_OneHundredRandomEntities_ComeBackEqual(int seed)
    {
        var random = new Random(seed);
        TableEntity[] written = [.. Enumerable.Range(0, 100).Select(row => RandomEntity(random, $"{row:D3}"))];

        await Table.SubmitTransactionAsync(written.Select(entity => new TableTransactionAction(TableTransactionActionType.Add, entity)), Cancel);

        TableEntity[] read = await Table.QueryAsync<TableEntity>(cancellationToken: Cancel).ToArrayAsync(Cancel);
        Assert.Equal(written.Select(Sorted), read.Select(Sorted));
    }

    [Fact]
    public async Task AddEntityAsync_ManyAtOnceOnOneClient_StoresEach()
    {
        EveryType[] written =
            [.. Enumerable.Range(0, 200).Select(row => new EveryType { PartitionKey = "p", RowKey = $"{row:D3}", Whole = row, Text = $"文{row}" })];

        await Parallel.ForEachAsync(
            written,
            new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Cancel },
            async (entity, cancel) => await Table.AddEntityAsync(entity, cancel));

        EveryType[] read = await Table.QueryAsync<EveryType>(cancellationToken: Cancel).ToArrayAsync(Cancel);
        Assert.Equal(written, read.Select(entity => entity with { ETag = default, Timestamp = null }));
    }

    private static TableEntity RandomEntity(Random random, string row)
    {
        var entity = new TableEntity("p", row);
        for (int count = random.Next(20); count > 0; count--)
            entity[RandomName(random)] = RandomValue(random);
        return entity;
    }

    private static string RandomName(Random random) => new string(random.GetItems("ABCxyz属性_".ToCharArray(), 3)) + random.Next(100);

    private static object RandomValue(Random random) => random.Next(8) switch
    {
        0 => new string(random.GetItems("aZ09 '\"\\/%&<>{}\r\n\t中文\u00e9\u2028\uffff".ToCharArray(), random.Next(50))),
        1 => random.Next(int.MinValue, int.MaxValue),
        2 => random.NextInt64(long.MinValue, long.MaxValue),
        3 => BitConverter.Int64BitsToDouble(random.NextInt64() & long.MaxValue) is var number && Math.Abs(number) < 1e308 ? number : 0.5,
        4 => random.Next(2) == 0,
        5 => NewGuid(random),
        6 => new DateTimeOffset(random.NextInt64(new DateTime(1601, 1, 1).Ticks, DateTime.MaxValue.Ticks), TimeSpan.Zero),
        _ => NewBytes(random),
    };

    private static Guid NewGuid(Random random)
    {
        byte[] bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private static byte[] NewBytes(Random random)
    {
        byte[] bytes = new byte[random.Next(100)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static List<KeyValuePair<string, object>> Sorted(TableEntity entity) =>
    [
        .. entity.AsEnumerable<KeyValuePair<string, object>>()
            .Where(entry => entry.Key is not ("Timestamp" or "odata.etag"))
            .OrderBy(entry => entry.Key, StringComparer.Ordinal),
    ];
}
