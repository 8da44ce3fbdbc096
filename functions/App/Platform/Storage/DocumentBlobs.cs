using System.Text.Json.Serialization.Metadata;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Caching.Memory;

namespace Yuekao.App.Platform;

/// <summary>
/// Documents that are written once and never change, as compressed JSON in a blob. The first writer wins: an activity that runs again goes on with
/// what it wrote before. What was read or written is kept in memory up to a limit, because it cannot change.
/// </summary>
public sealed class DocumentBlobs(BlobServiceClient blobs) : IDisposable
{
    public const string Container = "cycles";

    private const long CacheBytes = 128L * 1024 * 1024;

    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Container);
    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = CacheBytes });

    /// <returns>The document that is stored: this one, or the one that was there first.</returns>
    public async Task<T> WriteOnceAsync<T>(string path, T document, CancellationToken cancellation) where T : class
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(document, DocumentJson.Options);
        var options = new BlobUploadOptions
        {
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
            HttpHeaders = new BlobHttpHeaders { ContentType = "application/json", ContentEncoding = "gzip" },
        };
        try
        {
            await container.GetBlobClient(path).UploadAsync(BinaryData.FromBytes(Gzip.Pack(json)), options, cancellation);
        }
        catch (RequestFailedException exists) when (exists.Status is StatusCodes.Status409Conflict or StatusCodes.Status412PreconditionFailed)
        {
            return await ReadAsync<T>(path, cancellation);
        }

        return Keep(path, document, json.Length);
    }

    /// <exception cref="InvalidOperationException">It is not there.</exception>
    public async Task<T> ReadAsync<T>(string path, CancellationToken cancellation) where T : class =>
        await FindAsync<T>(path, cancellation) ?? throw new InvalidOperationException($"The document '{path}' is missing.");

    /// <summary>Reads a document; null where there is none.</summary>
    public async Task<T?> FindAsync<T>(string path, CancellationToken cancellation) where T : class
    {
        if (cache.TryGetValue(path, out T? kept))
            return kept;
        try
        {
            BlobDownloadResult blob = await container.GetBlobClient(path).DownloadContentAsync(cancellation);
            byte[] json = Gzip.Unpack(blob.Content.ToArray());
            return Keep(path, JsonSerializer.Deserialize<T>(json, DocumentJson.Options)!, json.Length);
        }
        catch (RequestFailedException missing) when (missing.Status == StatusCodes.Status404NotFound)
        {
            return null;
        }
    }

    public void Dispose() => cache.Dispose();

    private T Keep<T>(string path, T document, long size) => cache.Set(path, document, new MemoryCacheEntryOptions { Size = size });
}

/// <summary>The JSON of stored documents and rows: the library's, with what holds for a pool said once and not again with each of its subjects.</summary>
internal static class DocumentJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(AssessmentJson.Options) { TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutPool } } };
        options.Converters.Add(new DurationConverter());
        options.MakeReadOnly();
        return options;
    }

    private static void LeaveOutPool(JsonTypeInfo contract)
    {
        if (contract.Type == typeof(Explanation))
            contract.Properties.Remove(contract.Properties.Single(property => property.PropertyType == typeof(PoolSummary)));
    }
}
