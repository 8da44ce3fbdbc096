namespace Yuekao.App.Http;

/// <summary>Pages of lists that are at hand as a whole.</summary>
internal static class ListPages
{
    /// <summary>The page that is asked for.</summary>
    /// <param name="request">Which page.</param>
    /// <param name="items">The whole list, in an order that is the same for every page.</param>
    /// <param name="keyOf">What tells an item from the others.</param>
    public static Page<T> Of<T>(PageRequest request, IReadOnlyList<T> items, Func<T, string> keyOf)
    {
        int start = request.Place is { } place ? 1 + items.Index().FirstOrDefault(one => keyOf(one.Item) == place, (-1, default!)).Index : 0;
        T[] page = [.. items.Skip(start).Take(request.Top)];
        return request.Answer<T>(page, start + page.Length < items.Count ? keyOf(page[^1]) : null);
    }
}
