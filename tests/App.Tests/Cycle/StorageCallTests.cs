using Microsoft.DurableTask.Client;

namespace Yuekao.App.Tests.Cycle;

/// <summary>How often a whole county's month goes to storage, the task hub's calls and the submissions' apart (docs/design.md 10).</summary>
public sealed class StorageCallTests(AppFixture fixture)
{
    private const int Townships = 7;
    // docs/design.md 10.
    private const int MostCalls = 180;

    // A meeting's decision looks whether there is one and whether it may be, goes into the audit trail, and is kept: the chair's calls, not the app's own.
    private const int CallsOfADecision = 4;

    [Fact]
    public async Task Month_OfAWholeCounty_TakesFewCalls()
    {
        var calls = new CallCounter { But = SubmissionTable.Name };
        await using CycleHost host = await CycleHost.StartAsync(fixture, Townships, services: services => services
            .AddSingleton(calls.Tables(fixture.ConnectionString))
            .AddSingleton(calls.Blobs(fixture.ConnectionString)));
        DurableTaskClient hub = await host.App.HubAsync();
        PoolId[] pools = [.. host.Townships.Select(PoolId.Of)];

        calls.Reset();
        await host.DoAsync("county", HttpMethod.Post, $"schemes/{host.Scheme.Key.Scheme}/cycles", new CycleRequest(host.Period));
        await PoolsAsync(PoolPhase.Collecting);
        int opened = calls.Calls;
        await host.SubmitAllAsync();

        calls.Reset();
        host.MoveTo(host.Times.PeriodEnds.AddHours(9));
        await PoolsAsync(PoolPhase.Deciding);
        int proposed = calls.Calls;
        foreach (PoolId pool in pools)
            await host.DecideAsync(pool.Value);
        await CycleAsync(CyclePhase.Appeals);
        int published = calls.Calls - proposed;

        host.MoveTo(host.Now + host.Times.Appeal + TimeSpan.FromMinutes(1));
        await CycleAsync(CyclePhase.Sealed);
        int sealedWith = calls.Calls - proposed - published;

        TestContext.Current.TestOutputHelper?.WriteLine($"opening {opened}, proposals {proposed}, decisions to notices {published}, appeals and seal {sealedWith}: {opened + proposed + published + sealedWith}, of {MostCalls} that it should take, and {Townships * CallsOfADecision} for the decisions");
        Assert.InRange(opened + proposed + published + sealedWith, 1, MostCalls + (Townships * CallsOfADecision));

        Task PoolsAsync(PoolPhase step) => Task.WhenAll(pools.Select(pool => UntilAsync(host.Key.PoolInstanceId(pool), status => status.ReadCustomStatusAs<PoolStatus>()?.Phase == step)));

        Task CycleAsync(CyclePhase phase) => UntilAsync(host.Key.InstanceId, status => status.ReadCustomStatusAs<CycleStatus>()?.Phase == phase);

        // Asked of the task hub, so that asking is not counted.
        async Task UntilAsync(string instance, Func<OrchestrationMetadata, bool> condition)
        {
            while (await hub.GetInstanceAsync(instance, getInputsAndOutputs: true, TestContext.Current.CancellationToken) is not { SerializedCustomStatus: not null } status || !condition(status))
                await Task.Delay(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);
        }
    }
}
