using System.Collections.Concurrent;
using System.Threading.Channels;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Local;

/// <summary>
/// Writes to a table, one transaction at a time per partition; whatever many instances ask for while a transaction is under way goes into the next.
/// A write is tried until it succeeds, is refused for good, or the hub halts.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="isOurs">Whether a unit that conflicts has in fact been written by us, in an attempt whose answer was lost.</param>
/// <param name="logger">Hears of storage that does not answer.</param>
/// <param name="halted">Gives up everything.</param>
internal sealed class GroupCommitter(
    TableClient table, Func<CommitUnit, CancellationToken, Task<bool>> isOurs, ILogger logger, CancellationToken halted)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, ChannelWriter<Pending>> queues = new();

    /// <summary>Writes a unit.</summary>
    /// <exception cref="OperationCanceledException">The hub halted. The unit may have been written or not.</exception>
    /// <exception cref="Azure.RequestFailedException">Storage refuses the unit.</exception>
    public Task CommitAsync(CommitUnit unit)
    {
        var pending = new Pending(unit);
        if (halted.IsCancellationRequested || !queues.GetOrAdd(unit.Partition, _ => Open()).TryWrite(pending))
            pending.SetCanceled(halted);
        return pending.Task;
    }

    private ChannelWriter<Pending> Open()
    {
        var queue = Channel.CreateUnbounded<Pending>(new UnboundedChannelOptions { SingleReader = true });
        _ = Task.Run(() => WriteAllAsync(queue.Reader), CancellationToken.None);
        return queue.Writer;
    }

    private async Task WriteAllAsync(ChannelReader<Pending> queue)
    {
        var group = new CommitGroup<Pending>(pending => pending.Unit);
        while (!halted.IsCancellationRequested && (group.HasLeftover || await WaitAsync(queue)))
        {
            while (!group.IsClosed && queue.TryRead(out Pending? next))
                group.Add(next);
            await WriteAsync(group.Take());
        }

        foreach (Pending pending in group.Take())
            pending.TrySetCanceled(halted);
        while (queue.TryRead(out Pending? pending))
            pending.TrySetCanceled(halted);
    }

    private async Task<bool> WaitAsync(ChannelReader<Pending> queue)
    {
        try
        {
            return await queue.WaitToReadAsync(halted);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task WriteAsync(IReadOnlyList<Pending> group)
    {
        try
        {
            await SubmitAsync(group);
            foreach (Pending pending in group)
                pending.SetResult();
        }
        catch (OperationCanceledException)
        {
            foreach (Pending pending in group)
                pending.SetCanceled(halted);
        }
        catch (Exception) when (group.Count > 1)
        {
            // One of them is refused: the others must not suffer.
            foreach (Pending pending in group)
                await WriteAsync([pending]);
        }
        catch (Exception exception)
        {
            group[0].SetException(exception);
        }
    }

    private async Task SubmitAsync(IReadOnlyList<Pending> group)
    {
        TimeSpan pause = FirstPause;
        while (true)
        {
            try
            {
                await table.SubmitTransactionAsync(group.SelectMany(pending => pending.Unit.Actions), halted);
                return;
            }
            catch (Azure.RequestFailedException exception) when (exception.Status == 409)
            {
                if (!await isOurs(group[0].Unit, halted))
                    throw;
                return;
            }
            catch (Exception exception) when (TransientFaults.Include(exception, halted))
            {
                logger.LogWarning(exception, "Table '{Table}' could not be written; trying again in {Pause}.", table.Name, pause);
            }

            await Task.Delay(pause, halted);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private sealed class Pending(CommitUnit unit) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public CommitUnit Unit { get; } = unit;
    }
}
