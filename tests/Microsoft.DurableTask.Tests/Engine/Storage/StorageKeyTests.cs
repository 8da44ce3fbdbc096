using Microsoft.DurableTask.Local;

namespace Microsoft.DurableTask.Tests;

public sealed class StorageKeyTests
{
    [Theory]
    [InlineData("haixing.village-monthly.2026-10_a", "haixing.village-monthly.2026-10_a")]
    [InlineData("a/b", "a~002fb")]
    [InlineData("海兴", "~6d77~5174")]
    [InlineData("~", "~007e")]
    [InlineData("a|b", "a~007cb")]
    public void Escape_AnyId_IsFitForAKey(string id, string key) => Assert.Equal(key, StorageKey.Escape(id));

    [Fact]
    public void Escape_AllCharacters_NeverMakeTheSameKeyOfTwoIds()
    {
        string[] ids = [.. Enumerable.Range(1, 0xD7FF).Select(code => ((char)code).ToString())];

        Assert.Equal(ids.Length, ids.Select(StorageKey.Escape).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Validate_LongestId_IsAccepted()
    {
        StorageKey.Validate(new string('x', StorageKey.MaxLength));
        StorageKey.Validate(new string('海', StorageKey.MaxLength / 5));

        Assert.Throws<ArgumentException>(() => StorageKey.Validate(new string('海', (StorageKey.MaxLength / 5) + 1)));
    }
}
