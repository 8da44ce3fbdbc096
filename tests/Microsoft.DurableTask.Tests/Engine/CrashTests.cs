using Azure.Core;
using Azure.Data.Tables;
using Microsoft.DurableTask.Client;
using Yuekao.TestSupport;

namespace Microsoft.DurableTask.Tests;

public sealed class CrashTests(AzuriteFixture azurite)
{
    // Something lost shows as waiting for ever.
    private const int TimeLimit = 300_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory(Timeout = TimeLimit)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Crash_AtEveryStorageCall_ChangesNoOutcome(bool afterSending)
    {
        int call = 0;
        bool struck;
        do
            struck = await SurvivesAsync(afterSending, ++call);
        while (struck);

        // Fewer calls would mean that the fault was not injected where the work is.
        Assert.InRange(call, 20, 300);
    }

    [Theory(Timeout = TimeLimit)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Crash_AgainAndAgain_ChangesNoOutcome(int seed)
    {
        var random = new Random(seed);
        var scenario = new CrashScenario();
        await using var hub = new TestHub(azurite, scenario.Catalog);
        int crashes = 0;
        while (crashes < 25 && await CrashesAsync(hub, scenario, random.Next(1, 30), random.Next(2) == 0))
            crashes++;

        await EndsWellAsync(hub, scenario);
        Assert.True(crashes > 0);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task Crash_SenderEndedBeforeItsEventArrived_DeliversItAfterwards()
    {
        var catalog = new TestCatalog()
            .Orchestrator<string>("Listen", context => context.WaitForExternalEvent<string>("Word"))
            .Orchestrator<int>("Send", context =>
            {
                context.SendEvent("ear", "Word", "said");
                return Task.FromResult(1);
            })
            .Orchestrator<int>("Other", _ => Task.FromResult(1));
        await using TestHub hub = new(azurite, catalog);
        var held = new HeldWrite("ear|00000001|00000001");
        hub.TableOptions = new TableClientOptions();
        hub.TableOptions.AddPolicy(held, HttpPipelinePosition.PerCall);
        await hub.StartAsync();
        await hub.StartAsync("Listen", instanceId: "ear");
        await hub.Client.WaitForInstanceStartAsync("ear", Cancellation);

        await hub.RunAsync("Send");
        await held.Reached.WaitAsync(Cancellation);
        await hub.RunAsync("Other", instanceId: "other");
        await Eventually.BecomesAsync(() => hub.EndedRowsAsync(), ended => ended.Contains("other"));
        hub.Crash();
        hub.TableOptions = new TableClientOptions();
        await hub.StartAsync();

        Assert.Equal("said", (await hub.EndOf("ear")).ReadOutputAs<string>());
    }

    private async Task<bool> SurvivesAsync(bool afterSending, int call)
    {
        var scenario = new CrashScenario();
        await using var hub = new TestHub(azurite, scenario.Catalog);
        bool struck = await CrashesAsync(hub, scenario, call, afterSending);
        await EndsWellAsync(hub, scenario);
        return struck;
    }

    /// <summary>Runs the scenario until storage fails, or to its end.</summary>
    private static async Task<bool> CrashesAsync(TestHub hub, CrashScenario scenario, int failAt, bool afterSending)
    {
        var fault = new StorageFault(failAt, afterSending);
        fault.AddTo(hub);
        Local.TaskHub host = hub.New();
        fault.OnStrike = host.Abort;
        try
        {
            await host.StartAsync(Cancellation);
            await scenario.CheckResultsAsync(host, Cancellation);
            await CrashScenario.DriveAsync(host.Client, Cancellation);
            await host.StopAsync(Cancellation);
        }
        catch (Exception) when (fault.Struck.IsCompleted)
        {
            // The host is down: whoever asked it something hears of that.
        }

        return fault.Struck.IsCompleted;
    }

    private static async Task EndsWellAsync(TestHub hub, CrashScenario scenario)
    {
        new StorageFault().AddTo(hub);
        await hub.StartAsync();
        await scenario.CheckResultsAsync(hub.Hub, Cancellation);
        await CrashScenario.DriveAsync(hub.Client, Cancellation);
        await scenario.CheckResultsAsync(hub.Hub, Cancellation);

        OrchestrationMetadata main = await hub.EndOf(CrashScenario.Main), listener = await hub.EndOf(CrashScenario.Listener);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, main.RuntimeStatus);
        Assert.Equal(CrashScenario.Expected, main.ReadOutputAs<string>());
        Assert.Equal("heard each once", listener.ReadOutputAs<string>());
        await foreach (OrchestrationMetadata instance in hub.Client.GetAllInstancesAsync())
            Assert.Equal(OrchestrationRuntimeStatus.Completed, instance.RuntimeStatus);

        foreach (string id in (string[])[CrashScenario.Main, CrashScenario.Listener, "child"])
            await hub.Client.PurgeInstanceAsync(id, Cancellation);
        Assert.Empty(await hub.RowsAsync("Instances"));
        Assert.Empty(await hub.RowsAsync("History"));
        Assert.Empty(await hub.BlobsAsync());
    }
}
