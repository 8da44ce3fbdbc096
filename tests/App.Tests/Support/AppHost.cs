using Microsoft.DurableTask.Client;
using Yuekao.Local.Host;
using Yuekao.Local.Host.Durable;
using Yuekao.Local.Issuer;
using Yuekao.TestSupport;

namespace Yuekao.App.Tests.Support;

/// <summary>The app and the tests' own endpoints on the local host, all in this process: orchestrations in memory, on a clock that the test drives.</summary>
internal sealed class AppHost : IAsyncDisposable
{
    private readonly LocalHost host;
    private readonly AppWorker app;
    private readonly DrivenClock? ownClock;

    private AppHost(LocalHost host, AppWorker app, TurnRecorder turns, DrivenClock? ownClock)
    {
        (this.host, this.app, Turns, this.ownClock) = (host, app, turns, ownClock);
        Http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(host.Address, "api/"), DefaultRequestHeaders = { AcceptLanguage = { new("en") } } };
    }

    /// <summary>What functions are looked for in.</summary>
    public static IReadOnlyList<Type> FunctionTypes { get; } = [.. typeof(YuekaoApp).Assembly.GetTypes(), .. typeof(AppHost).Assembly.GetTypes()];

    /// <summary>The orchestrations' turns.</summary>
    public TurnRecorder Turns { get; }

    /// <summary>A client whose base address is the API.</summary>
    public HttpClient Http { get; }

    /// <summary>The app's services.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>Starts the app on a free port.</summary>
    /// <param name="storage">The storage's connection string.</param>
    /// <param name="issuer">Whom it believes.</param>
    /// <param name="settings">Settings besides.</param>
    public static Task<AppHost> StartAsync(string storage, string issuer, params IReadOnlyList<KeyValuePair<string, string?>> settings) =>
        StartAsync(storage, issuer, _ => { }, clock: null, settings);

    /// <summary>Starts the app on a free port.</summary>
    /// <param name="storage">The storage's connection string.</param>
    /// <param name="issuer">Whom it believes.</param>
    /// <param name="change">Changes its services, after the app has added its own.</param>
    /// <param name="clock">Its clock; null for one of its own that shows the real time until it is moved.</param>
    /// <param name="settings">Settings besides.</param>
    public static async Task<AppHost> StartAsync(
        string storage, string issuer, Action<IServiceCollection> change, DrivenClock? clock = null, params IReadOnlyList<KeyValuePair<string, string?>> settings)
    {
        DrivenClock? own = clock is null ? TestClock.Create() : null;
        var all = new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = storage,
            ["Auth__Issuer"] = issuer,
            ["Auth__Audience"] = LocalIssuer.Audience,
            ["Auth__Scope"] = LocalIssuer.Scope,
            ["MonthlyCycleSchedule"] = "0 0 0 1 1 *",
            ["AzureFunctionsJobHost__extensions__durableTask__hubName"] = AzuriteFixture.UniqueName("App"),
            ["AzureFunctionsJobHost__extensions__durableTask__storageProvider__type"] = "InMemory",
        };
        foreach ((string name, string? value) in settings)
            all[name] = value;
        var turns = new TurnRecorder();
        AppWorker? worker = null;
        LocalHost started = await LocalHost.StartAsync(new LocalHostOptions
        {
            Folder = AppContext.BaseDirectory,
            Clock = clock ?? own,
            Settings = all,
            Turned = turns.Add,
            Worker = async (arguments, _) => worker = await AppWorker.StartAsync(arguments, all, services => change(services.AddSingleton<TimeProvider>(clock ?? own!))),
        });
        return new AppHost(started, worker!, turns, own);
    }

    /// <summary>A client of the app's task hub, as the app's own functions get it.</summary>
    public async Task<DurableTaskClient> HubAsync()
    {
        using HttpResponseMessage answer = await Http.GetAsync(new Uri("probes/hub", UriKind.Relative), TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        return Services.GetRequiredService<HubProbe>().Client!;
    }

    /// <summary>Waits until no orchestration has anything to do before the clock moves.</summary>
    public async Task UntilAtRestAsync()
    {
        while (!await host.Time!.IsAtRestAsync(TestContext.Current.CancellationToken))
            await Task.Delay(TimeSpan.FromMilliseconds(5), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await host.DisposeAsync();
        ownClock?.Dispose();
    }
}
