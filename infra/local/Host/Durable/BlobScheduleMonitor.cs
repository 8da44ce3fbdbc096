using Azure;
using Azure.Storage.Blobs;
using Microsoft.Azure.WebJobs.Extensions.Timers;
using Newtonsoft.Json;

namespace Yuekao.Local.Host.Durable;

/// <summary>Keeps in blobs when each timer function last ran and runs next; for the official listener and for <see cref="CronTimers"/>.</summary>
/// <remarks>The official one comes in a package that does not go with the WebJobs version of the Durable Task extension.</remarks>
internal sealed class BlobScheduleMonitor(BlobContainerClient container) : ScheduleMonitor
{
    public override async Task<ScheduleStatus?> GetStatusAsync(string timerName)
    {
        try
        {
            return JsonConvert.DeserializeObject<ScheduleStatus>((await Blob(timerName).DownloadContentAsync()).Value.Content.ToString());
        }
        catch (RequestFailedException exception) when (exception.Status == StatusCodes.Status404NotFound)
        {
            return null;
        }
    }

    public override async Task UpdateStatusAsync(string timerName, ScheduleStatus status)
    {
        await container.CreateIfNotExistsAsync();
        await Blob(timerName).UploadAsync(BinaryData.FromString(JsonConvert.SerializeObject(status)), overwrite: true);
    }

    private BlobClient Blob(string timerName) => container.GetBlobClient($"timers/{timerName}/status");
}
