using Yuekao.Local.Development;
using Yuekao.Local.Host.Durable;
using Yuekao.Local.Issuer;
using Yuekao.Local.Month;
using Yuekao.Local.SampleCounty;
using Yuekao.Local.SampleCounty.Development;

namespace Yuekao.App.Tests.Records.Development.Report;

/// <summary>Dongguang's year as its article tells it, over HTTP: 100 selected, 767 in reserve, 12 online classes, 6 training classes, 35 small lectures, 379 in further study.</summary>
public sealed class DongguangYearTests(AppFixture app) : IDisposable
{
    private static readonly DateOnly YearEnd = new(2026, 12, 20);

    private readonly DrivenClock clock = TestClock.Create(new DateTimeOffset(2026, 12, 20, 10, 0, 0, TimeSpan.FromHours(8)));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => clock.Dispose();

    [Fact]
    public async Task Year_LoadedOverHttp_ReportsTheArticlesFigures()
    {
        var calls = new CallCounter();
        using IssuerKey key = IssuerKey.Create();
        await using IssuerServer issuer = await IssuerServer.StartAsync(key, clock, port: 0, Cancellation);
        await using AppHost host = await AppHost.StartAsync(app.ConnectionString, issuer.Issuer.Address, services => services.AddSingleton(calls.Tables(app.ConnectionString)), clock);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(host.Http.BaseAddress!, "../") };
        SampleCountyData county = DongguangCounty.Generate() with { County = CountyId.Of(TestSupport.AzuriteFixture.UniqueName("dongguang")) };
        SampleDevelopment year = DongguangDevelopment.Generate(county);
        var api = new CountyApi(() => http, issuer.Issuer, county.County.Value);
        var story = new DongguangYear(api, county, year);

        IReadOnlyList<YearStep> steps = await story.AllAsync(YearEnd, Cancellation);
        calls.Reset();
        Dictionary<string, decimal> figures = Figures(await story.ReportAsync(Cancellation));
        int reading = calls.Calls;
        await story.TrainAsync(YearEnd, Cancellation);
        await story.StudyAsync(YearEnd, Cancellation);

        SamplePosting member = year.Rotations[0].Member;
        IReadOnlyList<JsonElement> file = await api.ListAsync($"cadre:{member.Cadre}", $"cadres/{member.Cadre}/file", Cancellation);
        SampleReservist reservist = year.Reserve[0];
        JsonElement training = await api.GetAsync($"township:{reservist.Township}", $"cadres/{reservist.Person}/training?year=2026", Cancellation);

        Assert.Superset(new HashSet<string> { "posting", "cohort", "rotation", "talk", "training" }, file.Select(entry => entry.GetProperty("kind").GetString()!).ToHashSet());
        Assert.InRange(training.GetProperty("hours").GetInt32(), 2, 14);
        Assert.Equal([447, 100, 767, 293, 106, 53, 379, 25], steps.Select(step => step.Count));
        Assert.Equal((100m, 767m), (figures["selected"], figures["reserve"]));
        Assert.Equal((12m, 6m, 35m), (figures["classesByForm onlineClass"], figures["classesByForm trainingClass"], figures["classesByForm smallLecture"]));
        Assert.Equal((379m, 97m, 186m, 96m), (figures["inStudy"], figures["inStudyByLevel undergraduate"], figures["inStudyByLevel juniorCollege"], figures["inStudyByLevel secondary"]));
        Assert.Equal(767, figures.Where(figure => figure.Key.StartsWith("reserveBySource ", StringComparison.Ordinal)).Sum(figure => figure.Value));
        Assert.Equal(9, figures.Count(figure => figure.Key.StartsWith("reserveByTownship ", StringComparison.Ordinal) && figure.Value > 0));
        Assert.InRange(figures["trained"], 830, 867);
        Assert.Equal((4m, 96m), (figures["rotationsTooShort"], figures["rotationsDone"]));
        Assert.Equal((293m, 7m), (figures["talksHeld"], figures["talksOverdue"]));
        Assert.Equal((23m, 2m, 6m, 15m, 2m), (figures["honours"], figures["honoursByLevel provincial"], figures["honoursByLevel city"], figures["honoursByLevel county"], figures["villageHonours"]));
        Assert.InRange(figures["attendanceRate"], 90, 99);
        Assert.Equal(figures, Figures(await story.ReportAsync(Cancellation)));
        // Places are two, cohorts are read for the talks as well, and each other kind of record is one.
        Assert.Equal(11, reading);
    }

    private static Dictionary<string, decimal> Figures(JsonElement report) => report.GetProperty("figures").EnumerateArray().ToDictionary(
        figure => figure.GetProperty("figure").GetString() + (figure.TryGetProperty("of", out JsonElement of) ? $" {of.GetString()}" : ""), figure => figure.GetProperty("value").GetDecimal());
}
