using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Yuekao.App.Platform;

/// <summary>One page of a list: at most as many items as <c>top</c> asked for. The continuation asks for the next page; it is left out on the last.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Continuation = null);

/// <summary>Which page of a list is asked for: the query's <c>top</c> and <c>continuation</c>.</summary>
public sealed class PageRequest(string list, int top, string? place)
{
    internal const int DefaultTop = 100;
    internal const int MaximumTop = 1000;

    private const int ChecksumLength = 8;
    private const string Continuation = "continuation";
    private const string WrongContinuation = "must be the continuation of an earlier page of this very list.";

    /// <summary>How many items at most: 1 to 1000, 100 when not given.</summary>
    public int Top => top;

    /// <summary>What the page comes after in the list's order, as the list said when it made the previous page; null for the first.</summary>
    public string? Place => place;

    /// <summary>Reads the query. A continuation is good only for the list it was given for: the same path and the same filters.</summary>
    /// <remarks>The endpoint reads its own parameters from the query too, then calls <see cref="QueryReader.ThrowIfWrong"/>.</remarks>
    public static PageRequest Read(HttpRequest request, QueryReader query)
    {
        int top = query.Number("top", DefaultTop, 1, MaximumTop);
        string asked = ListOf(request);
        string? token = query.Text(Continuation);
        string? place = token is null ? null : Decode(token, asked);
        // An empty one is no first page: whoever lost it would read the list for ever.
        if (place is null && request.Query.ContainsKey(Continuation))
            query.Wrong(Continuation, WrongContinuation);
        return new PageRequest(asked, top, place);
    }

    /// <summary>Reads the query of a list that takes nothing else.</summary>
    /// <exception cref="ProblemException">Malformed, with everything that is wrong.</exception>
    public static PageRequest Read(HttpRequest request)
    {
        var query = new QueryReader(request.Query);
        PageRequest page = Read(request, query);
        query.ThrowIfWrong();
        return page;
    }

    /// <summary>The same list, all of it on one page.</summary>
    internal PageRequest Whole() => new(list, int.MaxValue, place: null);

    /// <summary>The place as what the list's order goes by.</summary>
    /// <exception cref="ProblemException">It is none: malformed.</exception>
    public T? After<T>(PlaceReader<T> read) where T : struct
    {
        if (place is null)
            return null;
        return read(place, out T after) ? after : throw ProblemException.Malformed(Continuation, WrongContinuation);
    }

    /// <summary>A place that is a whole number.</summary>
    public int? AfterNumber() => After((string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number));

    /// <summary>The answer of a list that was asked for <see cref="Top"/> items: where there are as many, there may be more, from the place after the last on.</summary>
    public Page<T> Answer<T>(IReadOnlyList<T> items, Func<T, string> placeOf) => Answer(items, items.Count == Top ? placeOf(items[^1]) : null);

    /// <summary>The answer, with where the next page starts; null on the last.</summary>
    public Page<T> Answer<T>(IReadOnlyList<T> items, string? next) => new(items, next is null ? null : Encode(next));

    private static string ListOf(HttpRequest request) => string.Join('\n', request.Query
        .Where(parameter => parameter.Key is not ("top" or Continuation))
        .OrderBy(parameter => parameter.Key, StringComparer.Ordinal)
        .Select(parameter => $"{parameter.Key}={parameter.Value}")
        .Prepend(request.Path.Value));

    private string Encode(string place) => Base64Url.EncodeToString([.. Checksum(list, place), .. Encoding.UTF8.GetBytes(place)]);

    private static string? Decode(string token, string list)
    {
        if (!Base64Url.IsValid(token) || Base64Url.DecodeFromChars(token) is not { Length: > ChecksumLength } bytes)
            return null;
        string place = Encoding.UTF8.GetString(bytes.AsSpan(ChecksumLength));
        return bytes.AsSpan(0, ChecksumLength).SequenceEqual(Checksum(list, place)) ? place : null;
    }

    // Guards against mistakes, not against malice: a forged place is still a place of the same list.
    private static ReadOnlySpan<byte> Checksum(string list, string place) => SHA256.HashData(Encoding.UTF8.GetBytes($"{list}\n\n{place}")).AsSpan(0, ChecksumLength);
}

/// <summary>Reads a place as a list wrote it.</summary>
public delegate bool PlaceReader<T>(string text, out T place) where T : struct;

internal static class ListPages
{
    /// <summary>The page that is asked for, of a list that is at hand as a whole.</summary>
    /// <param name="orderOf">Each item's own: in their order as text the list goes, and goes on where an item has come or gone since the page before.</param>
    public static Page<T> Of<T>(PageRequest request, IEnumerable<T> items, Func<T, string> orderOf)
    {
        T[] left =
        [
            .. items.Select(item => (Item: item, Order: orderOf(item)))
                .Where(one => request.Place is null || string.CompareOrdinal(one.Order, request.Place) > 0)
                .OrderBy(one => one.Order, StringComparer.Ordinal)
                .Select(one => one.Item),
        ];
        return left.Length > request.Top ? request.Answer<T>(left[..request.Top], orderOf(left[request.Top - 1])) : request.Answer<T>(left, next: null);
    }

    /// <summary>A number as text of the same order.</summary>
    public static string Order(int number) => number.ToString("D9", CultureInfo.InvariantCulture);
}
