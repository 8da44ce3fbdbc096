using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Yuekao.Local;
using Yuekao.TestSupport;

namespace Yuekao.EndToEnd;

/// <summary>The sample app on the local host, as a process that can be killed and started again on the same task hub.</summary>
internal sealed class SampleHost(string connectionString) : IAsyncDisposable
{
    private static readonly TimeSpan CompletionLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(25);

    private readonly string hub = AzuriteFixture.UniqueName("EndToEnd");
    private readonly List<string> lines = [];
    private AppProcess? process;

    /// <summary>What its processes printed so far.</summary>
    public IReadOnlyList<string> Output
    {
        get
        {
            lock (lines)
                return [.. lines];
        }
    }

    /// <summary>The loopback port that its processes serve.</summary>
    public int Port { get; init; } = FreePort();

    /// <summary>A loopback port that nothing listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts a process and waits until it answers.</summary>
    public Task StartAsync() => StartUntilAsync(TestContext.Current.CancellationToken);

    /// <summary>Starts a process on the same hub and kills it when the time is up, whether it answers by then or not.</summary>
    public async Task StartAndKillAsync(TimeSpan after)
    {
        using var limit = new CancellationTokenSource(after);
        try
        {
            await StartUntilAsync(limit.Token);
            await Task.Delay(after, limit.Token);
        }
        catch (OperationCanceledException)
        {
            // The time is up.
        }

        await KillAsync();
    }

    /// <summary>Kills the process in the next instant.</summary>
    public async Task KillAsync()
    {
        if (process is null)
            return;
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        await process.DisposeAsync();
        process = null;
    }

    /// <summary>Ends the process gracefully.</summary>
    public async Task StopAsync()
    {
        await process!.StopAsync();
        await process.DisposeAsync();
        process = null;
    }

    public Task<HttpResponseMessage> StartJourneyAsync(string id, object plan) =>
        process!.Http.PutAsJsonAsync($"api/journeys/{id}", plan, TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> PermitJourneyAsync(string id) =>
        process!.Http.PostAsJsonAsync($"api/journeys/{id}/permit", new { issuedBy = "county" }, TestContext.Current.CancellationToken);

    public Task<JsonElement> GetAsync(string path) => process!.Http.GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken);

    /// <summary>Waits until a journey has come to its end and returns its status.</summary>
    public async Task<JsonElement> WaitForEndAsync(string id)
    {
        using var limit = new CancellationTokenSource(CompletionLimit);
        for (; ; await Task.Delay(Poll, limit.Token))
        {
            JsonElement status = await GetAsync($"api/journeys/{id}");
            if (status.GetProperty("status").GetString() is not ("Running" or "Pending"))
                return status;
        }
    }

    /// <summary>Waits until a journey says of itself that it is so far.</summary>
    public async Task WaitForProgressAsync(string id, string progress)
    {
        using var limit = new CancellationTokenSource(CompletionLimit);
        while ((await GetAsync($"api/journeys/{id}")).GetProperty("progress").ToString() != progress)
            await Task.Delay(Poll, limit.Token);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await KillAsync();

    /// <summary>Another host on the same task hub.</summary>
    public SampleHost Rival() => new(connectionString, hub);

    private SampleHost(string connectionString, string hub)
        : this(connectionString) => this.hub = hub;

    private async Task StartUntilAsync(CancellationToken cancellation) =>
        process = await AppProcess.StartAsync(AppProcess.PathOf("SampleApp"), Port, Settings(), Keep, cancellation);

    private Dictionary<string, string> Settings() => new()
    {
        ["AzureWebJobsStorage"] = connectionString,
        ["AzureFunctionsJobHost__extensions__durableTask__hubName"] = hub,
        ["TickSchedule"] = "0 0 0 1 1 *",
    };

    private void Keep(string line)
    {
        lock (lines)
            lines.Add(line);
    }
}
