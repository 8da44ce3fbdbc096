using System.Globalization;

namespace Microsoft.DurableTask.Tests;

public sealed class PageableTests
{
    [Fact]
    public async Task Create_Values_ComePageAfterPage()
    {
        AsyncPageable<int> pageable = Pageable.Create((token, size, _) => Task.FromResult(PageAt(token, size ?? 2)));

        List<int> all = await pageable.ToListAsync(TestContext.Current.CancellationToken);
        List<int> sizes = await pageable.AsPages("3", 4).Select(page => page.Values.Count).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], all);
        Assert.Equal([4, 3], sizes);
    }

    private static Page<int> PageAt(string? token, int size)
    {
        int from = token is null ? 0 : int.Parse(token, CultureInfo.InvariantCulture);
        int[] values = [.. Enumerable.Range(from, Math.Min(size, 10 - from))];
        int next = from + values.Length;
        return new Page<int>(values, next < 10 ? next.ToString(CultureInfo.InvariantCulture) : null);
    }
}
