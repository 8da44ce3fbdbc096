namespace Yuekao.Local.Demo;

/// <summary>Everything that a demonstration runs on: Azurite, a token issuer, and the app on a local host whose time the demonstration drives.</summary>
internal sealed class DemoHost : IStoryTime, IAsyncDisposable
{
    private const string StorageSetting = "AzureWebJobsStorage";

    private static readonly string Data = Path.Combine(RepositoryFolders.LocalData, "demo");

    private readonly AzuriteServer? azurite;
    private readonly IssuerKey key;
    private readonly IssuerServer issuer;
    private readonly StoryClock clock;
    private readonly Dictionary<string, CountyApi> apis = [];

    private DemoHost(AzuriteServer? azurite, IssuerKey key, IssuerServer issuer, StoryClock clock, HostProcess app) =>
        (this.azurite, this.key, this.issuer, this.clock, App) = (azurite, key, issuer, clock, app);

    /// <summary>The app.</summary>
    public HostProcess App { get; }

    /// <summary>Whom the app believes; its tokens are good at the app's time.</summary>
    public LocalIssuer Issuer => issuer.Issuer;

    /// <summary>How many requests were answered.</summary>
    public int Requests => apis.Values.Sum(api => api.Requests);

    /// <summary>The app's API as the people of a county use it.</summary>
    public CountyApi ApiOf(string county)
    {
        if (!apis.TryGetValue(county, out CountyApi? api))
            apis.Add(county, api = new CountyApi(() => App.Http, Issuer, county));
        return api;
    }

    /// <inheritdoc/>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Starts it all.</summary>
    /// <param name="port">The app's port.</param>
    /// <param name="start">What time it shall be in the app.</param>
    /// <param name="output">Gets what the app has to complain of.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<DemoHost> StartAsync(int port, DateTimeOffset start, Action<string> output, CancellationToken cancellation)
    {
        AzuriteServer? storage = await StartAzuriteAsync(cancellation);
        var time = new StoryClock(start);
        IssuerKey signing = IssuerKey.LoadOrCreate(TokenCommand.KeyFolder);
        IssuerServer server = await StartIssuerAsync(signing, time, cancellation);
        var settings = new Dictionary<string, string>
        {
            ["Auth__Issuer"] = server.Issuer.Address,
            // Each demonstration is a county's first month: what an earlier one left in the task hub is not its own.
            ["AzureFunctionsJobHost__extensions__durableTask__hubName"] = $"Demo{Guid.NewGuid():N}"[..20],
            // A story starts its cycles by hand, those of the county that it tells of.
            ["MonthlyCycleSchedule"] = "0 0 0 29 2 *",
            ["AzureFunctionsJobHost__logging__logLevel__default"] = "Warning",
        };
        if (storage is not null)
            settings[StorageSetting] = storage.ConnectionString;
        var options = new HostProcessOptions { Port = port, Data = Data, Settings = settings, Clock = start };
        return new DemoHost(storage, signing, server, time, await HostProcess.StartAsync(options, output, cancellation));
    }

    /// <inheritdoc/>
    public async Task MoveToAsync(DateTimeOffset time, CancellationToken cancellation)
    {
        if (time > Now)
            clock.Set(await App.MoveClockAsync(time, cancellation));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await issuer.DisposeAsync();
        key.Dispose();
        if (azurite is not null)
            await azurite.DisposeAsync();
    }

    // A storage that is set is used as it is; else the demonstration brings its own.
    private static async Task<AzuriteServer?> StartAzuriteAsync(CancellationToken cancellation)
    {
        if (Environment.GetEnvironmentVariable(StorageSetting) is { Length: > 0 })
            return null;
        // In memory and on ports of its own: each demonstration begins with an empty county, beside whatever else runs.
        var options = new AzuriteOptions { Location = Data, Ports = AzuritePorts.Free(), InMemory = true, EndWithParent = true };
        AzuriteServer started = await AzuriteServer.StartAsync(options, Console.WriteLine, cancellation);
        Console.WriteLine($"Azurite: blobs, queues and tables on ports {started.Ports.Blob}, {started.Ports.Queue} and {started.Ports.Table}");
        return started;
    }

    // At its usual place the tokens of the token command are good too; somebody may be there already.
    private static async Task<IssuerServer> StartIssuerAsync(IssuerKey key, TimeProvider clock, CancellationToken cancellation)
    {
        try
        {
            return await IssuerServer.StartAsync(key, clock, new Uri(LocalIssuer.DefaultAddress).Port, cancellation);
        }
        catch (IOException)
        {
            return await IssuerServer.StartAsync(key, clock, port: 0, cancellation);
        }
    }
}
