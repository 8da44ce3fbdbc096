using System.CommandLine;
using System.Globalization;

namespace Yuekao.Local;

/// <summary><c>demo</c>: tells a story of the sample counties over HTTP, with time on its side: a month of Haixing unless asked for another.</summary>
internal static class DemoCommand
{
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
        var all = new Option<bool>("--all") { Description = "Tell of everything that both counties' systems do in a quarter, and at the year's end." };
        var county = new Option<string>("--county") { Description = "haixing, or dongguang: how it develops its secretaries and their reserve.", DefaultValueFactory = _ => DemoStory.Haixing };
        county.AcceptOnlyFromAmong(DemoStory.Haixing, DemoStory.Dongguang);
        var command = new Command("demo", "Tells a month of the sample county from the first reading to the seal; or a year, another county, everything.") { exit, port, year, all, county };
        command.Validators.Add(result =>
        {
            if (new[] { result.GetValue(all), result.GetValue(year) is not null, result.GetValue(county) == DemoStory.Dongguang }.Count(chosen => chosen) > 1)
                result.AddError("--all, --year and --county dongguang are stories of their own: choose one.");
        });
        command.SetAction((result, cancellation) => RunAsync(result.GetValue(port), result.GetValue(exit), StoryOf(result.GetValue(all), result.GetValue(year), result.GetRequiredValue(county)), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(int port, bool exit, DemoStory story, CancellationToken cancellation)
    {
        long began = Stopwatch.GetTimestamp();
        await using DemoHost host = await DemoHost.StartAsync(port, story.Begins, line => Console.WriteLine($"  {line}"), cancellation);
        DateTimeOffset now = host.Now.ToOffset(TimeSpan.FromHours(8));
        Console.WriteLine($"The app is on {host.App.Http.BaseAddress}; its time is {now:yyyy-MM-dd HH:mm} and goes as fast as the story does");
        CountyCycle last = await story.TellAsync(host, cancellation);
        Console.WriteLine($"{host.Requests} requests in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s");
        if (!exit)
            await StayAsync(host, last, cancellation);
        return 0;
    }

    private static DemoStory StoryOf(bool all, int? year, string county) =>
        all ? DemoStory.All : county == DemoStory.Dongguang ? DemoStory.OfDongguang : year is { } number ? DemoStory.OfYear(number) : DemoStory.OfMonth;

    private static async Task StayAsync(DemoHost host, CountyCycle last, CancellationToken cancellation)
    {
        string token = host.Issuer.Issue(new TokenRequest { County = last.Api.County, Roles = [CountyCycle.CountyRole], Lifetime = TimeSpan.FromDays(30) });
        Console.WriteLine($"The app stays up on {host.App.Http.BaseAddress} until Ctrl+C. As the county organizer:");
        Console.WriteLine($"  curl -H 'Authorization: Bearer {token}' {host.App.Http.BaseAddress}api/counties/{last.Api.County}/{last.Path}");
        string now = host.Now.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture);
        Console.WriteLine($"Tokens of others: dotnet run --project infra/local -- token --county {last.Api.County} --role {(last.Api.County == DemoStory.Dongguang ? "finance" : "township:gaowan")} --at {now}");
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
