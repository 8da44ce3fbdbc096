using System.Diagnostics;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Yuekao.Assessment;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;
using Yuekao.Local;
using Yuekao.Local.Issuer;
using Yuekao.Local.Month;
using Yuekao.Local.SampleCounty;
using Yuekao.Local.SampleCounty.Month;
using Yuekao.TestSupport;

namespace Yuekao.EndToEnd.County;

/// <summary>Cycles on the real time, with dates of seconds: the official engine with its own timers, and several hosts on one hub.</summary>
public sealed partial class RealTimeTests(AzuriteFixture azurite)
{
    private const int Counties = 10;

    private static readonly SchemeDocument Document = SchemeCatalog.Latest(SchemeId.Of("haixing.village-monthly"))!.Document;

    // The last month that is over.
    private static readonly Period Month = Period.Of($"{DateTime.UtcNow.AddHours(8).AddMonths(-1):yyyy-MM}");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Month_WithASourceThatComesLate_GoesFromItsOpeningToItsSealByItself()
    {
        await using LocalHosts hosts = await LocalHosts.CreateAsync(azurite.ConnectionString);
        HostProcess host = await hosts.StartAsync();
        CountyMonth month = MonthOf(hosts, () => host.Http, AzuriteFixture.UniqueName("real"));
        await month.LoadAsync(Cancellation);
        await OpenAsync(month, collecting: TimeSpan.FromSeconds(12), decision: TimeSpan.FromSeconds(60), appeals: "PT4S");
        await month.UntilPoolsAsync("collecting", Cancellation);
        SampleTownshipMonth township = month.Month.Townships[0];
        foreach (SampleSubmission one in township.Submissions.Skip(1))
            await month.SubmitAsync(township.Township, one, Cancellation);

        await month.UntilAsync(progress => progress.GetProperty("pools").EnumerateArray().Any(pool => pool.TryGetProperty("status", out JsonElement status) && status.GetProperty("overdue").GetBoolean()), Cancellation);
        await month.SubmitAsync(township.Township, township.Submissions[0], Cancellation);
        await month.UntilPoolsAsync("deciding", Cancellation);
        await month.DecideAsync(township.Township, [], Cancellation);
        await month.UntilPhaseAsync("sealed", Cancellation);

        Assert.True((await month.Api.GetAsync(CountyMonth.CountyRole, $"{month.Path}/verification", Cancellation)).GetProperty("valid").GetBoolean());
    }

    [Fact]
    public async Task Months_OneOfTwoHostsKilled_AllEndWithTheSameArchives()
    {
        await using LocalHosts hosts = await LocalHosts.CreateAsync(azurite.ConnectionString);
        HostProcess first = await hosts.StartAsync(), second = await hosts.StartAsync();
        CountyMonth[] months = [.. Enumerable.Range(0, Counties).Select(number => MonthOf(hosts, () => second.Http, $"county{number}"))];
        foreach (CountyMonth month in months)
        {
            await month.LoadAsync(Cancellation);
            await OpenAsync(month, collecting: TimeSpan.FromMinutes(3), decision: TimeSpan.FromMinutes(6), appeals: "PT1S");
        }

        foreach (CountyMonth month in months)
            await month.UntilPoolsAsync("collecting", Cancellation);
        foreach (CountyMonth month in months)
            await month.SubmitAllAsync(late: false, Cancellation);
        foreach (CountyMonth month in months)
            await month.SubmitAllAsync(late: true, Cancellation);

        // In the middle of grading.
        first.Kill();
        long killed = Stopwatch.GetTimestamp();
        await Task.WhenAll(months.Select(month => month.UntilPoolsAsync("deciding", Cancellation)));
        TestContext.Current.TestOutputHelper?.WriteLine($"Every pool had its proposal {Stopwatch.GetElapsedTime(killed).TotalSeconds:0.0} s after one of two hosts was killed");
        await Task.WhenAll(months.Select(month => month.DecideAsync(month.Townships[0].Id, [], Cancellation)));
        await Task.WhenAll(months.Select(month => month.UntilPhaseAsync("sealed", Cancellation)));

        string[] archives = await Task.WhenAll(months.Select(month => ArchiveAsync(hosts, second, month)));
        Assert.All(archives, archive => Assert.Equal(archives[0], archive));
        Assert.All(
            await Task.WhenAll(months.Select(month => month.Api.GetAsync(CountyMonth.CountyRole, $"{month.Path}/verification", Cancellation))),
            verification => Assert.True(verification.GetProperty("valid").GetBoolean()));
    }

    private static CountyMonth MonthOf(LocalHosts hosts, Func<HttpClient> http, string county)
    {
        SampleCountyData data = HaixingCounty.Committed();
        SampleTownship township = data.Townships[0];
        data = data with { County = CountyId.Of(county), Townships = [township], Postings = [.. data.Postings.Where(posting => posting.Township == township.Id)] };
        Scheme scheme = Scheme.From(Document with { Id = SchemeId.Of($"{county}.village-monthly") }).Required();
        return new CountyMonth(new CountyApi(http, hosts.Issuer, county) { Patience = TimeSpan.FromMinutes(1) }, data, scheme, MonthGenerator.Generate(data, scheme, Month, MonthGenerator.DemoSeed));
    }

    private static Task<JsonElement> OpenAsync(CountyMonth month, TimeSpan collecting, TimeSpan decision, string appeals)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        return month.Api.SendAsync(
            CountyMonth.CountyRole, HttpMethod.Post, month.Path[..month.Path.LastIndexOf('/')],
            new { period = Month, dates = new { opens = now, collectingDue = now + collecting, decisionDue = now + decision, appeals } }, Cancellation);
    }

    // What is the same in every county: all but the county's name, times, and the digests over them.
    private static async Task<string> ArchiveAsync(LocalHosts hosts, HostProcess host, CountyMonth month)
    {
        string county = month.Path.Split('/')[1].Split('.')[0];
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"api/counties/{county}/{month.Path}/archive", UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", hosts.Issuer.Issue(new TokenRequest { County = county, Roles = [CountyMonth.CountyRole] }));
        using HttpResponseMessage response = await host.Http.SendAsync(request, Cancellation);
        using var zip = new ZipArchive(await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(Cancellation));
        var texts = new List<string>();
        foreach (ZipArchiveEntry entry in zip.Entries.Where(entry => entry.Name is not ("manifest.json" or "audit.json")).OrderBy(entry => entry.FullName, StringComparer.Ordinal))
        {
            using var reader = new StreamReader(await entry.OpenAsync(Cancellation));
            texts.Add($"{entry.FullName}\n{await reader.ReadToEndAsync(Cancellation)}");
        }

        return Changing().Replace(string.Join('\n', texts).Replace(county, "county", StringComparison.Ordinal), "<changing>");
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)|[0-9a-f]{64}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Changing();
}
