using Azure.Data.Tables.Tests.Support;

namespace Azure.Data.Tables.Tests;

public sealed class TableEntityTests
{
    private static readonly DateTimeOffset s_time = new(2026, 10, 1, 8, 0, 0, TimeSpan.FromHours(8));

    private readonly TableEntity entity = new("p", "r")
    {
        ["Text"] = "t",
        ["Whole"] = 1,
        ["Big"] = 2L,
        ["Real"] = 3.5,
        ["Flag"] = true,
        ["Id"] = Guid.Empty,
        ["Time"] = s_time,
        ["Utc"] = s_time.UtcDateTime,
        ["Bytes"] = new byte[] { 1 },
        ["Data"] = BinaryData.FromBytes(new byte[] { 2 }),
    };

    [Fact]
    public void Getters_OwnType_AnswerTheValue()
    {
        Assert.Equal("t", entity.GetString("Text"));
        Assert.Equal(1, entity.GetInt32("Whole"));
        Assert.Equal(2L, entity.GetInt64("Big"));
        Assert.Equal(3.5, entity.GetDouble("Real"));
        Assert.True(entity.GetBoolean("Flag"));
        Assert.Equal(Guid.Empty, entity.GetGuid("Id"));
        Assert.Equal(s_time, entity.GetDateTimeOffset("Time"));
        Assert.Equal(s_time.UtcDateTime, entity.GetDateTime("Utc"));
        Assert.Equal([1], entity.GetBinary("Bytes"));
        Assert.Equal([2], entity.GetBinaryData("Data").ToArray());
    }

    [Fact]
    public void Getters_TwinType_Convert()
    {
        Assert.Equal(s_time.UtcDateTime, entity.GetDateTime("Time"));
        Assert.Equal(s_time, entity.GetDateTimeOffset("Utc"));
        Assert.Equal([2], entity.GetBinary("Data"));
        Assert.Equal([1], entity.GetBinaryData("Bytes").ToArray());
    }

    [Fact]
    public void Getters_NoSuchProperty_AnswerNull()
    {
        Assert.Null(entity.GetString("none"));
        Assert.Null(entity.GetInt32("none"));
        Assert.Null(entity.GetInt64("none"));
        Assert.Null(entity.GetDouble("none"));
        Assert.Null(entity.GetBoolean("none"));
        Assert.Null(entity.GetGuid("none"));
        Assert.Null(entity.GetDateTime("none"));
        Assert.Null(entity.GetDateTimeOffset("none"));
        Assert.Null(entity.GetBinary("none"));
        Assert.Null(entity.GetBinaryData("none"));
        Assert.Null(entity["none"]);
    }

    [Fact]
    public void Getters_OtherType_ThrowAndNameTheProperty()
    {
        Action[] wrong =
        [
            () => entity.GetString("Whole"),
            () => entity.GetInt32("Big"),
            () => entity.GetInt64("Whole"),
            () => entity.GetDouble("Whole"),
            () => entity.GetBoolean("Text"),
            () => entity.GetGuid("Text"),
            () => entity.GetDateTime("Text"),
            () => entity.GetDateTimeOffset("Text"),
            () => entity.GetBinary("Text"),
            () => entity.GetBinaryData("Text"),
        ];

        Assert.All(wrong, get => Assert.Matches("'(Whole|Big|Text)'", Assert.Throws<InvalidOperationException>(get).Message));
    }

    [Fact]
    public void SystemProperties_SetAndRead_AreEntriesToo()
    {
        var time = DateTimeOffset.UnixEpoch;
        var changed = new TableEntity { PartitionKey = "p", RowKey = "r", Timestamp = time, ETag = new ETag("W/\"x\"") };

        Assert.Equal(("p", "r", time, new ETag("W/\"x\"")), (changed.PartitionKey, changed.RowKey, changed.Timestamp!.Value, changed.ETag));
        Assert.Equal(["PartitionKey", "RowKey", "Timestamp", "odata.etag"], changed.Keys);
        Assert.Equal(default, new TableEntity().ETag);
        Assert.Null(new TableEntity().PartitionKey);
    }

    [Fact]
    public void Constructor_Values_CopiesThem()
    {
        var values = new Dictionary<string, object> { ["PartitionKey"] = "p", ["A"] = 1 };
        var copy = new TableEntity(values);
        values["A"] = 2;

        Assert.Equal(("p", 1), (copy.PartitionKey, copy.GetInt32("A")));
        Assert.Empty(new TableEntity((IDictionary<string, object>)null!));
    }

    [Fact]
    public void Dictionary_EveryMember_ActsOnTheEntries()
    {
        var bag = new TableEntity { { "A", 1 } };
        IDictionary<string, object> entries = bag;

        Assert.Throws<ArgumentException>(() => bag.Add("A", 2));
        Assert.True(bag.ContainsKey("A"));
        Assert.True(bag.TryGetValue("A", out object? value));
        Assert.Equal(1, value);
        entries.Add(new("B", 2));
        Assert.True(entries.Contains(new KeyValuePair<string, object>("B", 2)));
        Assert.Equal([1, 2], entries.Values);
        var copied = new KeyValuePair<string, object>[2];
        entries.CopyTo(copied, 0);
        Assert.Equal(entries, copied);
        Assert.True(entries.Remove(new KeyValuePair<string, object>("B", 2)));
        Assert.False(bag.Remove("B"));
        Assert.False(entries.IsReadOnly);
        Assert.Single(bag);
        bag.Clear();
        Assert.Empty(bag);
    }

    [Fact]
    public void GetString_EnumEntry_Throws() =>
        Assert.Throws<InvalidOperationException>(() => new TableEntity { ["G"] = Grade.Fair }.GetString("G"));
}
