using System.Text.Json;
using Yuekao.Local.Demo;
using Yuekao.Local.Month;

namespace Yuekao.Benchmarks.County;

/// <summary>
/// The app's storage calls, orchestrator turns and activities in a county month from its opening to its seal. The month is the demonstration's: one source
/// is late, a meeting adjusts, cadres acknowledge, one appeals and is heard.
/// </summary>
internal static class MonthCalls
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    public static async Task RunAsync(string connection)
    {
        await using BenchApp app = await BenchApp.StartAsync(connection, counted: true);
        CountyMonth month = BenchCounty.MonthOf(app, number: 1);
        await month.LoadAsync(CancellationToken.None);
        app.Calls.Reset();
        var story = new MonthStory(new Teller(app, _ => { }), month, BenchCounty.Calendar);
        await story.OpenAsync(CancellationToken.None);
        await story.CollectAsync(CancellationToken.None);
        await story.DecideAsync(adjust: true, CancellationToken.None);
        await story.HearAsync(CancellationToken.None);
        await story.SealAsync(CancellationToken.None);
        await UntilToldAsync(month, "cycleSealed");

        IReadOnlyList<StorageCall> own = app.Calls.OfApp();
        Report.Row("storage calls in a county month: the app by itself", "< 180", $"{own.Count} ({Kinds(own)})");
        foreach (var target in own.CountBy(call => (call.Kind, call.Target, call.IsWrite)).OrderByDescending(one => one.Value))
            Report.Row($"  of these, {target.Key.Kind} {target.Key.Target}, {(target.Key.IsWrite ? "writing" : "reading")}", "", $"{target.Value}");
        foreach (CallMaker maker in (CallMaker[])[CallMaker.Submissions, CallMaker.People])
        {
            IReadOnlyList<StorageCall> calls = app.Calls.Of(maker);
            Report.Row($"storage calls in a county month: {maker}", "", $"{calls.Count} ({Kinds(calls)})");
        }

        HistoryCounts history = app.Calls.History;
        Report.Row("orchestrator turns of a county month", "< 250", $"{history.Turns}");
        foreach (var one in history.ByCause())
            Report.Row($"  of these, {one.Orchestrator}, woken by {one.Cause}", "", $"{one.Count} ({one.Idle} idle)");
        Report.Row("activities of a county month", "< 120", $"{history.Activities}");
        foreach (var one in history.ByActivity())
            Report.Row($"  of these, {one.Activity}", "", $"{one.Count}");
    }

    private static string Kinds(IReadOnlyList<StorageCall> calls) =>
        $"{calls.Count(call => call.Kind == StorageKind.Table)} table, {calls.Count(call => call.Kind == StorageKind.Blob)} blob";

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
