namespace Yuekao.Local.Azurite;

/// <summary>The Node.js process behind an <see cref="AzuriteServer"/>.</summary>
internal static class AzuriteProcess
{
    public static string LogFile(AzuriteOptions options) => Path.Combine(options.Location, "azurite.log");

    public static Process Start(AzuriteOptions options, string entryPoint)
    {
        Directory.CreateDirectory(options.Location);
        File.Delete(LogFile(options));
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "launch.js"), entryPoint, LogFile(options), options.EndWithParent ? "end" : "stay",
            .. options.InMemory ? ["--inMemoryPersistence"] : new[] { "--location", options.Location },
            "--silent", "--disableTelemetry", "--skipApiVersionCheck",
            "--blobPort", Text(options.Ports.Blob), "--queuePort", Text(options.Ports.Queue), "--tablePort", Text(options.Ports.Table),
        ];
        var start = new ProcessStartInfo(options.Node, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = options.Location,
        };
        return NodeRuntime.Start(start, NodeRuntime.Missing(options.Node));
    }

    public static async Task StopAsync(Process process, TimeSpan limit)
    {
        try
        {
            await process.StandardInput.WriteLineAsync("stop");
            await process.StandardInput.FlushAsync();
            using var timeout = new CancellationTokenSource(limit);
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    public static string LastLogLine(AzuriteOptions options) =>
        File.Exists(LogFile(options)) ? File.ReadLines(LogFile(options)).LastOrDefault(line => line.Length > 0) ?? "it said nothing" : "it said nothing";

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
