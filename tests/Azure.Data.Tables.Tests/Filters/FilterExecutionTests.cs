using Azure.Data.Tables.Tests.Support;
using Yuekao.TestSupport;

namespace Azure.Data.Tables.Tests.Filters;

/// <summary>Filters as a real service understands them.</summary>
public sealed class FilterExecutionTests(AzuriteFixture azurite) : TableTest(azurite)
{
    private static readonly Guid s_id = new("00112233-4455-6677-8899-aabbccddeeff");
    private static readonly DateTimeOffset s_time = new(2026, 10, 31, 12, 0, 0, 250, TimeSpan.Zero);

    public static TheoryData<string> Hostile =>
        ["x' or 'a' eq 'a", "' or true or '", "it''s", "\\' or 1 eq 1", "%27 or true", "中文 & ? # / + =", "\"", "{0}", "a\r\nb", ""];

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task CreateQueryFilter_HostileString_FindsItAndNothingElse(string hostile)
    {
        await Table.AddEntityAsync(new TableEntity("p", "innocent") { ["V"] = "v" }, Cancel);
        await Table.AddEntityAsync(new TableEntity("p", "wanted") { ["V"] = hostile }, Cancel);

        string byText = TableClient.CreateQueryFilter($"V eq {hostile}");
        string byExpression = TableClient.CreateQueryFilter<TableEntity>(entity => entity.GetString("V") == hostile);

        Assert.Equal("wanted", (await Table.QueryAsync<TableEntity>(byText, cancellationToken: Cancel).SingleAsync(Cancel)).RowKey);
        Assert.Equal(byText, byExpression);
    }

    public static TheoryData<FormattableString, string> Conditions => new()
    {
        { $"Whole eq {5}", "b" },
        { $"Whole gt {4} and Whole lt {6}", "b" },
        { $"Big eq {9_007_199_254_740_993L}", "b" },
        { $"Big lt {-1L}", "a" },
        { $"Real eq {1.5}", "a" },
        { $"Real ge {2.0}", "bc" },
        { $"Real eq {1e20}", "c" },
        { $"Flag eq {true}", "b" },
        { $"not (Flag eq {true})", "ac" },
        { $"Id eq {s_id}", "b" },
        { $"Time ge {s_time}", "bc" },
        { $"Time lt {s_time}", "a" },
        { $"Bytes eq {new byte[] { 1, 2 }}", "b" },
        { $"Text ge {"m"}", "bc" },
        { $"RowKey eq {"a"} or RowKey eq {"c"}", "ac" },
        { $"RowKey ne {"b"}", "ac" },
        { $"(Whole eq {5} or Whole eq {1}) and Text ne {"m"}", "a" },
    };

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Conditions))]
    public async Task CreateQueryFilter_EveryType_SelectsByValue(FormattableString condition, string rows)
    {
        await Table.AddEntityAsync(Row("a", 1, -5, 1.5, false, Guid.Empty, s_time.AddMilliseconds(-1), [1], "a"), Cancel);
        await Table.AddEntityAsync(Row("b", 5, 9_007_199_254_740_993, 2.0, true, s_id, s_time, [1, 2], "m"), Cancel);
        await Table.AddEntityAsync(Row("c", 9, 7, 1e20, false, Guid.Empty, s_time.AddMilliseconds(1), [], "z"), Cancel);

        string filter = TableClient.CreateQueryFilter(condition);

        Assert.Equal(rows, string.Concat(Table.Query<TableEntity>(filter, cancellationToken: Cancel).Select(entity => entity.RowKey)));
    }

    [Fact]
    public async Task QueryAsync_ByExpression_SelectsRangesOfKeys()
    {
        await AddManyAsync("p", 20);
        await AddManyAsync("q", 3);
        string first = "00005", end = "00009";

        int[] numbers = await Table
            .QueryAsync<TableEntity>(
                entity => entity.PartitionKey == "p" && entity.RowKey.CompareTo(first) >= 0 && string.Compare(entity.RowKey, end) < 0,
                cancellationToken: Cancel)
            .Select(entity => entity.GetInt32("Number")!.Value)
            .ToArrayAsync(Cancel);

        Assert.Equal([5, 6, 7, 8], numbers);
    }

    [Fact]
    public async Task QueryAsync_EnumByName_FindsIt()
    {
        await Table.AddEntityAsync(new EveryType { PartitionKey = "p", RowKey = "r", Grade = Grade.Excellent }, Cancel);

        Assert.Single(Table.Query<EveryType>(entity => entity.Grade.Equals(nameof(Grade.Excellent)), cancellationToken: Cancel));
        Assert.Empty(Table.Query<EveryType>(entity => entity.Grade.Equals(nameof(Grade.Fair)), cancellationToken: Cancel));
    }

    private static TableEntity Row(
        string row, int whole, long big, double real, bool flag, Guid id, DateTimeOffset time, byte[] bytes, string text) => new("p", row)
        {
            ["Whole"] = whole,
            ["Big"] = big,
            ["Real"] = real,
            ["Flag"] = flag,
            ["Id"] = id,
            ["Time"] = time,
            ["Bytes"] = bytes,
            ["Text"] = text,
        };
}
