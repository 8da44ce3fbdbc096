namespace Yuekao.Local.Azurite;

/// <summary>A running Azurite that this process started, or found running.</summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    // Published by Microsoft for the storage emulator: the same on every machine, and no secret.
    private const string AccountName = "devstoreaccount1";
    private const string AccountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private readonly Process? process;

    private AzuriteServer(AzuritePorts ports, Process? process)
    {
        Ports = ports;
        this.process = process;
    }

    /// <summary>The ports it listens on.</summary>
    public AzuritePorts Ports { get; }

    /// <summary>Whether this process started it, and so stops it on disposal.</summary>
    public bool Started => process is not null;

    /// <summary>The connection string of its development account.</summary>
    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={AccountName};AccountKey={AccountKey};BlobEndpoint={Endpoint(Ports.Blob)};"
        + $"QueueEndpoint={Endpoint(Ports.Queue)};TableEndpoint={Endpoint(Ports.Table)};";

    /// <summary>Uses the Azurite that listens on the ports already, or installs and starts one.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="progress">Told a line at a time what takes long.</param>
    /// <param name="cancellation">Gives up; what was started is stopped.</param>
    /// <exception cref="AzuriteException">Node.js or npm is missing or fails, a port is taken by something else, or it does not start.</exception>
    public static async Task<AzuriteServer> StartAsync(AzuriteOptions options, Action<string> progress, CancellationToken cancellation = default)
    {
        if (await IsRunningAsync(options.Ports, cancellation))
            return new AzuriteServer(options.Ports, process: null);

        await NodeRuntime.CheckAsync(options.Node, cancellation);
        var installation = new AzuriteInstallation(options, progress);
        await installation.EnsureAsync(cancellation);

        var server = new AzuriteServer(options.Ports, AzuriteProcess.Start(options, installation.EntryPoint));
        try
        {
            await server.WaitUntilListeningAsync(options, cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops it, if this process started it: first kindly, so that it saves its data, then by force.</summary>
    public async ValueTask DisposeAsync()
    {
        if (process is null)
            return;
        await AzuriteProcess.StopAsync(process, StopLimit);
        process.Dispose();
    }

    private static string Endpoint(int port) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/{AccountName}");

    /// <exception cref="AzuriteException">One of the ports belongs to something else.</exception>
    private static async Task<bool> IsRunningAsync(AzuritePorts ports, CancellationToken cancellation)
    {
        int[] all = [ports.Blob, ports.Queue, ports.Table];
        AzuriteProbe.Answer[] answers = await Task.WhenAll(all.Select(port => AzuriteProbe.AskAsync(port, cancellation)));
        int other = Array.IndexOf(answers, AzuriteProbe.Answer.Other);
        if (other >= 0)
        {
            throw new AzuriteException(
                $"Port {all[other]} is in use by a program that is not Azurite. Stop that program, or set AzureWebJobsStorage to another storage.");
        }

        int running = answers.Count(answer => answer == AzuriteProbe.Answer.Azurite);
        // The app needs blobs and tables, and Durable Functions queues too.
        if (running > 0 && running < all.Length)
        {
            throw new AzuriteException(
                $"An Azurite listens on only part of the ports {ports.Blob} (blobs), {ports.Queue} (queues) and {ports.Table} (tables). "
                + "Stop it, or start it with all three.");
        }
        return running > 0;
    }

    private async Task WaitUntilListeningAsync(AzuriteOptions options, CancellationToken cancellation)
    {
        for (long start = Stopwatch.GetTimestamp(); ;)
        {
            if (process!.HasExited)
                throw new AzuriteException($"Azurite ended while starting (exit code {process.ExitCode}): {AzuriteProcess.LastLogLine(options)}");
            // The table service is the last that Azurite starts.
            if (await AzuriteProbe.AskAsync(Ports.Table, cancellation) == AzuriteProbe.Answer.Azurite)
                return;
            if (Stopwatch.GetElapsedTime(start) > StartLimit)
            {
                throw new AzuriteException(
                    $"Azurite does not answer on port {Ports.Table} after {StartLimit.TotalSeconds:0} s. Its log is {AzuriteProcess.LogFile(options)}");
            }

            await Task.Delay(Poll, cancellation);
        }
    }
}
