using Microsoft.DurableTask.Client;
using Yuekao.TestSupport;

namespace Microsoft.DurableTask.Tests;

public sealed class PayloadTests(AzuriteFixture azurite)
{
    private const int TwoMegabytes = 2 * 1024 * 1024;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_TwoMegabytesEverywhere_SurvivesARestart()
    {
        var working = new Signal();
        string input = Text('i'), said = Text('e');
        var catalog = new TestCatalog()
            .Activity<string, string>("Mirror", async text =>
            {
                await working.ReachAsync();
                return new string('m', text.Length);
            })
            .Orchestrator<string, string>("Large", async (context, text) =>
            {
                string heard = await context.WaitForExternalEvent<string>("Word");
                context.SetCustomStatus(heard);
                string mirrored = await context.CallActivityAsync<string>("Mirror", heard);
                return text + mirrored;
            });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);
        string id = await hub.StartAsync("Large", input);
        await hub.Client.RaiseEventAsync(id, "Word", said, Cancellation);
        await working.Reached;
        hub.Crash();
        working.Release();

        await hub.StartAsync();
        OrchestrationMetadata end = await hub.EndOf(id);
        await hub.StopAsync();
        await hub.StartAsync();
        OrchestrationMetadata stored = (await hub.Client.GetInstanceAsync(id, true, Cancellation))!;

        Assert.Equal(input + Text('m'), end.ReadOutputAs<string>());
        Assert.Equal(input, stored.ReadInputAs<string>());
        Assert.Equal(input + Text('m'), stored.ReadOutputAs<string>());
        Assert.Equal(said, stored.ReadCustomStatusAs<string>());
    }

    [Fact]
    public async Task Run_TwoMegabytesToAndFromASubOrchestration_Arrive()
    {
        var catalog = new TestCatalog()
            .Orchestrator<string, string>("Child", (_, text) => Task.FromResult(text + "!"))
            .Orchestrator<string, int>("Parent", async (context, text) => (await context.CallSubOrchestratorAsync<string>("Child", text)).Length);
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);

        Assert.Equal(TwoMegabytes + 1, (await hub.RunAsync("Parent", Text('p'))).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Run_ManyMiddlingPayloadsInOneStep_FitIntoOneCheckpoint()
    {
        // Each is small enough for a row, all of them are not.
        string middling = new('政', 15_000);
        var catalog = new TestCatalog()
            .Activity<string, int>("Measure", text => text.Length)
            .Orchestrator<string, int>("Many", async (context, text) =>
                (await Task.WhenAll(Enumerable.Range(0, 120).Select(_ => context.CallActivityAsync<int>("Measure", text)))).Sum());
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);

        OrchestrationMetadata end = await hub.RunAsync("Many", middling);

        Assert.Equal(120 * 15_000, end.ReadOutputAs<int>());
        await hub.StopAsync();
        await hub.StartAsync();
        Assert.Contains("ExecutionCompleted", await hub.Hub.ExportHistoryAsync(end.InstanceId, Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(61_438, 0)]
    [InlineData(61_439, 1)]
    public async Task Run_InputAtTheThreshold_GoesToABlobAboveIt(int length, int blobs)
    {
        // Two quotes make the JSON: 61,440 bytes are 60 KB.
        var catalog = new TestCatalog().Orchestrator<string, int>("Length", (_, text) => Task.FromResult(text.Length));
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);

        OrchestrationMetadata end = await hub.RunAsync("Length", new string('x', length));

        Assert.Equal(length, end.ReadOutputAs<int>());
        Assert.Equal(blobs, (await hub.BlobsAsync()).Count);
    }

    [Fact]
    public async Task ContinueAsNew_LargeInput_LeavesNoBlobsOfFormerExecutions()
    {
        var catalog = new TestCatalog().Orchestrator<string, int>("Anew", (context, text) =>
        {
            if (text[0] < 'e')
                context.ContinueAsNew(Text((char)(text[0] + 1)));
            return Task.FromResult(1);
        });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog);

        await hub.RunAsync("Anew", Text('a'));
        await hub.StopAsync();

        Assert.Single(await hub.BlobsAsync());
    }

    private static string Text(char letter) => new(letter, TwoMegabytes);
}
