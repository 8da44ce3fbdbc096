using System.IO.MemoryMappedFiles;
using IOPath = System.IO.Path;

namespace Yuekao.Local.Host.Durable;

/// <summary>
/// A clock that can be moved forward: real time plus an offset, which only grows once the file exists. The offset is eight bytes (ticks, in the machine's byte
/// order) at the start of a memory-mapped file kept with the hub's data: it outlives this process however that ends, and other processes read it without a call.
/// One process moves the clock; any number may open the same file and read it.
/// </summary>
/// <remarks><see cref="TimeProvider.CreateTimer"/> and the timestamps for measuring stay real: only dates are driven.</remarks>
public sealed class DrivenClock : TimeProvider, IDisposable
{
    // Waiters look again after this, should another process have moved the clock against the rule.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly Lock moving = new();
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;
    private TaskCompletionSource nudged = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private DrivenClock(string path, FileStream stream)
    {
        Path = path;
        file = MemoryMappedFile.CreateFromFile(stream, mapName: null, sizeof(long), MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
        view = file.CreateViewAccessor(0, sizeof(long));
    }

    /// <summary>The file that keeps the offset.</summary>
    public string Path { get; }

    internal DateTime UtcNow => GetUtcNow().UtcDateTime;

    /// <summary>Opens the clock, or makes it.</summary>
    /// <param name="path">The file; its folder is made when missing.</param>
    /// <param name="start">Where a new clock begins, in the past or the future of the real one. An existing clock that is behind it is moved there; one that is ahead stays.</param>
    public static DrivenClock Open(string path, DateTimeOffset? start = null)
    {
        Directory.CreateDirectory(IOPath.GetDirectoryName(IOPath.GetFullPath(path))!);
        // Shared for all: the default would lock the file, and the app could not read it.
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (stream.Length < sizeof(long))
            stream.Write(BitConverter.GetBytes(start is { } begin ? (begin - System.GetUtcNow()).Ticks : 0));
        var clock = new DrivenClock(path, stream);
        if (start is { } least)
            clock.MoveTo(least);
        return clock;
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(view.ReadInt64(0));

    /// <summary>Moves the clock forward; a moment that has passed changes nothing.</summary>
    public void MoveTo(DateTimeOffset to)
    {
        lock (moving)
        {
            long by = (to - GetUtcNow()).Ticks;
            if (by <= 0)
                return;
            view.Write(0, view.ReadInt64(0) + by);
            view.Flush();
        }
        Nudge();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        view.Dispose();
        file.Dispose();
    }

    /// <summary>Makes those who wait look at what they wait for again.</summary>
    internal void Nudge() => Interlocked.Exchange(ref nudged, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();

    /// <summary>Waits until the clock shows a moment, be it moved there or by the passing of time. The moment may change after a <see cref="Nudge"/>.</summary>
    internal async Task ReachAsync(Func<DateTime> moment, CancellationToken cancellation)
    {
        while (true)
        {
            // Taken before the look at the moment: a nudge in between is not missed.
            Task woken = Volatile.Read(ref nudged).Task;
            TimeSpan wait = moment() - UtcNow;
            if (wait <= TimeSpan.Zero)
                return;
            await woken.WaitAsync(wait < LongestWait ? wait : LongestWait, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellation.ThrowIfCancellationRequested();
        }
    }
}
