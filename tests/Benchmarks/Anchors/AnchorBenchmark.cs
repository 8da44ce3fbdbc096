namespace Yuekao.Benchmarks.Anchors;

/// <summary>What the app is measured against, by itself.</summary>
internal static class AnchorBenchmark
{
    public static async Task RunAsync(BenchOptions options)
    {
        await WithAzurite.RunAsync(async connection =>
        {
            (Sample proposals, Sample notices) = await MonthAnchor.MeasureAsync(connection, MonthSteps.AsCounted, options.Runs);
            Report.Row("bare Durable Task: last submission to all 7 proposals", "", "", proposals.ToString());
            Report.Row("bare Durable Task: last decision to all notices", "", "", notices.ToString());
        });
        await WithAzurite.RunAsync(async connection =>
        {
            PutFigures figures = await PutAnchor.MeasureAsync(connection, options.PutLength);
            Print(figures);
        });
    }

    private static void Print(PutFigures figures)
    {
        Report.Row($"bare Kestrel: PUTs of a source's readings, {PutAnchor.Clients} clients", "", "", FormattableString.Invariant($"{figures.Throughput:0.0} /s"));
        Report.Row("bare Kestrel: p50, p99", "", "", FormattableString.Invariant($"{figures.Times.At(0.5):0.0} ms, {figures.Times.At(0.99):0.0} ms"));
    }
}
