using System.CommandLine;
using System.Globalization;

namespace Yuekao.Local;

/// <summary><c>demo</c>: runs a month of the sample county Haixing over HTTP, or a whole year, with time on its side.</summary>
internal static class DemoCommand
{
    private static readonly SchemeId Scheme = SchemeId.Of("haixing.village-monthly");
    private static readonly Period Shown = Period.Of("2026-10");

    public static Command Create()
    {
        var exit = new Option<bool>("--exit") { Description = "End after the demo instead of staying up for a look." };
        var port = new Option<int>("--port") { Description = "The port of the app.", DefaultValueFactory = _ => 7071 };
        var year = new Option<int?>("--year") { Description = "Run the twelve months of a year in a row and print the year's standing." };
        year.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 2026 or > 2099)
                result.AddError("--year must be from 2026 to 2099: the sample county has no roster before.");
        });
        var all = new Option<bool>("--all") { Description = "Run a quarter of everything that the county's systems do." };
        var command = new Command("demo", "Runs a month of the sample county, a quarter of all of its systems, or a year, from the first reading to the seal.") { exit, port, year, all };
        command.Validators.Add(result =>
        {
            if (result.GetValue(all) && result.GetValue(year) is not null)
                result.AddError("--all is a quarter, --year is a year: choose one.");
        });
        command.SetAction((result, cancellation) => RunAsync(result.GetValue(port), result.GetValue(exit), result.GetValue(year), result.GetValue(all), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(int port, bool exit, int? year, bool all, CancellationToken cancellation)
    {
        long began = Stopwatch.GetTimestamp();
        Scheme scheme = SchemeCatalog.Latest(Scheme)!;
        Period first = year is { } number ? Period.Of($"{number}-01") : Shown;
        await using DemoHost host = await DemoHost.StartAsync(port, QuarterStory.OpeningOf(scheme, first), line => Console.WriteLine($"  {line}"), cancellation);
        DateTimeOffset now = host.Now.ToOffset(TimeSpan.FromHours(8));
        Console.WriteLine($"The app is on {host.App.Http.BaseAddress}; its time is {now:yyyy-MM-dd HH:mm} and goes as fast as the story does");
        var api = new CountyApi(() => host.App.Http, host.Issuer, "haixing");
        CountyMonth last = all ? await new QuarterStory(new Teller(host, Console.WriteLine), api).TellAsync(cancellation)
            : year is null ? await RunMonthAsync(host, api, scheme, cancellation) : await RunYearAsync(host, api, scheme, first, cancellation);
        Console.WriteLine($"{api.Requests} requests in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
        if (!exit)
            await StayAsync(host, last, cancellation);
        return 0;
    }

    private static async Task<CountyMonth> RunMonthAsync(DemoHost host, CountyApi api, Scheme scheme, CancellationToken cancellation)
    {
        CountyMonth month = MonthOf(api, scheme, Shown);
        await month.LoadAsync(cancellation);
        int villages = month.Townships.Sum(township => township.Villages.Count);
        Console.WriteLine($"Haixing is loaded: {month.Townships.Count} townships, {villages} villages, {HaixingCounty.Cadres} cadres");
        var story = new MonthStory(new Teller(host, Console.WriteLine), month, scheme.Document.Calendar);
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

    private static async Task<CountyMonth> RunYearAsync(DemoHost host, CountyApi api, Scheme scheme, Period first, CancellationToken cancellation)
    {
        CountyMonth month = MonthOf(api, scheme, first);
        await month.LoadAsync(cancellation);
        for (Period period = first; ; period = period.Plus(1))
        {
            month = MonthOf(api, scheme, period);
            await host.MoveToAsync(QuarterStory.OpeningOf(scheme, period), cancellation);
            var story = new MonthStory(new Teller(host, _ => { }), month, scheme.Document.Calendar);
            await story.OpenAsync(cancellation);
            await story.CollectAsync(cancellation);
            await story.DecideAsync(adjust: false, cancellation);
            await story.SealAsync(cancellation);
            Console.WriteLine($"{period}: collected, decided, published and sealed in {month.Townships.Count} townships");
            if (period.Number == period.PerYear)
                break;
        }

        await new YearReport(month, first.Year).PrintAsync(cancellation);
        await new MonthReport(month).PrintVerificationAsync(cancellation);
        return month;
    }

    private static CountyMonth MonthOf(CountyApi api, Scheme scheme, Period period)
    {
        SampleCountyData county = HaixingCounty.Committed();
        return new CountyMonth(api, county, scheme, MonthGenerator.Generate(county, scheme, period, MonthGenerator.DemoSeed));
    }

    private static async Task StayAsync(DemoHost host, CountyMonth month, CancellationToken cancellation)
    {
        string token = host.Issuer.Issue(new TokenRequest { Roles = [CountyMonth.CountyRole], Lifetime = TimeSpan.FromDays(30) });
        Console.WriteLine($"The app stays up on {host.App.Http.BaseAddress} until Ctrl+C. As the county organizer:");
        Console.WriteLine($"  curl -H 'Authorization: Bearer {token}' {host.App.Http.BaseAddress}api/counties/haixing/{month.Path}");
        string now = host.Now.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture);
        Console.WriteLine($"Tokens of others: dotnet run --project infra/local -- token --role township:gaowan --at {now}");
        try
        {
            await host.App.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C is how a look ends.
        }
    }
}
