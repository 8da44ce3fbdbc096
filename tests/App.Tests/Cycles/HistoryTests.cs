using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Local;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Local;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Yuekao.App.Cycles;
using Yuekao.App.Decisions;
using Yuekao.App.Tests.Support;
using Yuekao.Assessment.Values;
using Yuekao.Local.Azurite;

namespace Yuekao.App.Tests.Cycles;

/// <summary>
/// A month is in flight for weeks, and the code changes under it: histories of every version of the orchestrators are replayed against the code of today.
/// <c>YUEKAO_UPDATE=1</c> records them anew, which only a new version may.
/// </summary>
public sealed class HistoryTests(AppFixture fixture)
{
    private static readonly string Folder = Path.Combine(RepositoryFolders.Root, "tests", "App.Tests", "Cycles", "Histories");

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
        await host.UntilStepAsync(PoolStep.Deciding);
        await host.DecideAsync(township.Value, CycleHost.Approval() with { Kind = ResolutionKind.Return, Returns = [new ReturnedSource(township, source, "网格数据与台账不符")] });
        await host.UntilAsync(progress => progress.Pools[0].Status is { Step: PoolStep.Collecting, Round: 2 });
        await host.SubmitAsync(township, source);
        await host.UntilAsync(progress => progress.Pools[0].Status is { Step: PoolStep.Deciding, Round: 2 });
        await host.DecideAsync(township.Value, CycleHost.Approval(round: 2));
        await host.UntilAsync(progress => progress.Status?.Phase == CyclePhase.Appeals);
        await host.SealAsync();

        TaskHub hub = host.App.Services.GetRequiredService<TaskHub>();
        foreach ((string name, string instance) in ((string, string)[])[("county", host.Key.InstanceId), ("pool", host.Key.PoolInstanceId(PoolId.Of(township)))])
        {
            string history = (await hub.ExportHistoryAsync(instance, TestContext.Current.CancellationToken))!;
            Assert.Null(Replay(host.App.Services, history).Difference);
            if (Environment.GetEnvironmentVariable("YUEKAO_UPDATE") == "1")
                await File.WriteAllTextAsync(Path.Combine(Folder, $"{name}-1.0.json"), history, TestContext.Current.CancellationToken);
        }
    }

    public static TheoryData<string> Recorded() => [.. Directory.GetFiles(Folder, "*.json").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Replay_RecordedHistory_IsStillUnderstood(string file) =>
        Assert.Null(Replay(fixture.App.Services, await File.ReadAllTextAsync(Path.Combine(Folder, file), TestContext.Current.CancellationToken)).Difference);

    [Fact]
    public async Task Replay_HistoryOfOtherCode_NamesTheDifference()
    {
        string other = (await File.ReadAllTextAsync(Path.Combine(Folder, "pool-1.0.json"), TestContext.Current.CancellationToken)).Replace("\"ComputeResult\"", "\"GuessResult\"", StringComparison.Ordinal);

        Assert.Contains("GuessResult", Replay(fixture.App.Services, other).Difference, StringComparison.Ordinal);
    }

    private static ReplayResult Replay(IServiceProvider services, string history)
    {
        var catalog = new FunctionTaskCatalog(services.GetRequiredService<FunctionCatalog>(), services.GetRequiredService<FunctionRunner>());
        string name = history.Contains(nameof(FreezeAgain), StringComparison.Ordinal) || history.Contains("PlanOpening", StringComparison.Ordinal) ? nameof(CountyCycleOrchestrator) : nameof(PoolCycleOrchestrator);
        var converter = new SerializerDataConverter(services.GetRequiredService<IOptions<WorkerOptions>>().Value.Serializer!);
        return HistoryReplayer.Replay(catalog.FindOrchestrator(new TaskName(name))!, history, converter);
    }
}
