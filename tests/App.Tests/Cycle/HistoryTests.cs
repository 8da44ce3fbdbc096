using Google.Protobuf;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Protobuf;
using Microsoft.DurableTask.Worker.Grpc;
using Yuekao.Local.Azurite;

namespace Yuekao.App.Tests.Cycle;

/// <summary>
/// A month is in flight for weeks, and the code changes under it: histories of every version of the orchestrators are replayed against the code of today.
/// <c>YUEKAO_UPDATE=1</c> records them anew, which only a new version may.
/// </summary>
public sealed class HistoryTests(AppFixture fixture)
{
    private static readonly string Folder = Path.Combine(RepositoryFolders.Root, "tests", "App.Tests", "Cycle", "Histories");

    [Fact]
    public async Task Replay_MonthJustRun_DoesTheSame()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture);
        TownshipId township = host.Townships[0];
        var source = SourceId.Of("department:political-legal");
        await host.OpenAsync();
        await host.SubmitAllAsync((_, one) => one == source);
        host.MoveTo(host.Times.CollectingDue);
        await host.UntilAsync(progress => progress.Pools[0].Status is { Overdue: true });
        await host.SubmitAsync(township, source);
        await host.UntilStepAsync(PoolPhase.Deciding);
        await host.DecideAsync(township.Value, CycleHost.Approval() with { Kind = ResolutionKind.Return, Returns = [new ReturnedSource(township, source, "网格数据与台账不符")] });
        await host.UntilAsync(progress => progress.Pools[0].Status is { Phase: PoolPhase.Collecting, Round: 2 });
        await host.SubmitAsync(township, source);
        await host.UntilAsync(progress => progress.Pools[0].Status is { Phase: PoolPhase.Deciding, Round: 2 });
        await host.DecideAsync(township.Value, CycleHost.Approval(round: 2));
        await host.UntilAsync(progress => progress.Status?.Phase == CyclePhase.Appeals);
        await host.SealAsync();

        foreach ((string name, string instance) in ((string, string)[])[("county", host.Key.InstanceId), ("pool", host.Key.PoolInstanceId(PoolId.Of(township)))])
        {
            Turn turn = host.App.Turns.Of(instance)!;
            AssertTheSame(turn, Replay(host.App.Services, turn));
            if (Environment.GetEnvironmentVariable("YUEKAO_UPDATE") == "1")
                await File.WriteAllTextAsync(Path.Combine(Folder, $"{name}-1.0.json"), RecordedTurn.Write(turn), TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Replay_DispatchJustRun_DoesTheSame()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture, scheme: "work-ranking");
        await host.OpenAsync();
        await CollectingTests.WaitForMessagesAsync(host, $"township:{host.Townships[0]}", "dispatchOpened", 1);
        host.MoveTo(host.Times.PeriodEnds.AddHours(-6));
        Turn turn;
        while ((turn = host.App.Turns.Of(host.Key.DispatchInstanceId)!).Response.Actions is not [.., { CompleteOrchestration: not null }])
            await Task.Delay(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);

        Assert.True(turn.Called(nameof(DispatchActivities.SubmitProjectReadings)));
        AssertTheSame(turn, Replay(host.App.Services, turn));
        if (Environment.GetEnvironmentVariable("YUEKAO_UPDATE") == "1")
            await File.WriteAllTextAsync(Path.Combine(Folder, "dispatch-1.0.json"), RecordedTurn.Write(turn), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Replay_DevelopmentsMorning_DoesTheSame()
    {
        await using CycleHost host = await DevelopmentTests.StartAsync(fixture);
        await host.FillCohortAsync(CohortId.Of("hundred"), CountyDays.Of(host.Now));
        await DevelopmentTests.PassAsync(host, days: 31);
        Turn turn = host.App.Turns.Of(DevelopmentStarter.InstanceId(host.Data.County), past: nameof(DevelopmentActivities.FindReminders))!;

        Assert.True(turn.Called(nameof(MessageActivities.PostMessages)));
        AssertTheSame(turn, Replay(host.App.Services, turn));
        if (Environment.GetEnvironmentVariable("YUEKAO_UPDATE") == "1")
            await File.WriteAllTextAsync(Path.Combine(Folder, "development-1.0.json"), RecordedTurn.Write(turn), TestContext.Current.CancellationToken);
    }

    public static TheoryData<string> Recorded() => [.. Directory.GetFiles(Folder, "*.json").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Replay_RecordedHistory_DoesTheSame(string file)
    {
        Turn turn = RecordedTurn.Read(await File.ReadAllTextAsync(Path.Combine(Folder, file), TestContext.Current.CancellationToken));

        AssertTheSame(turn, Replay(fixture.App.Services, turn));
    }

    [Fact]
    public async Task Replay_HistoryOfOtherCode_FailsAndNamesTheDifference()
    {
        string other = (await File.ReadAllTextAsync(Path.Combine(Folder, "pool-1.0.json"), TestContext.Current.CancellationToken)).Replace("\"ComputeResult\"", "\"GuessResult\"", StringComparison.Ordinal);

        CompleteOrchestrationAction end = Replay(fixture.App.Services, RecordedTurn.Read(other)).Actions[^1].CompleteOrchestration;

        Assert.Equal(OrchestrationStatus.Failed, end.OrchestrationStatus);
        Assert.Contains("GuessResult", end.Result, StringComparison.Ordinal);
    }

    // The official SDK's own replay, which the worker does for every turn.
    private static OrchestratorResponse Replay(IServiceProvider services, Turn turn)
    {
        ITaskOrchestrator orchestrator = turn.Orchestrator switch
        {
            nameof(CountyCycleOrchestrator) => new Orchestrator<CycleStart>((context, start) => NothingAsync(CountyCycleOrchestrator.Run(context, start))),
            nameof(DevelopmentOrchestrator) => new Orchestrator<DevelopmentRun>((context, run) => NothingAsync(DevelopmentOrchestrator.Run(context, run))),
            nameof(DispatchOrchestrator) => new Orchestrator<DispatchStart>((context, start) => NothingAsync(DispatchOrchestrator.Run(context, start))),
            _ => new Orchestrator<PoolCycle>(async (context, pool) => await PoolCycleOrchestrator.Run(context, pool)),
        };
        return OrchestratorResponse.Parser.ParseFrom(ByteString.FromBase64(GrpcOrchestrationRunner.LoadAndRun(turn.Request.ToByteString().ToBase64(), orchestrator, services)));
    }

    private static async Task<object?> NothingAsync(Task run)
    {
        await run;
        return null;
    }

    private static void AssertTheSame(Turn turn, OrchestratorResponse replayed)
    {
        Assert.Equal(turn.Response.CustomStatus, replayed.CustomStatus);
        Assert.Equal(turn.Response.Actions, replayed.Actions);
    }

    private sealed class Orchestrator<T>(Func<TaskOrchestrationContext, T, Task<object?>> run) : TaskOrchestrator<T, object?>
    {
        public override Task<object?> RunAsync(TaskOrchestrationContext context, T input) => run(context, input);
    }
}
