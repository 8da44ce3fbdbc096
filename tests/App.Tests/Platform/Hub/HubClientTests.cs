using Microsoft.DurableTask.Client;
using Yuekao.TestSupport;

namespace Yuekao.App.Tests.Platform.Hub;

/// <summary>What the app does with its task hub, on both official engines.</summary>
public sealed class HubClientTests(AppFixture fixture)
{
    private const int Starters = 6;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("InMemory")]
    [InlineData("AzureStorage")]
    public async Task StartOnce_ManyAtOnceAndLater_RunsOnce(string engine)
    {
        await using AppHost host = await StartAsync(engine);
        DurableTaskClient client = await host.HubAsync();
        foreach (string id in Enumerable.Range(0, 5).Select(_ => AzuriteFixture.UniqueName("once")))
        {
            await Task.WhenAll(Enumerable.Range(0, Starters).Select(_ => Task.Run(() => client.StartOnceAsync(nameof(ProbeOrchestrations.ProbeCount), id, id, Cancellation))));
            await UntilAsync(client, id, run => run.RuntimeStatus == OrchestrationRuntimeStatus.Running && ProbeOrchestrations.RunsOf(id) > 0);
            Assert.False(await client.StartOnceAsync(nameof(ProbeOrchestrations.ProbeCount), id, id, Cancellation));

            await client.WakeAsync(id, "Go", "go", Cancellation);
            await UntilAsync(client, id, run => run.RuntimeStatus == OrchestrationRuntimeStatus.Completed);
            Assert.False(await client.StartOnceAsync(nameof(ProbeOrchestrations.ProbeCount), id, id, Cancellation));
            await host.UntilAtRestAsync();

            Assert.Equal(1, ProbeOrchestrations.RunsOf(id));
        }
    }

    [Theory]
    [InlineData("InMemory")]
    [InlineData("AzureStorage")]
    public async Task Failure_OfAFailedOrchestration_SaysWhyAndItCanBeStartedAnew(string engine)
    {
        await using AppHost host = await StartAsync(engine);
        DurableTaskClient client = await host.HubAsync();
        string id = AzuriteFixture.UniqueName("fail");

        Assert.True(await client.StartOnceAsync(nameof(ProbeOrchestrations.ProbeFail), id, "账目不平", Cancellation));
        OrchestrationMetadata failed = await UntilAsync(client, id, run => run.IsCompleted);

        Assert.Contains("账目不平", failed.Failure(), StringComparison.Ordinal);
        Assert.True(await client.StartOnceAsync(nameof(ProbeOrchestrations.ProbeCount), id, id, Cancellation));
        OrchestrationMetadata anew = await UntilAsync(client, id, run => run.RuntimeStatus == OrchestrationRuntimeStatus.Running);
        Assert.Null(anew.Failure());
    }

    [Theory]
    [InlineData("InMemory")]
    [InlineData("AzureStorage")]
    public async Task Wake_WhatIsNotThere_StartsNothingAndStaysNoWakeForWhatComesLater(string engine)
    {
        await using AppHost host = await StartAsync(engine);
        DurableTaskClient client = await host.HubAsync();
        string id = AzuriteFixture.UniqueName("nobody");

        Exception? thrown = await Record.ExceptionAsync(() => client.WakeAsync(id, "Go", "go", Cancellation));

        Assert.Null(thrown);
        Assert.Null(await client.GetInstanceAsync(id, Cancellation));
        Assert.True(await client.StartOnceAsync(nameof(ProbeOrchestrations.ProbeCount), id, id, Cancellation));
        await UntilAsync(client, id, run => run.RuntimeStatus == OrchestrationRuntimeStatus.Running && ProbeOrchestrations.RunsOf(id) > 0);
        await host.UntilAtRestAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await client.GetInstanceAsync(id, Cancellation))!.RuntimeStatus);
    }

    private Task<AppHost> StartAsync(string engine) => AppHost.StartAsync(
        fixture.ConnectionString, fixture.Issuer.Address, KeyValuePair.Create("AzureFunctionsJobHost__extensions__durableTask__storageProvider__type", (string?)engine));

    private static async Task<OrchestrationMetadata> UntilAsync(DurableTaskClient client, string id, Func<OrchestrationMetadata, bool> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (await client.GetInstanceAsync(id, getInputsAndOutputs: true, limit.Token) is { } run && condition(run))
                return run;
            await Task.Delay(20, limit.Token);
        }
    }
}
