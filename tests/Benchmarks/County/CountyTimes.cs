using Yuekao.Benchmarks.Anchors;
using Yuekao.Local.Month;

namespace Yuekao.Benchmarks.County;

/// <summary>How long a county month takes beside the bare program that does as many durable steps and storage calls, counted on the app just before.</summary>
internal static class CountyTimes
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    public static async Task RunAsync(BenchOptions options)
    {
        MonthSteps steps = null!;
        await WithAzurite.RunAsync(async connection => steps = await CountAsync(connection));
        Report.Row("  a pool's durable steps and calls, proposals", "", Words(steps.Proposal));
        Report.Row("  a pool's durable steps and calls, notices", "", Words(steps.Notices));

        var proposals = new List<TimeSpan>();
        var notices = new List<TimeSpan>();
        await WithAzurite.RunAsync(async connection =>
        {
            await using BenchApp app = await BenchApp.StartAsync(connection);
            var run = new CountyRun(app, Poll);
            for (int county = 0; county <= options.Runs; county++)
            {
                IReadOnlyList<CountyMonth> one = await run.PrepareAsync(county + 1, number: 1);
                (TimeSpan proposed, TimeSpan published) = (await run.ProposeAsync(one), await run.PublishAsync(one));
                // The first one goes before, for warmth.
                if (county == 0)
                    continue;
                proposals.Add(proposed);
                notices.Add(published);
            }
        });
        await WithAzurite.RunAsync(async connection =>
        {
            (Sample bareProposals, Sample bareNotices) = await MonthAnchor.MeasureAsync(connection, steps, options.Runs);
            Report.Against("county of 692: last submission of every township to all 7 proposals", "ratio < 1.5", Sample.Seconds(proposals), bareProposals);
            Report.Against("county of 692: decision of every meeting to all notices", "ratio < 1.5", Sample.Seconds(notices), bareNotices);
        });
    }

    // The second county: what the app reads once when it starts is no step of a month.
    private static async Task<MonthSteps> CountAsync(string connection)
    {
        await using BenchApp app = await BenchApp.StartAsync(connection, counted: true);
        var run = new CountyRun(app, Poll);
        MonthSteps? steps = null;
        for (int county = 1; county <= 2; county++)
        {
            IReadOnlyList<CountyMonth> one = await run.PrepareAsync(county, number: 1);
            int pools = one[0].Townships.Count;
            app.Calls.Reset();
            await run.ProposeAsync(one);
            PhaseSteps proposal = app.Calls.StepsOf(pools);
            app.Calls.Reset();
            await run.PublishAsync(one);
            steps = new MonthSteps(pools, proposal, app.Calls.StepsOf(pools));
        }

        return steps!;
    }

    private static string Words(PhaseSteps steps) =>
        $"{steps.Activities} activities, {steps.Reads} reads, {steps.Transactions} transactions of {steps.Rows} rows of {steps.RowBytes} bytes, {steps.Blobs} blobs of {steps.BlobBytes} bytes";
}
