using System.Diagnostics;
using System.Globalization;
using Yuekao.Local;
using Yuekao.Local.Demo;
using Yuekao.Local.Issuer;
using Yuekao.TestSupport;
using Yuekao.TestSupport.Smtp;
using Yuekao.TestSupport.WeCom;

namespace Yuekao.EndToEnd.County;

/// <summary>The app as a process that can be killed at any moment and started again where it was, on storage and channels that stay.</summary>
internal sealed class CountyHost : IStoryTime, IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly string storage;
    private readonly string hub = AzuriteFixture.UniqueName("County");
    private readonly StoryClock clock;
    private readonly IssuerKey key;
    private readonly IssuerServer issuer;
    private readonly string data = Directory.CreateTempSubdirectory("yuekao-county-").FullName;
    private readonly int port = Ports.Free();
    private readonly List<string> lines = [];
    private readonly DateTimeOffset start;
    private volatile HostProcess? app;

    private CountyHost(string storage, DateTimeOffset start, StoryClock clock, IssuerKey key, IssuerServer issuer) =>
        (this.storage, this.start, this.clock, this.key, this.issuer) = (storage, start, clock, key, issuer);

    /// <summary>The channels.</summary>
    public FakeWeComRobot Robot { get; private init; } = null!;

    public FakeSmtpServer Mail { get; private init; } = null!;

    public LocalIssuer Issuer => issuer.Issuer;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>A client of the process that runs now.</summary>
    public HttpClient Http => app?.Http ?? throw new HttpRequestException("The app is down.");

    /// <summary>How often it was killed.</summary>
    public int Kills { get; private set; }

    /// <summary>How often it may have been killed by now.</summary>
    public int MostKills { get; set; }

    /// <summary>What its processes printed.</summary>
    public IReadOnlyList<string> Output
    {
        get
        {
            lock (lines)
                return [.. lines];
        }
    }

    public static async Task<CountyHost> StartAsync(string storage, DateTimeOffset start)
    {
        var time = new StoryClock(start);
        IssuerKey signing = IssuerKey.Create();
        IssuerServer server = await IssuerServer.StartAsync(signing, time, port: 0);
        var host = new CountyHost(storage, start, time, signing, server) { Robot = await FakeWeComRobot.StartAsync(), Mail = new FakeSmtpServer() };
        await host.StartAppAsync();
        return host;
    }

    public async Task MoveToAsync(DateTimeOffset time, CancellationToken cancellation)
    {
        while (time > Now)
        {
            try
            {
                clock.Set(await (app ?? throw new HttpRequestException("The app is down.")).MoveClockAsync(time, cancellation));
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or ObjectDisposedException or OperationCanceledException && !cancellation.IsCancellationRequested)
            {
                await Task.Delay(Pause, cancellation);
            }
        }
    }

    /// <summary>Kills the host with its app, or the app alone, again and again at moments that the dice choose, as often as it may, until told to stop.</summary>
    public async Task KillAgainAndAgainAsync(Random dice, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            // What a killed host worked on stays hidden for some seconds: some kills come before it is seen again, some after.
            await Task.Delay(dice.Next(500, 14_000), CancellationToken.None);
            if (Kills >= MostKills)
                continue;
            HostProcess victim = app!;
            app = null;
            if (dice.Next(3) == 0)
                Process.GetProcessById(victim.AppId).Kill();
            else
                victim.Kill();
            await victim.WaitForExitAsync(CancellationToken.None);
            await victim.DisposeAsync();
            Kills++;
            await StartAppAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            app.Kill();
            await app.DisposeAsync();
        }

        Directory.Delete(data, recursive: true);
        await issuer.DisposeAsync();
        key.Dispose();
        await Robot.DisposeAsync();
        await Mail.DisposeAsync();
    }

    private async Task StartAppAsync()
    {
        var settings = new Dictionary<string, string>
        {
            ["AzureWebJobsStorage"] = storage,
            ["AzureFunctionsJobHost__extensions__durableTask__hubName"] = hub,
            ["Auth__Issuer"] = Issuer.Address,
            ["MonthlyCycleSchedule"] = "0 0 0 1 1 *",
            ["Channels__haixing__WeCom__Webhook"] = Robot.Webhook.AbsoluteUri,
            ["Channels__haixing__Smtp__Host"] = "127.0.0.1",
            ["Channels__haixing__Smtp__Port"] = Mail.Port.ToString(CultureInfo.InvariantCulture),
            ["Channels__haixing__Smtp__From"] = "yuekao@haixing.example",
            ["Channels__haixing__Smtp__Recipient"] = "{recipient}@haixing.example",
        };
        app = await HostProcess.StartAsync(new HostProcessOptions { Port = port, Data = data, Settings = settings, Clock = start }, Keep, TestContext.Current.CancellationToken);
    }

    private void Keep(string line)
    {
        lock (lines)
            lines.Add(line);
    }
}
