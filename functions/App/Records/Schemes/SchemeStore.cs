using System.Collections.Concurrent;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Yuekao.App.Records;

/// <summary>
/// The counties' schemes: documents as blobs, named by their content; an index row makes one of them the version.
/// So two writers cannot mix, and a crash between blob and row leaves no version behind.
/// </summary>
public sealed class SchemeStore(BlobServiceClient blobs, TableServiceClient tables, TimeProvider clock)
{
    /// <summary>The index: partition <c>county</c>, row <c>scheme|version</c>.</summary>
    public const string Table = "Schemes";

    /// <summary>The documents: <c>county/scheme/version/digest.json</c>.</summary>
    public const string Container = "schemes";

    // Documents never change. Each is some ten kilobytes; beyond so many all are forgotten and read anew.
    private const int MostKnown = 100;

    private readonly ConcurrentDictionary<(CountyId, string), byte[]> known = new();
    private readonly Rows<SchemeVersion> index = new(tables.GetTableClient(Table));
    private readonly BlobContainerClient documents = blobs.GetBlobContainerClient(Container);

    /// <summary>Null where the county has no such version.</summary>
    public Task<SchemeVersion?> FindAsync(CountyId county, SchemeKey key, CancellationToken cancellation) => index.FindAsync(county.Value, RowKey(key), cancellation);

    /// <summary>The newest version of a scheme; null where the county has none.</summary>
    public async Task<SchemeVersion?> FindLatestAsync(CountyId county, SchemeId scheme, CancellationToken cancellation) =>
        await ListAsync(county, scheme, after: null, most: 1000, cancellation) is [.., var newest] ? newest : null;

    /// <summary>Byte for byte as it was stored.</summary>
    public async Task<byte[]> ReadDocumentAsync(CountyId county, SchemeVersion version, CancellationToken cancellation)
    {
        if (known.TryGetValue((county, version.Digest), out byte[]? document))
            return document;
        BlobDownloadResult blob = await Blob(county, version.Key, version.Digest).DownloadContentAsync(cancellation);
        if (known.Count >= MostKnown)
            known.Clear();
        return known.GetOrAdd((county, version.Digest), blob.Content.ToArray());
    }

    /// <summary>Lists versions, by scheme and then by version.</summary>
    /// <param name="scheme">Only those of one scheme; null for all.</param>
    /// <param name="after">The version that the previous page ended with.</param>
    public Task<IReadOnlyList<SchemeVersion>> ListAsync(CountyId county, SchemeId? scheme, SchemeKey? after, int most, CancellationToken cancellation)
    {
        // '}' is the character after the '|' that ends the scheme's id.
        (string first, string end) = scheme is { } one ? ($"{one}|", $"{one}}}") : ("", "~");
        if (after is { } last)
            first = $"{RowKey(last)}|";
        return index.ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {county.Value} and RowKey ge {first} and RowKey lt {end}"), most, cancellation);
    }

    /// <summary>Stores a version; null when somebody stored one of that number first, with this content or other.</summary>
    public async Task<SchemeVersion?> AddAsync(CountyId county, Scheme scheme, ReadOnlyMemory<byte> document, AuditActor by, CancellationToken cancellation)
    {
        var version = new SchemeVersion(scheme.Key.Scheme, scheme.Key.Version, scheme.Document.Title, Digest.Of(document.Span).ToString(), clock.GetUtcNow(), by.Id, by.Name);
        await Blob(county, scheme.Key, version.Digest).UploadAsync(BinaryData.FromBytes(document), overwrite: true, cancellation);
        return await index.TryAddAsync(county.Value, RowKey(scheme.Key), version, cancellation) ? version : null;
    }

    private BlobClient Blob(CountyId county, SchemeKey key, string digest) => documents.GetBlobClient($"{county}/{key.Scheme}/{key.Version}/{digest}.json");
    private static string RowKey(SchemeKey key) => $"{key.Scheme}|{key.Version:00000000}";
}

/// <summary>A stored version of a scheme (考核办法). Its document never changes.</summary>
/// <param name="Digest">The SHA-256 of the document's bytes, in hexadecimal: also its ETag.</param>
/// <param name="By">The id of who stored it; <c>schemes</c> for one that came with the app.</param>
public sealed record SchemeVersion(SchemeId Scheme, int Version, LocalText Title, string Digest, DateTimeOffset At, string By, string ByName)
{
    internal SchemeKey Key => new(Scheme, Version);
}
