using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Yuekao.Local;
using Yuekao.TestSupport;

namespace Yuekao.EndToEnd;

/// <summary>How a host and its app live and end together, and what a start says that cannot be.</summary>
public sealed class HostLifeTests(AzuriteFixture azurite)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Kill_Host_EndsTheAppToo()
    {
        await using LocalHosts hosts = await LocalHosts.CreateAsync(azurite.ConnectionString);
        HostProcess host = await hosts.StartAsync();
        using var app = Process.GetProcessById(host.AppId);

        host.Kill();

        await app.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Soon, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Kill_App_EndsTheHostAndSaysSo()
    {
        await using LocalHosts hosts = await LocalHosts.CreateAsync(azurite.ConnectionString);
        HostProcess host = await hosts.StartAsync();

        Process.GetProcessById(host.AppId).Kill();

        await host.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Soon, TestContext.Current.CancellationToken);
        Assert.Equal(1, host.ExitCode);
        Assert.Contains(hosts.Output, line => line.StartsWith("The app ended", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stop_Host_EndsBothAndCleanly(bool likeCtrlC)
    {
        await using LocalHosts hosts = await LocalHosts.CreateAsync(azurite.ConnectionString);
        HostProcess host = await hosts.StartAsync();
        using var app = Process.GetProcessById(host.AppId);
        // Answered or refused, but not cut off: what is under way when the host is asked to end.
        Task<HttpResponseMessage>[] underWay = [.. Enumerable.Range(0, 20).Select(_ => host.Http.GetAsync(new Uri("api/openapi.json", UriKind.Relative), TestContext.Current.CancellationToken))];
        await Task.WhenAny(underWay);

        await host.StopAsync(likeCtrlC);

        Assert.Equal(0, host.ExitCode);
        await app.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Soon, TestContext.Current.CancellationToken);
        Assert.All(underWay.Where(one => one.IsCompletedSuccessfully), one => Assert.Equal(HttpStatusCode.OK, one.Result.StatusCode));
        Assert.Contains(underWay, one => one.IsCompletedSuccessfully);
        Assert.DoesNotContain(hosts.Output, line => line.Contains("Unhandled", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_PortInUse_IsRefusedInOneLine()
    {
        using TcpListener other = Listen();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;
        await using LocalHosts hosts = await LocalHosts.CreateAsync(azurite.ConnectionString);

        LocalAppException refused = await Assert.ThrowsAsync<LocalAppException>(() => hosts.StartAsync(port));

        Assert.Contains($"Port {port} is in use", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(hosts.Output, line => line.TrimStart().StartsWith("at ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_SettingMissing_SaysWhich()
    {
        await using LocalHosts hosts = await LocalHosts.CreateAsync(azurite.ConnectionString);

        LocalAppException refused = await Assert.ThrowsAsync<LocalAppException>(() => hosts.StartAsync(settings: ("Auth__Audience", "")));

        Assert.Contains("Auth__Audience", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_IssuersPortTakenByAnother_SaysSoAndGoesOn()
    {
        using TcpListener? other = TryListen(7079);
        Assert.SkipWhen(other is null, "Somebody else's issuer listens on its port.");
        await using LocalHosts hosts = await LocalHosts.CreateAsync(azurite.ConnectionString);

        await hosts.StartAsync(settings: ("Auth__Issuer", "http://127.0.0.1:7079"));

        Assert.Contains(hosts.Output, line => line.StartsWith("http://127.0.0.1:7079 is in use", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_AzuritesPortTakenByAnother_IsRefusedInOneLine()
    {
        using TcpListener? other = TryListen(10000);
        Assert.SkipWhen(other is null, "An Azurite of somebody else's listens on its port.");
        await using LocalHosts hosts = await LocalHosts.CreateAsync(azurite.ConnectionString);

        LocalAppException refused = await Assert.ThrowsAsync<LocalAppException>(() => hosts.StartAsync(settings: ("AzureWebJobsStorage", "UseDevelopmentStorage=true")));

        Assert.StartsWith("Port 10000 is in use by a program that is not Azurite", refused.Message, StringComparison.Ordinal);
    }

    private static TcpListener Listen(int port = 0)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return listener;
    }

    private static TcpListener? TryListen(int port)
    {
        try
        {
            return Listen(port);
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
