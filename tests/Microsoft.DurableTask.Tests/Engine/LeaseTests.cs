using System.Diagnostics;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Microsoft.DurableTask.Local;
using Yuekao.TestSupport;

namespace Microsoft.DurableTask.Tests;

public sealed class LeaseTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_HubHeldByAnotherHost_IsRefusedNamingIt()
    {
        await using TestHub hub = await TestHub.StartAsync(azurite, new TestCatalog());
        hub.Options = hub.Options with { TakeoverTimeout = TimeSpan.Zero };
        await using TaskHub second = hub.New();

        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(() => second.StartAsync(Cancellation));

        Assert.Equal(
            $"Task hub '{hub.Options.HubName}' is in use by another host (process {Environment.ProcessId} on {Environment.MachineName}, started " +
            $"{Process.GetCurrentProcess().StartTime.ToUniversalTime():yyyy-MM-dd HH:mm:ss} UTC). Stop that host, or use another hub name.",
            refused.Message);
    }

    [Fact]
    public async Task Start_AfterAStop_TakesTheHubAtOnce()
    {
        using var log = new LogCollector();
        await using TestHub hub = await TestHub.StartAsync(azurite, new TestCatalog(), loggers: log);
        await hub.StopAsync();

        hub.Options = hub.Options with { TakeoverTimeout = TimeSpan.Zero };
        await hub.StartAsync();

        Assert.DoesNotContain(log.Lines, line => line.Contains("held by", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_HolderWasKilled_TakesOverAtOnce()
    {
        using var log = new LogCollector();
        await using TestHub hub = await TestHub.StartAsync(azurite, new TestCatalog(), loggers: log);
        hub.Crash();

        hub.Options = hub.Options with { TakeoverTimeout = TimeSpan.Zero };
        await hub.StartAsync();

        Assert.Contains(log.Lines, line => line.Contains("which is gone: taking over", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_LeaseLost_StopsWorking()
    {
        var catalog = new TestCatalog().Orchestrator<int>("One", _ => Task.FromResult(1));
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);
        BlobClient blob = new BlobServiceClient(azurite.ConnectionString)
            .GetBlobContainerClient(HubStorage.ContainerPrefix(hub.Options.HubName) + "-leases").GetBlobClient("host");

        await blob.GetBlobLeaseClient().BreakAsync(TimeSpan.Zero, cancellationToken: Cancellation);
        Exception? reason = await hub.Hub.Ended.WaitAsync(Cancellation);

        Assert.Contains("lost task hub", reason!.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.StartAsync("One"));
    }

    [Fact]
    public async Task Run_AnotherHostWritesInItsPlace_StopsInsteadOfOverwriting()
    {
        var catalog = new TestCatalog().Orchestrator<string>("Wait", context => context.WaitForExternalEvent<string>("Go"));
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);
        string id = await hub.StartAsync("Wait");
        await hub.Client.WaitForInstanceStartAsync(id, Cancellation);
        string row = Assert.Single(await hub.RowsAsync("History"));
        await hub.CopyRowAsync("History", row, row[..^1] + "1", "somebody else");

        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Client.RaiseEventAsync(id, "Go", Cancellation));

        Assert.Contains("could not be stored", (await hub.Hub.Ended)!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void IsGone_ProcessOfAnotherTime_IsGone()
    {
        HostIdentity self = HostIdentity.Begin();
        Process other = Process.Start(new ProcessStartInfo("node", ["-e", "setInterval(() => {}, 1000)"]))
            ?? throw new InvalidOperationException("There is no other process to look at.");
        try
        {
            HostIdentity running = self with { Process = other.Id, ProcessStarted = other.StartTime.ToUniversalTime() };

            Assert.False(self.IsGone());
            Assert.False(running.IsGone());
            Assert.True((running with { ProcessStarted = running.ProcessStarted.AddMinutes(-5) }).IsGone());
            Assert.False((running with { Machine = "elsewhere", ProcessStarted = running.ProcessStarted.AddMinutes(-5) }).IsGone());
            self.End();
            Assert.True(self.IsGone());
        }
        finally
        {
            other.Kill();
            other.WaitForExit();
        }

        HostIdentity dead = self with { Process = other.Id };
        other.Dispose();
        Assert.True(dead.IsGone());
    }

    [Fact]
    public void Metadata_OfAMachineWithAnyName_SurvivesTheRoundTrip()
    {
        HostIdentity host = HostIdentity.Begin() with { Machine = "组织部-电脑" };

        Assert.Equal(host, HostIdentity.Read(host.Write()));
        Assert.Null(HostIdentity.Read(new Dictionary<string, string>()));
        Assert.All(host.Write().Values, value => Assert.True(value.All(char.IsAscii)));
        host.End();
    }
}
