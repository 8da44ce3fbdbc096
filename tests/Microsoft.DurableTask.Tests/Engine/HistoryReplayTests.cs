using Microsoft.DurableTask.Local;
using Yuekao.TestSupport;

namespace Microsoft.DurableTask.Tests;

/// <summary>Histories of instances that once ran, replayed against the code of today.</summary>
public sealed class HistoryReplayTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Replay_HistoryJustExported_GivesTheSameOutput()
    {
        await using TestHub hub = await TestHub.StartAsync(azurite, Cycle.Catalog);
        string id = await hub.StartAsync("Cycle", 3);
        await hub.Client.RaiseEventAsync(id, "Decision", "批准", Cancellation);
        await hub.EndOf(id);

        ReplayResult result = HistoryReplayer.Replay(Cycle.Code, (await hub.Hub.ExportHistoryAsync(id, Cancellation))!);

        Assert.Null(result.Difference);
        Assert.True(result.HasEnded);
        Assert.Equal("\"0,1,2 \\u6279\\u51C6\"", result.Output);
    }

    [Fact]
    public async Task Replay_HistoryOfAnInstanceInFlight_HasNotEnded()
    {
        await using TestHub hub = await TestHub.StartAsync(azurite, Cycle.Catalog);
        string id = await hub.StartAsync("Cycle", 2);
        string? history = await Eventually.BecomesAsync(
            () => hub.Hub.ExportHistoryAsync(id, Cancellation), json => json!.Split("\"TaskCompleted\"").Length == 3);

        ReplayResult result = HistoryReplayer.Replay(Cycle.Code, history!);

        Assert.Null(result.Difference);
        Assert.False(result.HasEnded);
    }

    [Theory]
    [InlineData("cycle-completed.json")]
    [InlineData("cycle-in-flight.json")]
    public void Replay_RecordedHistory_IsStillUnderstood(string file) => Assert.Null(HistoryReplayer.Replay(Cycle.Code, Recorded(file)).Difference);

    [Fact]
    public void Replay_RecordedHistoryOfOtherCode_NamesTheDifference()
    {
        ReplayResult result = HistoryReplayer.Replay(Cycle.Code, Recorded("cycle-of-other-code.json"));

        const string difference = "at event #2 it called activity 'Measure', but replayed the code called activity 'Collect'";
        Assert.Contains(difference, result.Difference, StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_CodeGivesAnotherOutput_NamesBoth()
    {
        var changed = FuncTaskOrchestrator.Create<int, string>(async (context, count) => (await Cycle.RunAsync(context, count)).ToUpperInvariant());

        ReplayResult result = HistoryReplayer.Replay(changed, Recorded("cycle-completed.json"));

        Assert.Equal(
            "Orchestrator 'Cycle' ended as completed with \"0,1 approve\" in its history, but as completed with \"0,1 APPROVE\" when it was replayed.",
            result.Difference);
    }

    [Fact]
    public void Replay_CodeThrows_NamesTheException()
    {
        var broken = FuncTaskOrchestrator.Create<int, string>(async (context, count) =>
        {
            await Cycle.RunAsync(context, count);
            throw new FormatException("broken");
        });

        ReplayResult result = HistoryReplayer.Replay(broken, Recorded("cycle-completed.json"));

        Assert.Contains("but as failed with System.FormatException: broken", result.Difference, StringComparison.Ordinal);
        Assert.Equal("System.FormatException", result.Failure!.ErrorType);
    }

    [Fact]
    public void Replay_NoHistory_IsRefused() =>
        Assert.Throws<ArgumentException>(() => HistoryReplayer.Replay(Cycle.Code, """{"instanceId":"x","events":[]}"""));

    private static string Recorded(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Histories", file));

    private static class Cycle
    {
        public static ITaskOrchestrator Code { get; } = FuncTaskOrchestrator.Create<int, string>(RunAsync);

        public static TestCatalog Catalog => new TestCatalog().Activity<int, int>("Collect", number => number).Orchestrator<int, string>("Cycle", RunAsync);

        public static async Task<string> RunAsync(TaskOrchestrationContext context, int count)
        {
            int[] collected = await Task.WhenAll(Enumerable.Range(0, count).Select(number => context.CallActivityAsync<int>("Collect", number)));
            context.SetCustomStatus("deciding");
            string decision = await context.WaitForExternalEvent<string>("Decision", TimeSpan.FromDays(7));
            return $"{string.Join(',', collected)} {decision}";
        }
    }
}
