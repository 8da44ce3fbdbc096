using System.Collections.Concurrent;
using System.Globalization;

namespace Microsoft.DurableTask.Local;

/// <summary>Which host holds a hub: a machine, a process on it, a hub object in that.</summary>
internal sealed record HostIdentity(string Machine, int Process, DateTime ProcessStarted, string Hub)
{
    // Start times are measured from a boot time that is itself computed.
    private static readonly TimeSpan SameTime = TimeSpan.FromSeconds(2);

    private static readonly ConcurrentDictionary<string, byte> AliveHere = new();

    /// <summary>This process, with a new hub that counts as alive until <see cref="End"/>.</summary>
    public static HostIdentity Begin()
    {
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        string hub = Guid.NewGuid().ToString("N");
        AliveHere.TryAdd(hub, 0);
        return new HostIdentity(Environment.MachineName, Environment.ProcessId, self.StartTime.ToUniversalTime(), hub);
    }

    public static HostIdentity? Read(IDictionary<string, string> metadata) =>
        metadata.TryGetValue("machine", out string? machine)
        && metadata.TryGetValue("hub", out string? hub)
        && metadata.TryGetValue("process", out string? id) && int.TryParse(id, CultureInfo.InvariantCulture, out int process)
        && metadata.TryGetValue("started", out string? ticks) && long.TryParse(ticks, CultureInfo.InvariantCulture, out long started)
            ? new HostIdentity(Uri.UnescapeDataString(machine), process, new DateTime(started, DateTimeKind.Utc), hub)
            : null;

    public Dictionary<string, string> Write() => new()
    {
        // Header values are ASCII.
        ["machine"] = Uri.EscapeDataString(Machine),
        ["process"] = Process.ToString(CultureInfo.InvariantCulture),
        ["started"] = ProcessStarted.Ticks.ToString(CultureInfo.InvariantCulture),
        ["hub"] = Hub,
    };

    public void End() => AliveHere.TryRemove(Hub, out _);

    /// <summary>Whether the holder is certainly gone. Of other machines nothing is certain.</summary>
    public bool IsGone() => Machine == Environment.MachineName
        && (Process == Environment.ProcessId ? !AliveHere.ContainsKey(Hub) : !IsRunning());

    public override string ToString() => $"process {Process} on {Machine}, started {ProcessStarted:yyyy-MM-dd HH:mm:ss} UTC";

    private bool IsRunning()
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(Process);
            return (process.StartTime.ToUniversalTime() - ProcessStarted).Duration() < SameTime;
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (Exception exception) when (exception is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It ended just now, or it may not be looked at: the lease will tell.
            return exception is not InvalidOperationException;
        }
    }
}
