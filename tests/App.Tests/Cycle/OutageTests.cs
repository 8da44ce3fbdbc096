using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;

namespace Yuekao.App.Tests.Cycle;

/// <summary>Storage that is away ends no month, however long; whatever else is wrong is told to the county, which takes it up.</summary>
public sealed class OutageTests(AppFixture fixture)
{
    [Fact]
    public async Task Outage_OfADay_HoldsThePoolUpAndEndsNothing()
    {
        var trouble = new Trouble();
        await using CycleHost host = await CollectedAsync(trouble);
        trouble.With = () => new RequestFailedException(503, "The server is busy.");
        host.MoveTo(host.Times.PeriodEnds);
        await host.App.UntilAtRestAsync();
        for (int hour = 1; hour <= 24; hour++)
        {
            host.MoveTo(host.Times.PeriodEnds.AddHours(hour));
            await host.App.UntilAtRestAsync();
        }

        Assert.True(trouble.Count > 24, $"It was tried {trouble.Count} times.");
        trouble.With = null;
        host.MoveTo(host.Times.PeriodEnds.AddHours(25));

        await host.UntilStepAsync(PoolPhase.Deciding);
        IReadOnlyList<string> told = await host.InboxAsync("county");
        Assert.DoesNotContain("cycleStopped", told);
        Assert.Single(told, "outageOver");
    }

    [Fact]
    public async Task Refusal_ByStorage_IsAFaultAndNoOutage()
    {
        var trouble = new Trouble();
        await using CycleHost host = await CollectedAsync(trouble);

        await StopAsync(host, trouble, () => new RequestFailedException(403, "The ledger of fen is not yours."));

        Assert.Contains("cycleStopped", await host.InboxAsync("county"));
    }

    [Fact]
    public async Task Fault_IsToldToTheCounty_WhichTakesItUpByOneRequest()
    {
        var trouble = new Trouble();
        await using CycleHost host = await CollectedAsync(trouble);
        await StopAsync(host, trouble);
        Assert.Contains("cycleStopped", await host.InboxAsync("county"));
        JsonElement seen = await host.GetAsync($"township:{host.Townships[0]}", host.Path);
        Assert.DoesNotContain("ledger of fen", seen.ToString(), StringComparison.Ordinal);

        trouble.With = null;
        await host.DoAsync("county", HttpMethod.Post, $"{host.Path}/take-up");

        await host.WaitAsync(progress => progress.Pools[0].Status is { Phase: PoolPhase.Deciding });
    }

    [Fact]
    public async Task Fault_ThatNobodyTakesUp_IsTriedAgainADayLater()
    {
        var trouble = new Trouble();
        await using CycleHost host = await CollectedAsync(trouble);
        await StopAsync(host, trouble);

        trouble.With = null;
        host.MoveTo(host.Now.AddDays(1));

        await host.WaitAsync(progress => progress.Pools[0].Status is { Phase: PoolPhase.Deciding });
    }

    [Fact]
    public async Task Fault_OfTheCycleItself_IsTakenUpToo()
    {
        var trouble = new Trouble("archives");
        await using CycleHost host = await CollectedAsync(trouble);
        host.MoveTo(host.Times.PeriodEnds.AddHours(9));
        await host.UntilStepAsync(PoolPhase.Deciding);
        await host.DecideAsync(host.Townships[0].Value);
        await host.UntilAsync(progress => progress.Status?.Phase == CyclePhase.Appeals);
        trouble.With = () => new InvalidOperationException("No place for it.");
        DateTimeOffset until = (await host.ProgressAsync()).Cycle.AppealsUntil!.Value;
        for (int minutes = 1; minutes < 7; minutes++)
        {
            host.MoveTo(until.AddMinutes(minutes));
            await host.App.UntilAtRestAsync();
        }

        await host.WaitAsync(progress => progress is { Status.Phase: CyclePhase.Stopped, Failure: { } why } && why.Contains("No place", StringComparison.Ordinal));
        trouble.With = null;
        await host.DoAsync("county", HttpMethod.Post, $"{host.Path}/take-up");

        await host.WaitAsync(progress => progress.Cycle.Phase == CyclePhase.Sealed);
    }

    private async Task<CycleHost> CollectedAsync(Trouble trouble)
    {
        var options = new BlobClientOptions();
        options.AddPolicy(trouble, HttpPipelinePosition.PerCall);
        CycleHost host = await CycleHost.StartAsync(fixture, services: services => services.AddSingleton(new BlobServiceClient(fixture.ConnectionString, options)));
        await host.OpenAsync();
        await host.SubmitAllAsync();
        return host;
    }

    private static async Task StopAsync(CycleHost host, Trouble trouble, Func<Exception>? with = null)
    {
        trouble.With = with ?? (() => new InvalidOperationException("The ledger of fen does not reconcile."));
        for (int minutes = 0; minutes < 6; minutes++)
        {
            host.MoveTo(host.Times.PeriodEnds.AddMinutes(minutes));
            await host.App.UntilAtRestAsync();
        }

        CycleProgress stopped = await host.WaitAsync(progress => progress.Pools[0].Status is { Phase: PoolPhase.Stopped });
        Assert.Contains("ledger of fen", stopped.Pools[0].Failure, StringComparison.Ordinal);
        await host.App.UntilAtRestAsync();
    }

    /// <summary>Blob storage that takes nothing of a kind as long as there is trouble.</summary>
    private sealed class Trouble(string kind = "proposal-") : HttpPipelineSynchronousPolicy
    {
        private int count;

        public Func<Exception>? With { get; set; }

        public int Count => count;

        public override void OnSendingRequest(HttpMessage message)
        {
            if (With?.Invoke() is not { } trouble || !message.Request.Uri.Path.Contains(kind, StringComparison.Ordinal))
                return;
            Interlocked.Increment(ref count);
            throw trouble;
        }
    }
}
