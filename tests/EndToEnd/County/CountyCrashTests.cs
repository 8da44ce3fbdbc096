using System.Text.RegularExpressions;
using Yuekao.Assessment;
using Yuekao.Assessment.Values;
using Yuekao.Local.Demo;
using Yuekao.Local.Month;
using Yuekao.Local.SampleCounty;
using Yuekao.Local.SampleCounty.Month;
using Yuekao.TestSupport;

namespace Yuekao.EndToEnd.County;

/// <summary>A county's month whose host is killed at random moments all the way comes to the same as one that nobody disturbs.</summary>
public sealed partial class CountyCrashTests
{
    private const int Seed = 20261025;
    private const int KillsOfAPart = 4;

    private static readonly Period Month = Period.Of("2026-10");
    private static readonly Scheme Scheme = SchemeCatalog.Latest(SchemeId.Of("haixing.village-monthly"))!;

    [Fact]
    public async Task Month_KilledAgainAndAgain_IsTheMonthThatNobodyDisturbed()
    {
        await using AzuriteFixture first = new(), second = new();
        await first.InitializeAsync();
        await second.InitializeAsync();
        Outcome calm = await RunAsync(first.ConnectionString, dice: null);
        Outcome crashed = await RunAsync(second.ConnectionString, new Random(Seed));
        ITestOutputHelper? output = TestContext.Current.TestOutputHelper;
        output?.WriteLine($"{crashed.Kills} kills; {crashed.Notices.Count} notices; sent again after a crash between send and record: {Repeats(crashed.Robot)} by WeCom, {Repeats(crashed.Mail)} by mail");

        // Two months in which nothing happened would be alike too.
        Assert.Equal(692 + 197, calm.Notices.Count);
        Assert.Superset(new HashSet<string> { "scheme.json", "frozen.json", "ledger.json" }, calm.Archive.Keys.ToHashSet());
        Assert.Equal(7, calm.Archive.Keys.Count(path => path.EndsWith("/result.json", StringComparison.Ordinal)));
        Assert.True(crashed.Kills >= 5, $"Only {crashed.Kills} kills.");
        Assert.Equal(calm.Archive.Keys, crashed.Archive.Keys);
        Assert.All(calm.Archive, entry => Assert.True(entry.Value == crashed.Archive[entry.Key], $"{entry.Key} differs."));
        Assert.Equal(calm.Notices, crashed.Notices);
        foreach (Outcome one in (Outcome[])[calm, crashed])
        {
            Assert.Equal(one.Notices, one.Mail.Where(one.Notices.Contains).Distinct().Order(StringComparer.Ordinal));
            Assert.Equal(7, one.Digests.Distinct().Count());
        }

        Assert.Equal((0, 0), (Repeats(calm.Robot), Repeats(calm.Mail)));
        // A wave of eight by each channel may be between send and record when the host dies.
        Assert.InRange(Repeats(crashed.Robot), 0, crashed.Kills * 8);
        Assert.InRange(Repeats(crashed.Mail), 0, crashed.Kills * 8);
    }

    private static async Task<Outcome> RunAsync(string storage, Random? dice)
    {
        SampleCountyData county = HaixingCounty.Committed();
        DateTime opening = Scheme.Document.Calendar.CollectingOpens.In(Month);
        await using CountyHost host = await CountyHost.StartAsync(storage, new DateTimeOffset(opening, TimeSpan.FromHours(8)));
        var api = new CountyApi(() => host.Http, host.Issuer, "haixing") { Patience = TimeSpan.FromMinutes(10) };
        var month = new CountyMonth(api, county, Scheme, MonthGenerator.Generate(county, Scheme, Month, MonthGenerator.DemoSeed));
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using var calm = new CancellationTokenSource();
        Task killing = dice is null ? Task.CompletedTask : host.KillAgainAndAgainAsync(dice, calm.Token);

        // Some kills in each part of the month.
        host.MostKills += KillsOfAPart;
        await month.LoadAsync(cancellation);
        var story = new MonthStory(new Teller(host, line => TestContext.Current.TestOutputHelper?.WriteLine(line)), month, Scheme.Document.Calendar);
        await story.OpenAsync(cancellation);
        await story.CollectAsync(cancellation);
        host.MostKills += KillsOfAPart;
        await story.DecideAsync(adjust: true, cancellation);
        host.MostKills += KillsOfAPart;
        await story.HearAsync(cancellation);
        host.MostKills += KillsOfAPart;
        await story.SealAsync(cancellation);
        string[] notices = await NoticesAsync(month, cancellation);
        await UntilSentAsync(host, notices, cancellation);
        await calm.CancelAsync();
        await killing;
        return new Outcome(host.Kills, await ComparableArchive.ReadAsync(host, month, cancellation), notices, [.. host.Robot.Accepted.Select(IdOf)], DigestsOf(host), [.. host.Mail.Messages.Select(mail => mail.Header("X-Yuekao-Notice")!)]);
    }

    private static async Task<string[]> NoticesAsync(CountyMonth month, CancellationToken cancellation)
    {
        var ids = new List<string>();
        foreach (SampleTownship township in month.Townships)
            ids.AddRange((await month.Api.ListAsync(CountyMonth.CountyRole, $"{month.Path}/townships/{township.Id}/notices", cancellation)).Select(notice => notice.GetProperty("id").GetString()!));
        return [.. ids.Order(StringComparer.Ordinal)];
    }

    private static async Task UntilSentAsync(CountyHost host, string[] notices, CancellationToken cancellation)
    {
        while (DigestsOf(host).Distinct().Count() < 7 || notices.Except(host.Mail.Messages.Select(mail => mail.Header("X-Yuekao-Notice")!)).Any())
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellation);
    }

    // Of a township's notices the group reads one message.
    private static string[] DigestsOf(CountyHost host) => [.. host.Robot.Accepted.Where(text => text.Contains("份反馈通知已发出", StringComparison.Ordinal)).Select(IdOf)];

    private static int Repeats(IReadOnlyList<string> sent) => sent.Count - sent.Distinct().Count();

    private static string IdOf(string markdown) => Id().Match(markdown).Groups["id"].Value;

    [GeneratedRegex(@"编号：(?<id>\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id();

    private sealed record Outcome(int Kills, SortedDictionary<string, string> Archive, IReadOnlyList<string> Notices, IReadOnlyList<string> Robot, IReadOnlyList<string> Digests, IReadOnlyList<string> Mail);
}
