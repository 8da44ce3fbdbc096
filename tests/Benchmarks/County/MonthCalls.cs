using System.Text.Json;
using Yuekao.Local.Demo;
using Yuekao.Local.Month;

namespace Yuekao.Benchmarks.County;

/// <summary>
/// The app's storage calls in a county month from its opening to its seal. The month is the demonstration's: one source is late, a meeting adjusts, cadres
/// acknowledge, one appeals and is heard.
/// </summary>
internal static class MonthCalls
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    public static async Task RunAsync(string connection)
    {
        await using BenchApp app = await BenchApp.StartAsync(connection, BenchCounty.Times.Opens);
        CountyMonth month = BenchCounty.MonthOf(app, number: 1);
        await month.LoadAsync(CancellationToken.None);
        app.Calls.Reset();
        var story = new MonthStory(app, month, BenchCounty.Calendar, _ => { });
        await story.CollectAsync(CancellationToken.None);
        await story.DecideAsync(adjust: true, CancellationToken.None);
        await story.HearAsync(CancellationToken.None);
        await story.SealAsync(CancellationToken.None);
        await UntilToldAsync(month, "cycleSealed");

        int own = app.Calls.Of(CallMaker.App, StorageKind.Table) + app.Calls.Of(CallMaker.App, StorageKind.Blob);
        Report.Figure(
            "storage calls in a county month: the app by itself", own, "calls",
            $"{app.Calls.Of(CallMaker.App, StorageKind.Table)} table, {app.Calls.Of(CallMaker.App, StorageKind.Blob)} blob; target: under 200");
        foreach ((string function, int count) in app.Calls.ByFunction(CallMaker.App, StorageKind.Table, StorageKind.Blob))
            Report.Figure($"  of these, {function}", count, "calls");
        Report.Figure("storage calls in a county month: the app by itself, submissions", app.Calls.Of(CallMaker.App, StorageKind.Submissions), "calls", "not in the target");
        Print(app.Calls, CallMaker.People, $"{app.Calls.InvocationsOf(CallMaker.People)} decisions, acknowledgements, appeals and other writes");
        Print(app.Calls, CallMaker.Submissions, $"{app.Calls.InvocationsOf(CallMaker.Submissions)} submissions and observations");
        foreach ((string trigger, int count, TimeSpan time) in app.Calls.Executions())
            Report.Figure($"executions in a county month: {trigger}", count, "executions", FormattableString.Invariant($"{time.TotalSeconds:0.0} s in all"));
    }

    private static void Print(StorageCalls calls, CallMaker maker, string what) => Report.Figure(
        $"storage calls in a county month: {what}", calls.Of(maker), "calls", $"{calls.Of(maker, StorageKind.Table) + calls.Of(maker, StorageKind.Submissions)} table, {calls.Of(maker, StorageKind.Blob)} blob");

    // The seal's last act is to tell.
    private static async Task UntilToldAsync(CountyMonth month, string kind)
    {
        while (true)
        {
            JsonElement inbox = await month.Api.GetAsync(CountyMonth.CountyRole, "messages", CancellationToken.None);
            if (inbox.GetProperty("items").EnumerateArray().Any(message => message.GetProperty("kind").GetString() == kind))
                return;
            await Task.Delay(Poll);
        }
    }
}
