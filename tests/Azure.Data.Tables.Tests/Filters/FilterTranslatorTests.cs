using System.Linq.Expressions;
using Azure.Data.Tables.Tests.Support;

namespace Azure.Data.Tables.Tests.Filters;

public sealed class FilterTranslatorTests
{
    private const string Constant = "const";
    private static readonly string[] s_array = ["zero", "one"];
    private static readonly DateTimeOffset s_time = new(2026, 10, 31, 0, 0, 0, TimeSpan.Zero);

    private static string Captured { get; } = "property";

    public static TheoryData<Expression<Func<EveryType, bool>>, string> OverAClass
    {
        get
        {
            string local = "o'clock";
            int number = 5;
            int? maybe = 6;
            long big = 5_000_000_000;
            var holder = new { Inner = new { Name = "deep" } };
            return new()
            {
                { entity => entity.PartitionKey == "p", "PartitionKey eq 'p'" },
                { entity => "p" == entity.PartitionKey, "PartitionKey eq 'p'" },
                { entity => entity.RowKey != Constant, "RowKey ne 'const'" },
                { entity => entity.Text == local, "Text eq 'o''clock'" },
                { entity => entity.Text == Captured, "Text eq 'property'" },
                { entity => entity.Text == holder.Inner.Name, "Text eq 'deep'" },
                { entity => entity.Text == s_array[1], "Text eq 'one'" },
                { entity => entity.Text == local + "!" + number, "Text eq 'o''clock!5'" },
                { entity => entity.Whole < number, "Whole lt 5" },
                { entity => entity.Whole <= number + 1, "Whole le 6" },
                { entity => entity.Whole > -number, "Whole gt -5" },
                { entity => number >= entity.Whole, "Whole le 5" },
                { entity => number > entity.Whole, "Whole lt 5" },
                { entity => number <= entity.Whole, "Whole ge 5" },
                { entity => number < entity.Whole, "Whole gt 5" },
                { entity => entity.Whole == 7L, "Whole eq 7" },
                { entity => entity.Whole < big, "Whole lt 5000000000L" },
                { entity => entity.WholeOrNull == 3, "WholeOrNull eq 3" },
                { entity => entity.WholeOrNull!.Value > maybe, "WholeOrNull gt 6" },
                { entity => entity.Big == 3, "Big eq 3L" },
                { entity => entity.Big >= number, "Big ge 5L" },
                { entity => entity.Positive == 3, "Positive eq 3L" },
                { entity => entity.Real > 1, "Real gt 1.0" },
                { entity => entity.Flag, "Flag eq true" },
                { entity => !entity.Flag, "not (Flag eq true)" },
                { entity => entity.Flag == false, "Flag eq false" },
                { entity => entity.FlagOrNull == true, "FlagOrNull eq true" },
                { entity => entity.FlagOrNull!.Value, "FlagOrNull eq true" },
                { entity => entity.Id == Guid.Empty, "Id eq guid'00000000-0000-0000-0000-000000000000'" },
                { entity => entity.Time >= s_time, "Time ge datetime'2026-10-31T00:00:00.0000000Z'" },
                { entity => entity.TimeOrNull < s_time, "TimeOrNull lt datetime'2026-10-31T00:00:00.0000000Z'" },
                { entity => entity.Utc > s_time.UtcDateTime.AddDays(1), "Utc gt datetime'2026-11-01T00:00:00.0000000Z'" },
                { entity => entity.Timestamp > s_time, "Timestamp gt datetime'2026-10-31T00:00:00.0000000Z'" },
                { entity => entity.Bytes == new byte[] { 1, 2 }, "Bytes eq X'0102'" },
                { entity => entity.Grade.Equals(nameof(Grade.Excellent)), "Grade eq 'Excellent'" },
                { entity => entity.Grade.Equals(Grade.Fair.ToString()), "Grade eq 'Fair'" },
                { entity => entity.Text!.Equals("x"), "Text eq 'x'" },
                { entity => "x".Equals(entity.Text), "Text eq 'x'" },
                { entity => string.Equals(entity.Text, "x"), "Text eq 'x'" },
                { entity => Equals(entity.Text, "x"), "Text eq 'x'" },
                { entity => entity.RowKey.CompareTo("a") >= 0, "RowKey ge 'a'" },
                { entity => 0 > entity.RowKey.CompareTo("a"), "RowKey lt 'a'" },
                { entity => "a".CompareTo(entity.RowKey) < 0, "RowKey gt 'a'" },
                { entity => string.Compare(entity.RowKey, "a") <= 0, "RowKey le 'a'" },
                { entity => string.Compare("a", entity.RowKey) <= 0, "RowKey ge 'a'" },
                { entity => entity.Whole == 1 && entity.Big == 2, "(Whole eq 1) and (Big eq 2L)" },
                { entity => entity.Whole == 1 || entity.Big == 2, "(Whole eq 1) or (Big eq 2L)" },
                { entity => entity.Whole == 1 & entity.Flag | entity.Big == 2, "((Whole eq 1) and (Flag eq true)) or (Big eq 2L)" },
                {
                    entity => (entity.Whole == 1 || entity.Whole == 2) && !(entity.Flag && entity.Big == 2),
                    "((Whole eq 1) or (Whole eq 2)) and (not ((Flag eq true) and (Big eq 2L)))"
                },
                { entity => entity.Text == "x' or true or 'y", "Text eq 'x'' or true or ''y'" },
                { entity => true, "true" },
            };
        }
    }

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(OverAClass))]
    public void CreateQueryFilter_OverAClass_SaysTheSameInOData(Expression<Func<EveryType, bool>> expression, string filter) =>
        Assert.Equal(filter, TableClient.CreateQueryFilter(expression));

    public static TheoryData<Expression<Func<TableEntity, bool>>, string> OverADictionary
    {
        get
        {
            string name = "Score";
            return new()
            {
                { entity => entity.PartitionKey == "p", "PartitionKey eq 'p'" },
                { entity => (string)entity["Text"] == "x", "Text eq 'x'" },
                { entity => (int)entity[name] > 90, "Score gt 90" },
                { entity => entity["Score"].Equals(90L), "Score eq 90L" },
                { entity => entity.GetString("Text") == "x", "Text eq 'x'" },
                { entity => entity.GetInt32(name) >= 90, "Score ge 90" },
                { entity => entity.GetInt64("Big") == 1, "Big eq 1L" },
                { entity => entity.GetDouble("Real") < 1, "Real lt 1.0" },
                { entity => entity.GetBoolean("Flag")!.Value, "Flag eq true" },
                { entity => entity.GetBoolean("Flag") == false, "Flag eq false" },
                { entity => (bool)entity["Flag"], "Flag eq true" },
                { entity => entity.GetGuid("Id") == Guid.Empty, "Id eq guid'00000000-0000-0000-0000-000000000000'" },
                { entity => entity.GetDateTimeOffset("Time") > s_time, "Time gt datetime'2026-10-31T00:00:00.0000000Z'" },
                { entity => entity.GetString("Text").CompareTo("a") > 0 && entity.RowKey.CompareTo("b") < 0, "(Text gt 'a') and (RowKey lt 'b')" },
            };
        }
    }

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(OverADictionary))]
    public void CreateQueryFilter_OverADictionary_SaysTheSameInOData(Expression<Func<TableEntity, bool>> expression, string filter) =>
        Assert.Equal(filter, TableClient.CreateQueryFilter(expression));

    public static TheoryData<Expression<Func<EveryType, bool>>> Unsayable => new()
    {
        entity => entity.Grade == Grade.Excellent,
        entity => entity.GradeOrNull != Grade.Excellent,
        entity => entity.Grade.Equals(Grade.Excellent),
        entity => entity.Text == null,
        entity => entity.WholeOrNull == null,
        entity => entity.WholeOrNull.HasValue,
        entity => entity.Text!.StartsWith("x"),
        entity => entity.Text!.Length == 3,
        entity => entity.Text!.Equals("x", StringComparison.OrdinalIgnoreCase),
        entity => string.Equals(entity.Text, "x", StringComparison.OrdinalIgnoreCase),
        entity => string.Compare(entity.Text, "x", StringComparison.Ordinal) == 0,
        entity => entity.RowKey.CompareTo("a") == 1,
        entity => entity.Whole == entity.WholeOrNull,
        entity => entity.Whole + 1 == 2,
        entity => s_array.Contains(entity.Text),
        entity => entity.Text!.ToUpperInvariant() == "X",
        entity => entity.Utc > new DateTime(2026, 10, 1),
    };

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Unsayable))]
    public void CreateQueryFilter_WhatNoFilterSays_Throws(Expression<Func<EveryType, bool>> expression) =>
        Assert.Throws<NotSupportedException>(() => TableClient.CreateQueryFilter(expression));

    [Fact]
    public void CreateQueryFilter_MethodOfADictionaryThatReadsNoProperty_Throws() =>
        Assert.Throws<NotSupportedException>(() => TableClient.CreateQueryFilter<TableEntity>(entity => entity.ContainsKey("A")));

    [Fact]
    public void CreateQueryFilter_OverAnInterface_NamesItsMembers() =>
        Assert.Equal("(PartitionKey eq 'p') and (RowKey ge 'r')", Generic<EveryType>());

    [Fact]
    public void CreateQueryFilter_OverATable_NamesTableName() =>
        Assert.Equal(
            "(TableName ge 'a') and (TableName lt 'b')",
            TableServiceClient.CreateQueryFilter(table => table.Name.CompareTo("a") >= 0 && table.Name.CompareTo("b") < 0));

    [Fact]
    public void CreateQueryFilter_NullExpression_IsNull() => Assert.Null(TableClient.CreateQueryFilter((Expression<Func<TableEntity, bool>>)null!));

    private static string Generic<T>()
        where T : class, ITableEntity => TableClient.CreateQueryFilter<T>(entity => entity.PartitionKey == "p" && entity.RowKey.CompareTo("r") >= 0);
}
