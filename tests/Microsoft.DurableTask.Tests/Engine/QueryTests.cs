using Microsoft.DurableTask.Client;
using Yuekao.TestSupport;

namespace Microsoft.DurableTask.Tests;

public sealed class QueryTests(AzuriteFixture azurite)
{
    private readonly ManualClock clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static TestCatalog Catalog => new TestCatalog()
        .Orchestrator<int, int>("Echo", (context, number) =>
        {
            context.SetCustomStatus($"at {number}");
            return Task.FromResult(number);
        })
        .Orchestrator<string>("Wait", context => context.WaitForExternalEvent<string>("Go"))
        .Orchestrator<int>("Fail", _ => throw new InvalidOperationException("no"));

    [Fact]
    public async Task GetAll_ByStatus_ListsThoseOnly()
    {
        await using TestHub hub = await TestHub.StartAsync(azurite, Catalog, clock);
        await hub.RunAsync("Echo", 1, "done");
        await hub.RunAsync("Fail", instanceId: "failed");
        await hub.StartAsync("Wait", instanceId: "waiting");
        await hub.Client.WaitForInstanceStartAsync("waiting", Cancellation);

        Assert.Equal(["waiting"], await IdsAsync(hub, new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Running])));
        OrchestrationRuntimeStatus[] ended = [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed];
        Assert.Equal(["done", "failed"], await IdsAsync(hub, new OrchestrationQuery(Statuses: ended)));
        Assert.Equal(["done", "failed", "waiting"], await IdsAsync(hub, null));
    }

    [Fact]
    public async Task GetAll_ByPrefix_ListsThoseOnly()
    {
        await using TestHub hub = await TestHub.StartAsync(azurite, Catalog, clock);
        foreach (string id in (string[])["haixing.1", "haixing.2", "haixinh", "dongguang.1", "海兴.1"])
            await hub.RunAsync("Echo", 1, id);

        Assert.Equal(["haixing.1", "haixing.2"], await IdsAsync(hub, new OrchestrationQuery(InstanceIdPrefix: "haixing")));
        Assert.Equal(["海兴.1"], await IdsAsync(hub, new OrchestrationQuery(InstanceIdPrefix: "海")));
    }

    [Fact]
    public async Task GetAll_ByTime_IncludesItsBounds()
    {
        await using TestHub hub = await TestHub.StartAsync(azurite, Catalog, clock);
        DateTimeOffset start = clock.GetUtcNow();
        for (int day = 0; day < 4; day++)
        {
            await hub.RunAsync("Echo", day, $"day{day}");
            clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(["day1", "day2"], await IdsAsync(hub, new OrchestrationQuery(start.AddDays(1), start.AddDays(2))));
    }

    [Fact]
    public async Task GetAll_InPages_GoesOnWhereThePageBeforeStopped()
    {
        await using TestHub hub = await TestHub.StartAsync(azurite, Catalog, clock);
        await Task.WhenAll(Enumerable.Range(10, 25).Select(number => hub.RunAsync("Echo", number, $"id{number}")));

        var sizes = new List<int>();
        var ids = new List<string>();
        await foreach (Page<OrchestrationMetadata> page in hub.Client.GetAllInstancesAsync(new OrchestrationQuery(PageSize: 10)).AsPages())
        {
            sizes.Add(page.Values.Count);
            ids.AddRange(page.Values.Select(instance => instance.InstanceId));
        }

        Assert.Equal([10, 10, 5], sizes);
        Assert.Equal(Enumerable.Range(10, 25).Select(number => $"id{number}"), ids);
    }

    [Fact]
    public async Task GetAll_ContinuationTokenOfAnEarlierPage_GoesOnFromIt()
    {
        await using TestHub hub = await TestHub.StartAsync(azurite, Catalog, clock);
        await Task.WhenAll(Enumerable.Range(1, 5).Select(number => hub.RunAsync("Echo", number, $"id{number}")));
        string? token = null;
        await foreach (Page<OrchestrationMetadata> page in hub.Client.GetAllInstancesAsync(new OrchestrationQuery(PageSize: 2)).AsPages())
        {
            token = page.ContinuationToken;
            break;
        }

        Assert.Equal(["id3", "id4", "id5"], await IdsAsync(hub, new OrchestrationQuery(PageSize: 2, ContinuationToken: token)));
    }

    [Fact]
    public async Task GetAll_WithInputsAndOutputs_BringsThem()
    {
        await using TestHub hub = await TestHub.StartAsync(azurite, Catalog, clock);
        await hub.RunAsync("Echo", 5);

        OrchestrationMetadata with = await SingleAsync(hub, new OrchestrationQuery(FetchInputsAndOutputs: true));
        OrchestrationMetadata without = await SingleAsync(hub, new OrchestrationQuery());

        Assert.Equal((5, 5, "at 5"), (with.ReadInputAs<int>(), with.ReadOutputAs<int>(), with.ReadCustomStatusAs<string>()));
        Assert.Null(without.SerializedOutput);
        Assert.Throws<InvalidOperationException>(() => without.ReadOutputAs<int>());
    }

    [Fact]
    public async Task GetAll_AnotherHub_ListsNothing()
    {
        await using TestHub hub = await TestHub.StartAsync(azurite, Catalog, clock);
        await hub.RunAsync("Echo", 1);

        Assert.Empty(await IdsAsync(hub, new OrchestrationQuery(TaskHubNames: ["elsewhere"])));
        Assert.Single(await IdsAsync(hub, new OrchestrationQuery(TaskHubNames: [hub.Options.HubName])));
    }

    [Fact]
    public async Task ListInstanceIds_ByTimeOfEnd_ListsEndedInstances()
    {
        await using TestHub hub = await TestHub.StartAsync(azurite, Catalog, clock);
        await hub.RunAsync("Echo", 1, "early");
        await hub.StartAsync("Wait", instanceId: "waiting");
        clock.Advance(TimeSpan.FromDays(1));
        DateTimeOffset later = clock.GetUtcNow();
        await hub.RunAsync("Echo", 2, "late");

        Page<string> all = await hub.Client.ListInstanceIdsAsync(cancellation: Cancellation);
        Page<string> some = await hub.Client.ListInstanceIdsAsync([OrchestrationRuntimeStatus.Completed], later, cancellation: Cancellation);

        Assert.Equal(["early", "late"], all.Values);
        Assert.Equal(["late"], some.Values);
    }

    [Fact]
    public async Task GetInstance_Tags_AreKept()
    {
        await using TestHub hub = await TestHub.StartAsync(azurite, Catalog, clock);
        var options = new StartOrchestrationOptions("tagged") { Tags = new Dictionary<string, string> { ["county"] = "海兴" } };
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Echo", 1, options, Cancellation);
        await hub.EndOf("tagged");
        await hub.StopAsync();
        await hub.StartAsync();

        Assert.Equal("海兴", (await hub.Client.GetInstanceAsync("tagged", Cancellation))!.Tags["county"]);
    }

    [Fact]
    public async Task WaitForInstance_Unknown_Throws()
    {
        await using TestHub hub = await TestHub.StartAsync(azurite, Catalog, clock);

        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Client.WaitForInstanceCompletionAsync("nobody", Cancellation));
        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Client.WaitForInstanceStartAsync("nobody", Cancellation));
    }

    [Fact]
    public async Task SetCustomStatus_WhileRunning_IsSeenAndClearedAgain()
    {
        TestCatalog catalog = Catalog.Orchestrator<string>("Phases", async context =>
        {
            context.SetCustomStatus(new { Phase = "collecting", Missing = 3 });
            await context.WaitForExternalEvent<string>("Next");
            context.SetCustomStatus(null);
            return await context.WaitForExternalEvent<string>("Next");
        });
        await using TestHub hub = await TestHub.StartAsync(azurite, catalog, clock);
        string id = await hub.StartAsync("Phases");
        await hub.Client.WaitForInstanceStartAsync(id, Cancellation);

        string? collecting = (await hub.Client.GetInstanceAsync(id, true, Cancellation))!.SerializedCustomStatus;
        await hub.Client.RaiseEventAsync(id, "Next", Cancellation);
        string? cleared = (await hub.Client.GetInstanceAsync(id, true, Cancellation))!.SerializedCustomStatus;

        Assert.Equal("""{"Phase":"collecting","Missing":3}""", collecting);
        Assert.Null(cleared);
    }

    private static async Task<List<string>> IdsAsync(TestHub hub, OrchestrationQuery? query)
    {
        var ids = new List<string>();
        await foreach (OrchestrationMetadata instance in hub.Client.GetAllInstancesAsync(query))
            ids.Add(instance.InstanceId);
        return ids;
    }

    private static async Task<OrchestrationMetadata> SingleAsync(TestHub hub, OrchestrationQuery query)
    {
        var all = new List<OrchestrationMetadata>();
        await foreach (OrchestrationMetadata instance in hub.Client.GetAllInstancesAsync(query))
            all.Add(instance);
        return Assert.Single(all);
    }
}
