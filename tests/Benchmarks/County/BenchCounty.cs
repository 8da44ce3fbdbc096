using System.Text.Json;
using Yuekao.Assessment;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;
using Yuekao.Local;
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

    /// <summary>When it opens, and when its period is over.</summary>
    public static (DateTimeOffset Opens, DateTimeOffset PeriodEnds) Times { get; } =
        (At(Calendar.CollectingOpens.In(Period)), At(Period.LastDay.AddDays(1).ToDateTime(TimeOnly.MinValue)));

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
    /// <param name="month">The month.</param>
    /// <param name="poll">How often is looked whether it is open.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task OpenAsync(CountyMonth month, TimeSpan poll, CancellationToken cancellation)
    {
        await month.LoadAsync(cancellation);
        await month.StartAsync(cancellation);
        await UntilPoolsAsync(month, "collecting", poll, cancellation);
    }

    /// <summary>Waits until every pool is at a step.</summary>
    public static Task UntilPoolsAsync(CountyMonth month, string step, TimeSpan poll, CancellationToken cancellation) =>
        UntilAsync(month, progress => CountyMonth.StepsOf(progress) is { Count: > 0 } steps && steps.All(pool => pool.Step == step), poll, cancellation);

    /// <summary>Waits until a cycle is as it should be.</summary>
    /// <exception cref="LocalAppException">The cycle stopped.</exception>
    public static async Task UntilAsync(CountyMonth month, Func<JsonElement, bool> condition, TimeSpan poll, CancellationToken cancellation)
    {
        while (true)
        {
            JsonElement progress = await month.Api.GetAsync(CountyMonth.CountyRole, month.Path, cancellation);
            foreach (JsonElement part in progress.GetProperty("pools").EnumerateArray().Append(progress))
            {
                if (part.TryGetProperty("failure", out JsonElement failure))
                    throw new LocalAppException($"The cycle stopped: {failure.GetString()}");
            }

            if (condition(progress))
                return;
            await Task.Delay(poll, cancellation);
        }
    }

    private static DateTimeOffset At(DateTime local) => new(local, TimeZoneInfo.FindSystemTimeZoneById(Calendar.TimeZone).GetUtcOffset(local));
}
