using System.IO.MemoryMappedFiles;
using IOPath = System.IO.Path;

namespace Yuekao.Local.Host.Durable;

/// <summary>
/// A clock that can be moved forward: real time plus an offset, which only grows. The offset is eight bytes (ticks, in the machine's byte order) in a
/// memory-mapped file kept with the hub's data: it outlives this process however that ends, and other processes read it. One thread of one process moves it.
/// Timers and timestamps for measuring stay real.
/// </summary>
public sealed class DrivenClock : TimeProvider, IDisposable
{
    internal static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);

    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;

    private DrivenClock(string path, FileStream stream)
    {
        Path = path;
        file = MemoryMappedFile.CreateFromFile(
            stream, mapName: null, sizeof(long), MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
        view = file.CreateViewAccessor(0, sizeof(long));
    }

    public string Path { get; }

    internal DateTime UtcNow => GetUtcNow().UtcDateTime;

    /// <summary>Opens a clock, or makes it where it starts, in the past or the future. One that is behind is moved there; one that is ahead stays.</summary>
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

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(view.ReadInt64(0));

    /// <summary>Moves the clock forward; a moment that has passed changes nothing.</summary>
    public void MoveTo(DateTimeOffset to)
    {
        long by = (to - GetUtcNow()).Ticks;
        if (by <= 0)
            return;
        view.Write(0, view.ReadInt64(0) + by);
        view.Flush();
    }

    public void Dispose()
    {
        view.Dispose();
        file.Dispose();
    }

    internal async Task ReachAsync(DateTime moment, CancellationToken cancellation)
    {
        while (moment > UtcNow)
            await Task.Delay(Poll, cancellation);
    }
}
