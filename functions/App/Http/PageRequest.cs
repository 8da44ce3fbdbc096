using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Yuekao.App.Http;

/// <summary>Which page of a list is asked for: the query's <c>top</c> and <c>continuation</c>.</summary>
public sealed class PageRequest
{
    internal const int DefaultTop = 100;
    internal const int MaximumTop = 1000;

    private const int ChecksumLength = 8;

    private readonly string list;

    private PageRequest(string list, int top, string? place) => (this.list, Top, Place) = (list, top, place);

    /// <summary>How many items at most: 1 to 1000, 100 when not given.</summary>
    public int Top { get; }

    /// <summary>Where the page starts, as the list said when it made the previous page; null for the first.</summary>
    public string? Place { get; }

    /// <summary>Reads the query. A continuation is good only for the list it was given for: the same path and the same filters.</summary>
    /// <param name="request">The request.</param>
    /// <param name="query">Takes the errors; the endpoint reads its own parameters from it too, then calls <see cref="QueryReader.ThrowIfWrong"/>.</param>
    public static PageRequest Read(HttpRequest request, QueryReader query)
    {
        int top = query.Number("top", DefaultTop, 1, MaximumTop);
        string asked = ListOf(request);
        string? place = null;
        if (query.Text("continuation") is { } token && !TryDecode(token, asked, out place))
            query.Wrong("continuation", "must be the continuation of an earlier page of this very list.");
        return new PageRequest(asked, top, place);
    }

    /// <summary>The answer.</summary>
    /// <param name="items">The page's items.</param>
    /// <param name="next">Where the next page starts; null on the last.</param>
    public Page<T> Answer<T>(IReadOnlyList<T> items, string? next) => new(items, next is null ? null : Encode(next));

    private static string ListOf(HttpRequest request) => string.Join('\n', request.Query
        .Where(parameter => parameter.Key is not ("top" or "continuation"))
        .OrderBy(parameter => parameter.Key, StringComparer.Ordinal)
        .Select(parameter => $"{parameter.Key}={parameter.Value}")
        .Prepend(request.Path.Value));

    private string Encode(string place) => Base64Url.EncodeToString([.. Checksum(list, place), .. Encoding.UTF8.GetBytes(place)]);

    private static bool TryDecode(string token, string list, [NotNullWhen(true)] out string? place)
    {
        place = null;
        if (!Base64Url.IsValid(token) || Base64Url.DecodeFromChars(token) is not { Length: > ChecksumLength } bytes)
            return false;
        string decoded = Encoding.UTF8.GetString(bytes.AsSpan(ChecksumLength));
        if (!bytes.AsSpan(0, ChecksumLength).SequenceEqual(Checksum(list, decoded)))
            return false;
        place = decoded;
        return true;
    }

    // Guards against mistakes, not against malice: a forged place is still a place of the same list.
    private static ReadOnlySpan<byte> Checksum(string list, string place) => SHA256.HashData(Encoding.UTF8.GetBytes($"{list}\n\n{place}")).AsSpan(0, ChecksumLength);
}
