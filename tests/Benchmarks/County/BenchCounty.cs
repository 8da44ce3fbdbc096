using Yuekao.App.Cycles;
using Yuekao.Assessment;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;
using Yuekao.Local.Month;
using Yuekao.Local.SampleCounty;
using Yuekao.Local.SampleCounty.Month;

namespace Yuekao.Benchmarks.County;

/// <summary>Copies of the sample county: 692 cadres in 7 townships, each county under its own name and with its own copy of the monthly scheme.</summary>
internal static class BenchCounty
{
    private static readonly SampleCountyData Haixing = HaixingCounty.Committed();
    private static readonly Scheme Monthly = SchemeCatalog.Latest(SchemeId.Of("haixing.village-monthly"))!;

    /// <summary>The month that is run.</summary>
    public static Period Period { get; } = Period.Of("2026-10");

    /// <summary>When what happens in it.</summary>
    public static CycleTimes Times { get; } = CycleTimes.Of(Monthly.Document.Calendar, Period);

    /// <summary>The scheme's calendar.</summary>
    public static Calendar Calendar => Monthly.Document.Calendar;

    /// <summary>A county's month.</summary>
    /// <param name="app">The app.</param>
    /// <param name="number">The county's number, from 1.</param>
    /// <param name="seed">What is reported in it.</param>
    public static CountyMonth MonthOf(BenchApp app, int number, int seed = MonthGenerator.DemoSeed)
    {
        var county = CountyId.Of($"b{number}");
        Scheme scheme = Scheme.From(Monthly.Document with { Id = SchemeId.Of($"{county}.village-monthly") }).Required();
        SampleCountyData data = Haixing with { County = county };
        var api = new CountyApi(() => app.Http, app.Issuer, county.Value);
        return new CountyMonth(api, data, scheme, MonthGenerator.Generate(data, scheme, Period, seed));
    }

    /// <summary>Loads a county and opens its month.</summary>
    public static async Task OpenAsync(CountyMonth month, CancellationToken cancellation)
    {
        await month.LoadAsync(cancellation);
        await month.StartAsync(cancellation);
        await month.UntilPoolsAsync("collecting", cancellation);
    }
}
