using Microsoft.DurableTask.Client;

namespace Yuekao.App.Tests.Cycle;

/// <summary>How often a county's dispatch of a month goes to storage by itself: the task hub's calls, the reports and the submissions apart.</summary>
public sealed class DispatchCallTests(AppFixture fixture)
{
    private const int Townships = 7;
    private const int MostCalls = 60;

    [Fact]
    public async Task Month_Of26ProjectsAndSevenTownships_TakesFewCalls()
    {
        var calls = new CallCounter { But = SubmissionTable.Name };
        await using CycleHost host = await CycleHost.StartAsync(fixture, Townships, "work-ranking", services: services => services
            .AddSingleton(calls.Tables(fixture.ConnectionString))
            .AddSingleton(calls.Blobs(fixture.ConnectionString)));
        DurableTaskClient hub = await host.App.HubAsync();
        // Asked by clients of its own, so that asking is not counted.
        var tables = new TableServiceClient(fixture.ConnectionString);
        using var blobs = new DocumentBlobs(new Azure.Storage.Blobs.BlobServiceClient(fixture.ConnectionString));
        var rounds = new DispatchRounds(tables, blobs);
        var inbox = new MessageStore(tables);

        calls.Reset();
        await host.DoAsync("county", HttpMethod.Post, $"{host.Path}/dispatch", new DispatchRequest());
        await UntilAsync(() => IsToldAsync(MessageKind.DispatchOpened, 1));
        int opened = calls.Calls;

        await host.OpenAsync();
        DispatchRound round = (await rounds.FindAsync(host.Key, TestContext.Current.CancellationToken))!;
        await host.DoAsync($"township:{host.Townships[0]}", HttpMethod.Put, $"{host.Path}/dispatch/townships/{host.Townships[0]}/projects/reserve-pool", new DispatchReportRequest("按计划推进", ["照片"]));
        calls.Reset();
        foreach ((int index, TimeSpan before) in round.RemindBefore.Index())
        {
            host.MoveTo(round.Due - before);
            await UntilAsync(() => IsToldAsync(MessageKind.DispatchReportsMissing, index + 1));
        }

        int reminded = calls.Calls;
        host.MoveTo(round.Due);
        await UntilAsync(async () => (await hub.GetInstanceAsync(host.Key.DispatchInstanceId, TestContext.Current.CancellationToken))?.RuntimeStatus == OrchestrationRuntimeStatus.Completed);
        int closed = calls.Calls - reminded;

        TestContext.Current.TestOutputHelper?.WriteLine($"opening {opened}, reminders {reminded}, closing {closed}: {opened + reminded + closed}, of {MostCalls} that it should take");
        Assert.InRange(opened + reminded + closed, 1, MostCalls);

        async Task<bool> IsToldAsync(MessageKind kind, int count) => (await Task.WhenAll(host.Townships.Select(township =>
            inbox.ListAsync(host.Key.County, [$"township:{township}"], unread: null, after: null, most: 100, TestContext.Current.CancellationToken))))
            .All(one => one.Messages.Count(message => message.Kind == kind) == count);
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        while (!await condition())
            await Task.Delay(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);
    }
}
