using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Yuekao.App.Stages.Seal;

/// <summary>The archives of sealed cycles: one blob each, <c>county/scheme/period.zip</c>, written once.</summary>
public sealed class ArchiveStore(BlobServiceClient blobs)
{
    public const string Container = "archives";

    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Container);

    /// <summary>Writes an archive unless there is one; answers the one that is stored.</summary>
    public async Task<byte[]> WriteOnceAsync(CycleKey key, byte[] archive, CancellationToken cancellation)
    {
        var options = new BlobUploadOptions
        {
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
            HttpHeaders = new BlobHttpHeaders { ContentType = MediaTypeNames.Application.Zip },
        };
        try
        {
            await Blob(key).UploadAsync(BinaryData.FromBytes(archive), options, cancellation);
            return archive;
        }
        catch (RequestFailedException exists) when (exists.Status is StatusCodes.Status409Conflict or StatusCodes.Status412PreconditionFailed)
        {
            return (await FindAsync(key, cancellation))!;
        }
    }

    /// <summary>Null where there is none.</summary>
    public async Task<byte[]?> FindAsync(CycleKey key, CancellationToken cancellation)
    {
        try
        {
            BlobDownloadResult blob = await Blob(key).DownloadContentAsync(cancellation);
            return blob.Content.ToArray();
        }
        catch (RequestFailedException missing) when (missing.Status == StatusCodes.Status404NotFound)
        {
            return null;
        }
    }

    private BlobClient Blob(CycleKey key) => container.GetBlobClient($"{key.County}/{key.Scheme}/{key.Period}.zip");
}
