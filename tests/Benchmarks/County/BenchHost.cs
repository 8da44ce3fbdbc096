using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Yuekao.Local;

namespace Yuekao.Benchmarks.County;

/// <summary>The app on the local host, as <c>start</c> runs it: the host and, as its child, the app's worker.</summary>
internal sealed class BenchHost : IAsyncDisposable
{
    private readonly HostProcess process;
    private readonly string data;

    private readonly Voice voice;

    private BenchHost(HostProcess process, string data, Voice voice) => (this.process, this.data, this.voice) = (process, data, voice);

    /// <summary>Where the app answers.</summary>
    public Uri Address => process.Http.BaseAddress!;

    /// <summary>The processor time that host and worker took since they started; null where a process's children cannot be told, which is anywhere but on Linux.</summary>
    public TimeSpan? CpuTime => OperatingSystem.IsLinux() ? TimeOf(process.Id) + TimeOf(WorkerOf(process.Id)) : null;

    /// <summary>Starts the app on a free port and on a clock of its own; it answers when this returns.</summary>
    /// <param name="start">What time it shall be in the app.</param>
    /// <param name="settings">The app's settings.</param>
    public static async Task<BenchHost> StartAsync(DateTimeOffset start, IReadOnlyDictionary<string, string> settings)
    {
        string folder = Directory.CreateTempSubdirectory("yuekao-benchmark-clock-").FullName;
        var said = new Voice();
        try
        {
            var options = new HostProcessOptions { Port = FreePort(), Data = folder, Settings = settings, Clock = start };
            return new BenchHost(await HostProcess.StartAsync(options, said.Print), folder, said);
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>Moves the app's time on, stopping at each timer on the way, and returns when everything is at rest.</summary>
    public Task MoveClockAsync(DateTimeOffset to, CancellationToken cancellation) => process.MoveClockAsync(to, cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        voice.IsOver = true;
        await process.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static TimeSpan TimeOf(int id)
    {
        using var one = Process.GetProcessById(id);
        return one.TotalProcessorTime;
    }

    // Each thread lists the processes that it started.
    private static int WorkerOf(int host) => Directory.EnumerateDirectories($"/proc/{host}/task")
        .SelectMany(thread => File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(id => int.Parse(id, System.Globalization.CultureInfo.InvariantCulture)).Single();

    // What every start says is no complaint, nor is what a host says that is stopped at its work.
    private sealed class Voice
    {
        public bool IsOver { get; set; }

        public void Print(string line)
        {
            if (!IsOver && !line.StartsWith("Yuekao is on ", StringComparison.Ordinal) && !line.Contains("APPLICATIONINSIGHTS_CONNECTION_STRING", StringComparison.Ordinal))
                Console.Error.WriteLine(line);
        }
    }
}
