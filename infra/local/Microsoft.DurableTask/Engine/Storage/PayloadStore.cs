using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Microsoft.DurableTask.Local;

/// <summary>Large payloads, each a blob under the folder of the execution that owns it. A blob is written before the row that refers to it.</summary>
internal sealed class PayloadStore(BlobContainerClient container, int threshold)
{
    public Task CreateAsync(CancellationToken cancellation) => container.CreateIfNotExistsAsync(cancellationToken: cancellation);

    public static string Folder(InstanceRecord record) => $"{record.Key}/{record.Generation}/{record.Execution}/";

    /// <summary>Stores those payloads that are too large for a row.</summary>
    /// <returns>Whether there were any.</returns>
    public async Task<bool> SaveAsync(string folder, IEnumerable<Payload?> payloads, CancellationToken cancellation)
    {
        bool any = false;
        foreach (Payload? payload in payloads)
        {
            if (payload is not { Blob: null } || !IsLarge(payload.Text))
                continue;
            payload.StoredIn(await SaveAsync(folder, BinaryData.FromString(payload.Text), cancellation));
            any = true;
        }

        return any;
    }

    /// <summary>Stores bytes under a name of their own.</summary>
    /// <returns>The blob's name.</returns>
    public async Task<string> SaveAsync(string folder, BinaryData content, CancellationToken cancellation)
    {
        string name = $"{folder}{Guid.NewGuid():N}";
        await container.GetBlobClient(name).UploadAsync(content, overwrite: true, cancellation);
        return name;
    }

    /// <summary>Reads the payloads that are in blobs.</summary>
    public async Task FillAsync(IEnumerable<Payload?> payloads, CancellationToken cancellation)
    {
        foreach (Payload? payload in payloads)
        {
            if (payload is { IsMissing: true, Blob: { } blob })
                payload.Fill((await ReadAsync(blob, cancellation)).ToString());
        }
    }

    public async Task<BinaryData> ReadAsync(string blob, CancellationToken cancellation) =>
        (await container.GetBlobClient(blob).DownloadContentAsync(cancellation)).Value.Content;

    /// <summary>Removes all blobs whose names begin so.</summary>
    public async Task DeleteAsync(string prefix, CancellationToken cancellation)
    {
        await foreach (BlobItem blob in container.GetBlobsAsync(prefix: prefix, cancellationToken: cancellation))
            await container.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: cancellation);
    }

    private bool IsLarge(string text) => text.Length > threshold / 4 && Encoding.UTF8.GetByteCount(text) > threshold;
}
