using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Local;

/// <summary>
/// Writes what queries read, behind the histories: once for many changes of an instance, a hundred instances at a time. An ended instance is written as
/// ended only when what it sent has arrived, because recovery looks at no instance that has ended.
/// </summary>
internal sealed class Projection(HubServices hub)
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<OrchestrationInstance, byte> changed = new();
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly SemaphoreSlim wake = new(0);

    public void Start() => _ = Task.Run(RunAsync);

    /// <summary>Takes note of a change.</summary>
    public void Add(OrchestrationInstance instance) => changed.TryAdd(instance, 0);

    /// <summary>Writes soon: somebody waits.</summary>
    public void Hurry() => wake.Release();

    /// <summary>Writes all changes made so far, waiting for what ended instances have sent.</summary>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        await Task.WhenAll(changed.Keys.Where(instance => instance.HasEnded).Select(instance => instance.Delivered)).WaitAsync(cancellation);
        await WriteAllAsync(cancellation);
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await wake.WaitAsync(Delay, hub.Lifetime.Halted);
                if (!changed.IsEmpty)
                    await WriteAllAsync(hub.Lifetime.Halted);
            }
        }
        catch (OperationCanceledException)
        {
            // Recovery writes what is missing.
        }
        catch (Exception exception)
        {
            hub.Lifetime.Halt(new InvalidOperationException($"Instances could not be stored: {exception.Message}", exception));
        }
    }

    private async Task WriteAllAsync(CancellationToken cancellation)
    {
        await writing.WaitAsync(cancellation);
        try
        {
            await Task.WhenAll(changed.Keys.Select(WriteAsync)).WaitAsync(cancellation);
        }
        finally
        {
            writing.Release();
        }
    }

    private async Task WriteAsync(OrchestrationInstance instance)
    {
        changed.TryRemove(instance, out _);
        InstanceRecord record = instance.Record;
        if (record.HasEnded && !instance.Delivered.IsCompletedSuccessfully)
        {
            // Its turn comes again.
            changed.TryAdd(instance, 0);
            return;
        }

        try
        {
            await hub.Storage.Instances.WriteAsync(record, hub.Lifetime.Halted);
        }
        catch
        {
            changed.TryAdd(instance, 0);
            throw;
        }

        foreach (string folder in instance.TakeStaleFolders(record))
            await RemoveAsync(folder);
        if (record.HasEnded)
            hub.Directory.Retire(instance);
    }

    private async Task RemoveAsync(string folder)
    {
        try
        {
            await hub.Storage.Payloads.DeleteAsync(folder, hub.Lifetime.Halted);
        }
        catch (Exception exception) when (TransientFaults.Include(exception, hub.Lifetime.Halted))
        {
            hub.Logger.LogWarning(exception, "The blobs under '{Folder}' could not be removed; they go when the instance is purged.", folder);
        }
    }
}
