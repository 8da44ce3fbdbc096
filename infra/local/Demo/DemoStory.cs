namespace Yuekao.Local.Demo;

/// <summary>A story that the demo tells.</summary>
/// <param name="Begins">What time it is in the app then.</param>
/// <param name="TellAsync">Tells it, and answers the cycle to look at afterwards.</param>
internal sealed record DemoStory(DateTimeOffset Begins, Func<DemoHost, CancellationToken, Task<CountyCycle>> TellAsync)
{
    /// <summary>The sample counties.</summary>
    public const string Haixing = "haixing";

    /// <inheritdoc cref="Haixing"/>
    public const string Dongguang = "dongguang";

    private static readonly Scheme Monthly = SchemeCatalog.Latest(SchemeId.Of("haixing.village-monthly"))!;
    private static readonly Period Shown = Period.Of("2026-10");

    /// <summary>A month of Haixing from the first reading to the seal.</summary>
    public static DemoStory OfMonth { get; } = new(QuarterStory.OpeningOf(Monthly, Shown), TellMonthAsync);

    /// <summary>Dongguang's secretaries and those who may follow them.</summary>
    public static DemoStory OfDongguang { get; } = new(DongguangStory.Begins, async (host, cancellation) =>
    {
        var story = new DongguangStory(new Teller(host, Console.WriteLine), host.ApiOf(Dongguang));
        await story.BeginAsync(cancellation);
        await story.AutumnAsync(cancellation);
        return await story.YearEndAsync(cancellation);
    });

    /// <summary>Both counties, in the order of days.</summary>
    public static DemoStory All { get; } = new(DongguangStory.Begins, async (host, cancellation) =>
    {
        var teller = new Teller(host, Console.WriteLine);
        var dongguang = new DongguangStory(teller, host.ApiOf(Dongguang));
        var haixing = new QuarterStory(teller, host.ApiOf(Haixing));
        await dongguang.BeginAsync(cancellation);
        await dongguang.AutumnAsync(cancellation);
        CountyCycle last = await haixing.TellQuarterAsync(cancellation);
        await dongguang.YearEndAsync(cancellation);
        await haixing.TellYearAsync(cancellation);
        return last;
    });

    /// <summary>The twelve months of a year of Haixing in a row.</summary>
    public static DemoStory OfYear(int year) => new(QuarterStory.OpeningOf(Monthly, Period.Of($"{year}-01")), (host, cancellation) => TellYearAsync(host, year, cancellation));

    private static async Task<CountyCycle> TellMonthAsync(DemoHost host, CancellationToken cancellation)
    {
        CountyMonth month = MonthOf(host, Shown);
        await month.LoadAsync(cancellation);
        int villages = month.Townships.Sum(township => township.Villages.Count);
        Console.WriteLine($"Haixing is loaded: {month.Townships.Count} townships, {villages} villages, {HaixingCounty.Cadres} cadres");
        var story = new MonthStory(new Teller(host, Console.WriteLine), month, Monthly.Document.Calendar);
        await story.OpenAsync(cancellation);
        await story.CollectAsync(cancellation);
        await story.DecideAsync(adjust: true, cancellation);
        await story.HearAsync(cancellation);
        await story.SealAsync(cancellation);

        var report = new MonthReport(month);
        await report.PrintGradesAsync(cancellation);
        await report.PrintLedgerAsync(cancellation);
        await report.PrintNoticesAsync(cancellation);
        await report.PrintVerificationAsync(cancellation);
        return month;
    }

    private static async Task<CountyCycle> TellYearAsync(DemoHost host, int year, CancellationToken cancellation)
    {
        CountyMonth month = MonthOf(host, Period.Of($"{year}-01"));
        await month.LoadAsync(cancellation);
        foreach (Period period in Enumerable.Range(0, 12).Select(Period.Of($"{year}-01").Plus))
        {
            month = MonthOf(host, period);
            await host.MoveToAsync(QuarterStory.OpeningOf(Monthly, period), cancellation);
            var story = new MonthStory(new Teller(host, _ => { }), month, Monthly.Document.Calendar);
            await story.OpenAsync(cancellation);
            await story.CollectAsync(cancellation);
            await story.DecideAsync(adjust: false, cancellation);
            await story.SealAsync(cancellation);
            Console.WriteLine($"{period}: collected, decided, published and sealed in {month.Townships.Count} townships");
        }

        await new YearReport(month, year).PrintAsync(cancellation);
        await new MonthReport(month).PrintVerificationAsync(cancellation);
        return month;
    }

    private static CountyMonth MonthOf(DemoHost host, Period period)
    {
        SampleCountyData county = HaixingCounty.Committed();
        return new CountyMonth(host.ApiOf(Haixing), county, Monthly, MonthGenerator.Generate(county, Monthly, period, MonthGenerator.DemoSeed));
    }
}
