using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;

namespace Yuekao.Local;

/// <summary>A Functions app that runs as a child process on the local host, so that it can be watched, stopped and killed.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    private static readonly Uri Clock = new("local/clock", UriKind.Relative);

    private readonly Process process;
    private readonly HttpClient http;

    private AppProcess(Process process, Uri address)
    {
        this.process = process;
        http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };
    }

    /// <summary>A client whose base address is the app.</summary>
    public HttpClient Http => http;

    /// <summary>The process id of the host.</summary>
    public int Id => process.Id;

    /// <summary>Whether the host has ended, by itself or killed.</summary>
    public bool HasExited => process.HasExited;

    /// <summary>The path of an app that was built with this project, by its project name.</summary>
    public static string PathOf(string app) => typeof(AppProcess).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == app).Value!;

    /// <summary>Starts an app and waits until it answers.</summary>
    /// <param name="path">The app's assembly.</param>
    /// <param name="port">The loopback port it serves.</param>
    /// <param name="settings">Settings, given as environment variables.</param>
    /// <param name="output">Gets each line that the app prints.</param>
    /// <param name="cancellation">Gives up and kills the app.</param>
    /// <exception cref="AppProcessException">The app ended instead of answering: with the line it printed last.</exception>
    public static async Task<AppProcess> StartAsync(
        string path, int port, IReadOnlyDictionary<string, string> settings, Action<string> output, CancellationToken cancellation = default)
    {
        string lastLine = "it printed nothing";
        var app = new AppProcess(Launch(path, port, settings, line => output(lastLine = line)), new Uri($"http://127.0.0.1:{port}/"));
        try
        {
            await app.WaitUntilAnsweringAsync(() => lastLine, cancellation);
            return app;
        }
        catch
        {
            app.Kill();
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>The app's time. It must have been started with the setting YUEKAO_CLOCK.</summary>
    /// <exception cref="AppProcessException">The app's clock cannot be driven.</exception>
    public async Task<DateTimeOffset> ReadClockAsync(CancellationToken cancellation = default)
    {
        using HttpResponseMessage answer = await http.GetAsync(Clock, cancellation);
        return await TimeOfAsync(answer, cancellation);
    }

    /// <summary>Moves the app's time forward: what becomes due by it, runs at once.</summary>
    /// <param name="to">The time it then is.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The app's time after the move.</returns>
    /// <exception cref="AppProcessException">The app's clock cannot be driven, or it is later already.</exception>
    public async Task<DateTimeOffset> MoveClockAsync(DateTimeOffset to, CancellationToken cancellation = default)
    {
        using HttpResponseMessage answer = await http.PutAsJsonAsync(Clock, new { now = to }, cancellation);
        return await TimeOfAsync(answer, cancellation);
    }

    /// <summary>Ends the host in the next instant, as a power cut would.</summary>
    public void Kill() => process.Kill();

    /// <summary>Asks the host to end gracefully and waits for it.</summary>
    public async Task StopAsync()
    {
        if (!Signals.Terminate(process))
            process.Kill();
        using var timeout = new CancellationTokenSource(StopLimit);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>Waits until the host has ended.</summary>
    public Task WaitForExitAsync(CancellationToken cancellation = default) => process.WaitForExitAsync(cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await StopAsync();
        http.Dispose();
        process.Dispose();
    }

    private static Process Launch(string path, int port, IReadOnlyDictionary<string, string> settings, Action<string> output)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } self && Path.GetFileNameWithoutExtension(self) == "dotnet" ? self : "dotnet")
        {
            ArgumentList = { "exec", path, "--port", port.ToString(CultureInfo.InvariantCulture) },
            WorkingDirectory = Path.GetDirectoryName(path)!,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in settings)
            start.Environment[name] = value;
        var launched = new Process { StartInfo = start };
        launched.OutputDataReceived += (_, line) => Forward(line.Data);
        launched.ErrorDataReceived += (_, line) => Forward(line.Data);
        launched.Start();
        launched.BeginOutputReadLine();
        launched.BeginErrorReadLine();
        return launched;

        void Forward(string? line)
        {
            if (!string.IsNullOrWhiteSpace(line))
                output(line);
        }
    }

    private static async Task<DateTimeOffset> TimeOfAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        if (answer.StatusCode == HttpStatusCode.NotFound)
            throw new AppProcessException("The app's clock is the real one: start it with the setting YUEKAO_CLOCK.");
        if (!answer.IsSuccessStatusCode)
            throw new AppProcessException(await answer.Content.ReadAsStringAsync(cancellation));
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation)).GetProperty("now").GetDateTimeOffset();
    }

    private async Task WaitUntilAnsweringAsync(Func<string> lastLine, CancellationToken cancellation)
    {
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < StartLimit; await Task.Delay(Poll, cancellation))
        {
            if (process.HasExited)
            {
                // Without this wait the last lines may still be on their way.
                await process.WaitForExitAsync(cancellation);
                throw new AppProcessException(lastLine());
            }

            try
            {
                using HttpResponseMessage response = await http.GetAsync(new Uri("/", UriKind.Relative), cancellation);
                return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }

        throw new AppProcessException($"The app does not answer on {http.BaseAddress} after {StartLimit.TotalSeconds:0} s.");
    }
}
