using System.Reflection;

namespace Yuekao.App.Tests.Platform.Formats;

public sealed class ListFormatsTests
{
    /// <summary>Every list of the app that is answered as a table, by the member that has it.</summary>
    public static TheoryData<string> Lists => [.. Found().Select(list => list.Name)];

    [Fact]
    public void Lists_AreFound() => Assert.True(Found().Count() >= 15, $"Only {Found().Count()} lists are found.");

    [Theory]
    [MemberData(nameof(Lists))]
    public void Columns_HaveNamesOfTheirOwn_AndHeadingsInChinese(string name)
    {
        IReadOnlyList<Column> columns = Found().Single(list => list.Name == name).Columns;

        Assert.Equal(columns.Count, columns.Select(column => column.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(columns.Count, columns.Select(column => column.ZhCn).Distinct(StringComparer.Ordinal).Count());
        Assert.All(columns, column => Assert.True(IsChinese(column.ZhCn) && column.Choices.All(choice => IsChinese(choice.Title)), column.Name));
    }

    private static bool IsChinese(string text) => text.Any(one => one is >= '\u4E00' and <= '\u9FFF') && !text.Any(char.IsAsciiLetter);

    private static IEnumerable<(string Name, IReadOnlyList<Column> Columns)> Found() => typeof(Column).Assembly.GetTypes()
        .Where(type => !type.ContainsGenericParameters)
        .SelectMany(type => type.GetProperties(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(property => property.PropertyType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ListFormats<>))
        .Select(property => ($"{property.DeclaringType!.Name}.{property.Name}", (IReadOnlyList<Column>)property.PropertyType.GetProperty("Columns", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(property.GetValue(null))!));
}
