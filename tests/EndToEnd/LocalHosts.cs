using Yuekao.Local;
using Yuekao.Local.Issuer;
using Yuekao.TestSupport;

namespace Yuekao.EndToEnd;

/// <summary>Local hosts on one task hub, on the real time, as processes; and whom they believe.</summary>
internal sealed class LocalHosts : IAsyncDisposable
{
    private readonly string storage;
    private readonly string hub = AzuriteFixture.UniqueName("Hosts");
    private readonly string data = Directory.CreateTempSubdirectory("yuekao-hosts-").FullName;
    private readonly IssuerKey key;
    private readonly IssuerServer issuer;
    private readonly List<HostProcess> hosts = [];
    private readonly List<string> lines = [];

    private LocalHosts(string storage, IssuerServer issuer, IssuerKey key) => (this.storage, this.issuer, this.key) = (storage, issuer, key);

    public LocalIssuer Issuer => issuer.Issuer;

    /// <summary>What the hosts printed.</summary>
    public IReadOnlyList<string> Output
    {
        get
        {
            lock (lines)
                return [.. lines];
        }
    }

    public static async Task<LocalHosts> CreateAsync(string storage)
    {
        IssuerKey signing = IssuerKey.Create();
        return new LocalHosts(storage, await IssuerServer.StartAsync(signing, TimeProvider.System, port: 0), signing);
    }

    /// <summary>Starts a host; each has a port of its own unless one is given.</summary>
    public async Task<HostProcess> StartAsync(int? port = null, params (string Name, string Value)[] settings)
    {
        var all = new Dictionary<string, string>
        {
            ["AzureWebJobsStorage"] = storage,
            ["AzureFunctionsJobHost__extensions__durableTask__hubName"] = hub,
            ["Auth__Issuer"] = Issuer.Address,
            ["MonthlyCycleSchedule"] = "0 0 0 1 1 *",
        };
        foreach ((string name, string value) in settings)
            all[name] = value;
        HostProcess started = await HostProcess.StartAsync(new HostProcessOptions { Port = port ?? Ports.Free(), Data = data, Settings = all }, Keep, TestContext.Current.CancellationToken);
        hosts.Add(started);
        return started;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (HostProcess host in hosts)
        {
            if (!host.HasExited)
                host.Kill();
            await host.DisposeAsync();
        }

        await issuer.DisposeAsync();
        key.Dispose();
        Directory.Delete(data, recursive: true);
    }

    private void Keep(string line)
    {
        lock (lines)
            lines.Add(line);
        TestContext.Current.SendDiagnosticMessage(line);
    }
}
