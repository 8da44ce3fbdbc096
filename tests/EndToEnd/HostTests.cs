using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Yuekao.Local;
using Yuekao.TestSupport;

namespace Yuekao.EndToEnd;

/// <summary>How the host starts, refuses to start, and ends: as a process.</summary>
public sealed class HostTests(AzuriteFixture azurite)
{
    private static readonly object Plan = new { stops = 4, step = 1, rest = "00:00:00.200" };

    [Fact]
    public async Task Stop_JourneysUnderWay_TheNextHostCompletesThem()
    {
        await using var host = new SampleHost(azurite.ConnectionString);
        await host.StartAsync();
        await host.StartJourneyAsync("j", Plan);
        await host.StopAsync();

        await host.StartAsync();
        await host.PermitJourneyAsync("j");
        JsonElement status = await host.WaitForEndAsync("j");

        Assert.Equal("Completed", status.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Start_HubInUseByAnotherHost_IsRefusedInOneLine()
    {
        await using var host = new SampleHost(azurite.ConnectionString);
        await host.StartAsync();
        await using SampleHost rival = host.Rival();

        AppProcessException refused = await Assert.ThrowsAsync<AppProcessException>(rival.StartAsync);

        Assert.Contains("hub", refused.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(rival.Output, line => line.TrimStart().StartsWith("at ", StringComparison.Ordinal));
        await host.StartJourneyAsync("j", Plan);
        await host.PermitJourneyAsync("j");
        Assert.Equal("Completed", (await host.WaitForEndAsync("j")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Start_PortInUse_IsRefusedInOneLine()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;
        Task silence = CloseConnectionsAsync(other);
        await using var host = new SampleHost(azurite.ConnectionString) { Port = port };

        AppProcessException refused = await Assert.ThrowsAsync<AppProcessException>(host.StartAsync);

        Assert.Contains($"{port}", refused.Message, StringComparison.Ordinal);
        Assert.Contains("in use", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(host.Output, line => line.TrimStart().StartsWith("at ", StringComparison.Ordinal));
        other.Stop();
        await silence;
    }

    // What holds the port does not speak HTTP: the app must not be taken to have answered.
    private static async Task CloseConnectionsAsync(TcpListener listener)
    {
        try
        {
            while (true)
                (await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken)).Dispose();
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
