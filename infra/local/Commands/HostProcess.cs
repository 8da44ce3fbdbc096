using System.Globalization;
using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace Yuekao.Local;

/// <summary>How a local host is started as a process.</summary>
internal sealed record HostProcessOptions
{
    /// <summary>The loopback port it serves.</summary>
    public required int Port { get; init; }

    /// <summary>Where it keeps its clock.</summary>
    public required string Data { get; init; }

    /// <summary>The app's settings, given as environment variables.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>Where its clock begins; null for the real time.</summary>
    public DateTimeOffset? Clock { get; init; }
}

/// <summary>The app on a local host that runs as a child process, so that it can be watched, stopped and killed: <c>start</c>, as a person runs it.</summary>
internal sealed partial class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    // Moving the clock over months stops at each timer on the way.
    private static readonly TimeSpan RequestLimit = TimeSpan.FromMinutes(10);

    private static readonly Uri Clock = new("local/clock", UriKind.Relative);

    private readonly Process process;
    private readonly HttpClient http;

    private HostProcess(Process process, Uri address)
    {
        this.process = process;
        http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address, Timeout = RequestLimit };
        // What the app says stands beside what these commands print.
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
    }

    /// <summary>A client whose base address is the app.</summary>
    public HttpClient Http => http;

    /// <summary>The process id of the host.</summary>
    public int Id => process.Id;

    /// <summary>The process id of the app, as the host says it.</summary>
    public int AppId { get; private set; }

    /// <summary>The exit code of the host, once it has ended.</summary>
    public int ExitCode => process.ExitCode;

    /// <summary>Whether the host has ended, by itself or killed.</summary>
    public bool HasExited => process.HasExited;

    /// <summary>Starts the app on a local host, and waits until it answers.</summary>
    /// <param name="options">How.</param>
    /// <param name="output">Gets each line that the process prints.</param>
    /// <param name="cancellation">Gives up and kills the process.</param>
    /// <exception cref="LocalAppException">It ended instead of answering: with the line it printed last.</exception>
    public static async Task<HostProcess> StartAsync(HostProcessOptions options, Action<string> output, CancellationToken cancellation = default)
    {
        string lastLine = "it printed nothing";
        int appId = 0;
        var host = new HostProcess(Launch(options, Take), new Uri($"http://127.0.0.1:{options.Port}/"));
        try
        {
            await host.WaitUntilReadyAsync(() => Volatile.Read(ref appId) != 0, () => lastLine, cancellation);
            host.AppId = appId;
            return host;
        }
        catch
        {
            host.Kill();
            await host.DisposeAsync();
            throw;
        }

        void Take(string line)
        {
            output(lastLine = line);
            if (AppProcess().Match(line) is { Success: true } said)
                Volatile.Write(ref appId, int.Parse(said.Groups["id"].ValueSpan, CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The app's time. It must have been started on a clock of its own.</summary>
    /// <exception cref="LocalAppException">The app's clock cannot be driven.</exception>
    public async Task<DateTimeOffset> ReadClockAsync(CancellationToken cancellation = default)
    {
        using HttpResponseMessage answer = await http.GetAsync(Clock, cancellation);
        return await TimeOfAsync(answer, cancellation);
    }

    /// <summary>Moves the app's time forward, stopping at each timer on the way until all that it woke is done.</summary>
    /// <param name="to">The time it then is.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The app's time after the move.</returns>
    /// <exception cref="LocalAppException">The app's clock cannot be driven, or it is later already.</exception>
    public async Task<DateTimeOffset> MoveClockAsync(DateTimeOffset to, CancellationToken cancellation = default)
    {
        string time = Uri.EscapeDataString(to.ToString("O", CultureInfo.InvariantCulture));
        using HttpResponseMessage answer = await http.PutAsync(new Uri($"{Clock}?steps=true&to={time}", UriKind.Relative), content: null, cancellation);
        return await TimeOfAsync(answer, cancellation);
    }

    /// <summary>Ends the host in the next instant, as a power cut would.</summary>
    public void Kill() => process.Kill();

    /// <summary>Asks the host to end gracefully and waits for it.</summary>
    /// <param name="likeCtrlC">Whether to ask as a terminal does.</param>
    public async Task StopAsync(bool likeCtrlC = false)
    {
        if (!ChildProcess.AskToEnd(process, likeCtrlC))
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

    private static Process Launch(HostProcessOptions options, Action<string> output)
    {
        List<string> arguments = ["start", "--port", options.Port.ToString(CultureInfo.InvariantCulture), "--data", options.Data];
        if (options.Clock is { } clock)
            arguments.AddRange("--clock", clock.ToString("O", CultureInfo.InvariantCulture));
        var settings = options.Settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value));
        return ChildProcess.Start(typeof(HostProcess).Assembly.Location, arguments, settings, output);
    }

    private static async Task<DateTimeOffset> TimeOfAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        if (answer.StatusCode == HttpStatusCode.NotFound)
            throw new LocalAppException("The app's clock is the real one: start its host with --clock.");
        if (!answer.IsSuccessStatusCode)
            throw new LocalAppException((await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation)).GetProperty("detail").GetString()!);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation)).GetProperty("now").GetDateTimeOffset();
    }

    private async Task WaitUntilReadyAsync(Func<bool> isReady, Func<string> lastLine, CancellationToken cancellation)
    {
        for (long start = Stopwatch.GetTimestamp(); !isReady(); await Task.Delay(Poll, cancellation))
        {
            if (process.HasExited)
            {
                // Without this wait the last lines may still be on their way.
                await process.WaitForExitAsync(cancellation);
                throw new LocalAppException(lastLine());
            }

            if (Stopwatch.GetElapsedTime(start) > StartLimit)
                throw new LocalAppException($"The host is not ready after {StartLimit.TotalSeconds:0} s. It last said: {lastLine()}");
        }
    }

    [GeneratedRegex(@"the app is process (?<id>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AppProcess();
}
