using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>Keeps the status of timers where the Azure host keeps it: a blob each in the container <c>azure-webjobs-hosts</c>.</summary>
/// <param name="blobs">The host's storage.</param>
/// <param name="hostId">Tells apps that share the storage apart.</param>
internal sealed class TimerStatusStore(BlobServiceClient blobs, string hostId)
{
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient("azure-webjobs-hosts");

    /// <summary>The status, or null before the timer's first start.</summary>
    public async Task<ScheduleStatus?> ReadAsync(string function, CancellationToken cancellation)
    {
        try
        {
            ScheduleStatus? status = (await Blob(function).DownloadContentAsync(cancellation)).Value.Content.ToObjectFromJson<ScheduleStatus>();
            return status is null ? null : new ScheduleStatus { Last = Utc(status.Last), Next = Utc(status.Next), LastUpdated = Utc(status.LastUpdated) };
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
        catch (JsonException)
        {
            // Unreadable is as good as missing: the timer starts afresh and writes it anew.
            return null;
        }
    }

    public async Task WriteAsync(string function, ScheduleStatus status, CancellationToken cancellation)
    {
        BinaryData content = BinaryData.FromObjectAsJson(status);
        try
        {
            await Blob(function).UploadAsync(content, overwrite: true, cancellation);
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == "ContainerNotFound")
        {
            await container.CreateIfNotExistsAsync(cancellationToken: cancellation);
            await Blob(function).UploadAsync(content, overwrite: true, cancellation);
        }
    }

    // Times with an offset, as other hosts write them, are read as local ones.
    private static DateTime Utc(DateTime time) => time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : DateTime.SpecifyKind(time, DateTimeKind.Utc);

    private BlobClient Blob(string function) => container.GetBlobClient($"timers/{hostId}/{function}/status");
}
