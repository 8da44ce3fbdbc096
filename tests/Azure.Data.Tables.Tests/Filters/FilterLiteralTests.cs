using System.Globalization;
using Azure.Data.Tables.Tests.Support;

namespace Azure.Data.Tables.Tests.Filters;

public sealed class FilterLiteralTests
{
    private static readonly DateTimeOffset s_time = new DateTimeOffset(2026, 10, 31, 23, 59, 59, TimeSpan.FromHours(8)).AddTicks(1_234_567);

    public static TheoryData<object, string> Literals => new()
    {
        { "text", "'text'" },
        { "", "''" },
        { "it's", "'it''s'" },
        { "'", "''''" },
        { "x' or 'a' eq 'a", "'x'' or ''a'' eq ''a'" },
        { "{0} {1:x}", "'{0} {1:x}'" },
        { "中文", "'中文'" },
        { 5, "5" },
        { int.MinValue, "-2147483648" },
        { (short)-3, "-3" },
        { (byte)3, "3" },
        { 5L, "5L" },
        { long.MinValue, "-9223372036854775808L" },
        { 5UL, "5L" },
        { true, "true" },
        { false, "false" },
        { 1.0, "1.0" },
        { -1.5, "-1.5" },
        { 1e20, "100000000000000000000.0" },
        { 1.25e20, "125000000000000000000.0" },
        { -1.25e-7, "-0.000000125" },
        { 5e-324, "0." + new string('0', 323) + "5" },
        { 1234567890123456.7, "1234567890123456.8" },
        { 1e15 + 0.5, "1000000000000000.5" },
        { new Guid("00112233-4455-6677-8899-AABBCCDDEEFF"), "guid'00112233-4455-6677-8899-aabbccddeeff'" },
        { s_time, "datetime'2026-10-31T15:59:59.1234567Z'" },
        { s_time.UtcDateTime, "datetime'2026-10-31T15:59:59.1234567Z'" },
        { new byte[] { 0, 171, 255 }, "X'00ABFF'" },
        { Array.Empty<byte>(), "X''" },
        { BinaryData.FromBytes(new byte[] { 1 }), "X'01'" },
    };

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Literals))]
    public void CreateQueryFilter_Value_BecomesTheLiteralOfItsType(object value, string literal) =>
        Assert.Equal($"A eq {literal}", TableClient.CreateQueryFilter($"A eq {value}"));

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Literals))]
    public void CreateQueryFilter_AnyCulture_MakesTheSameLiteral(object value, string literal)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("ar-SA");
        try
        {
            Assert.Equal(literal, TableClient.CreateQueryFilter($"{value}"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    public static TheoryData<object?> Unsayable =>
    [
        new TheoryDataRow<object?>(null), double.NaN, double.PositiveInfinity, Grade.Fair, 1.5m, 'c',
        new DateTime(2026, 10, 1), new DateTime(2026, 10, 1, 0, 0, 0, DateTimeKind.Local), new Uri("https://example.org"),
    ];

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Unsayable))]
    public void CreateQueryFilter_ValueThatNoFilterHolds_Throws(object? value) =>
        Assert.Throws<NotSupportedException>(() => TableClient.CreateQueryFilter($"A eq {value}"));

    [Fact]
    public void CreateQueryFilter_FormatAndAlignment_CannotChangeALiteral() =>
        Assert.Equal("A eq 5 and B eq 'x'", TableClient.CreateQueryFilter($"A eq {5:D8} and B eq {"x":N}"));

    [Fact]
    public void CreateQueryFilter_SeveralValues_FillTheirPlaces() =>
        Assert.Equal("A eq 'a' and B gt 1 and A ne 'a'", TableServiceClient.CreateQueryFilter($"A eq {"a"} and B gt {1} and A ne {"a"}"));

    [Fact]
    public void CreateQueryFilter_Null_IsNull() => Assert.Null(TableClient.CreateQueryFilter(null!));
}
