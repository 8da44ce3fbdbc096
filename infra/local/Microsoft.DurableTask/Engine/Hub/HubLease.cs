using System.Diagnostics;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Local;

/// <summary>
/// The lease that makes a host the only one of its hub. Its blob says who holds it, so that the place of a host that was killed is free at once.
/// </summary>
internal sealed class HubLease(BlobContainerClient container, TaskHubOptions options, HubLifetime lifetime, ILogger logger)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    private readonly BlobClient blob = container.GetBlobClient("host");
    private readonly HostIdentity host = HostIdentity.Begin();
    private BlobLeaseClient? lease;
    private Task renewal = Task.CompletedTask;

    /// <summary>Names this host in what it writes.</summary>
    public string Writer => host.Hub;

    /// <summary>Takes the hub, waiting for a holder that may be gone.</summary>
    /// <exception cref="InvalidOperationException">Another host holds the hub and goes on holding it.</exception>
    public async Task AcquireAsync(CancellationToken cancellation)
    {
        await CreateBlobAsync(cancellation);
        long began = Stopwatch.GetTimestamp();
        bool told = false;
        while (!await TryAcquireAsync(cancellation))
        {
            HostIdentity? holder = HostIdentity.Read((await blob.GetPropertiesAsync(cancellationToken: cancellation)).Value.Metadata);
            if (holder?.IsGone() == true)
            {
                logger.LogInformation("Task hub '{Hub}' was held by {Holder}, which is gone: taking over.", options.HubName, holder);
                await BreakAsync(cancellation);
                continue;
            }

            if (Stopwatch.GetElapsedTime(began) >= options.TakeoverTimeout)
            {
                throw new InvalidOperationException(
                    $"Task hub '{options.HubName}' is in use by another host ({holder?.ToString() ?? "unknown"}). Stop that host, or use another hub name.");
            }

            if (!told)
            {
                logger.LogWarning(
                    "Task hub '{Hub}' is held by {Holder}; waiting up to {Timeout} for it to let go.", options.HubName, holder, options.TakeoverTimeout);
            }

            told = true;
            await Task.Delay(Poll, cancellation);
        }

        renewal = Task.Run(RenewAsync, CancellationToken.None);
    }

    /// <summary>Gives the hub back, for the next host to take at once.</summary>
    public async Task ReleaseAsync()
    {
        host.End();
        await renewal;
        if (lease is null)
            return;
        try
        {
            await lease.ReleaseAsync();
        }
        catch (Exception exception) when (exception is RequestFailedException or AggregateException or IOException)
        {
            logger.LogWarning(exception, "The lease of task hub '{Hub}' could not be released; it runs out by itself.", options.HubName);
        }
    }

    /// <summary>Leaves the lease to run out, as a host that is killed does.</summary>
    public void Abandon() => host.End();

    private async Task CreateBlobAsync(CancellationToken cancellation)
    {
        await container.CreateIfNotExistsAsync(cancellationToken: cancellation);
        try
        {
            await blob.UploadAsync(BinaryData.Empty, overwrite: false, cancellation);
        }
        catch (RequestFailedException exception) when (exception.Status is 409 or 412)
        {
            // It is there already.
        }
    }

    private async Task<bool> TryAcquireAsync(CancellationToken cancellation)
    {
        BlobLeaseClient wanted = blob.GetBlobLeaseClient(Guid.NewGuid().ToString());
        try
        {
            await wanted.AcquireAsync(options.LeaseDuration, cancellationToken: cancellation);
        }
        catch (RequestFailedException exception) when (exception.Status == 409)
        {
            return false;
        }

        lease = wanted;
        await blob.SetMetadataAsync(host.Write(), new BlobRequestConditions { LeaseId = wanted.LeaseId }, cancellation);
        return true;
    }

    private async Task BreakAsync(CancellationToken cancellation)
    {
        try
        {
            await blob.GetBlobLeaseClient().BreakAsync(TimeSpan.Zero, cancellationToken: cancellation);
        }
        catch (RequestFailedException exception) when (exception.Status == 409)
        {
            // Another host was quicker; the next attempt tells.
        }
    }

    private async Task RenewAsync()
    {
        long renewed = Stopwatch.GetTimestamp();
        while (await PauseAsync(options.LeaseDuration / 5))
        {
            try
            {
                await lease!.RenewAsync(cancellationToken: lifetime.Halted);
                renewed = Stopwatch.GetTimestamp();
            }
            catch (Exception exception) when (
                TransientFaults.Include(exception, lifetime.Halted) && Stopwatch.GetElapsedTime(renewed) < options.LeaseDuration * 0.8)
            {
                logger.LogWarning(exception, "The lease of task hub '{Hub}' could not be renewed; trying again.", options.HubName);
            }
            catch (Exception exception)
            {
                lifetime.Halt(new InvalidOperationException(
                    $"This host lost task hub '{options.HubName}': its lease could not be renewed. It stops, because another host may hold the hub now.",
                    exception));
            }
        }
    }

    private async Task<bool> PauseAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, lifetime.Halted);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
