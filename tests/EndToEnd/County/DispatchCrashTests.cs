using Yuekao.Assessment;
using Yuekao.Assessment.Values;
using Yuekao.Local.Demo;
using Yuekao.Local.Month;
using Yuekao.Local.SampleCounty;
using Yuekao.TestSupport;

namespace Yuekao.EndToEnd.County;

/// <summary>A month of projects whose host is killed at random moments comes to the same ranking, from the same facts, as one that nobody disturbs.</summary>
public sealed class DispatchCrashTests
{
    private const int Seed = 20261031;
    private const int KillsOfAPart = 2;

    private static readonly Period Month = Period.Of("2026-10");
    private static readonly Scheme Ranking = SchemeCatalog.Latest(SchemeId.Of("haixing.work-ranking"))!;

    [Fact]
    public async Task Month_KilledAgainAndAgain_IsTheMonthThatNobodyDisturbed()
    {
        await using AzuriteFixture first = new(), second = new();
        await first.InitializeAsync();
        await second.InitializeAsync();

        Outcome calm = await RunAsync(first.ConnectionString, dice: null);
        Outcome crashed = await RunAsync(second.ConnectionString, new Random(Seed));

        TestContext.Current.TestOutputHelper?.WriteLine($"{crashed.Kills} kills");
        Assert.Contains("dispatch.json", calm.Archive.Keys);
        Assert.True(crashed.Kills >= 3, $"Only {crashed.Kills} kills.");
        Assert.Equal(calm.Archive.Keys, crashed.Archive.Keys);
        Assert.All(calm.Archive, entry => Assert.True(entry.Value == crashed.Archive[entry.Key], $"{entry.Key} differs."));
        Assert.Equal((true, true), (calm.IsValid, crashed.IsValid));
        // Whoever was silent was reminded as often, and each township once told that the dispatch had opened.
        Assert.Equal(calm.Messages, crashed.Messages);
    }

    private static async Task<Outcome> RunAsync(string storage, Random? dice)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        SampleCountyData county = HaixingCounty.Committed();
        await using CountyHost host = await CountyHost.StartAsync(storage, new DateTimeOffset(Ranking.Document.Calendar.CollectingOpens.In(Month), TimeSpan.FromHours(8)));
        var api = new CountyApi(() => host.Http, host.Issuer, "haixing") { Patience = TimeSpan.FromMinutes(10) };
        using var calm = new CancellationTokenSource();
        Task killing = dice is null ? Task.CompletedTask : host.KillAgainAndAgainAsync(dice, calm.Token);

        // Some kills in each part of the month.
        host.MostKills += KillsOfAPart;
        await CountyLoader.LoadAsync(api, county, cancellation);
        var story = new ProjectsStory(new Teller(host, line => TestContext.Current.TestOutputHelper?.WriteLine(line)), api, county, Month);
        await story.DispatchAsync(cancellation);
        host.MostKills += KillsOfAPart;
        await story.RankAsync(cancellation);
        host.MostKills += KillsOfAPart;
        await story.SealAsync(cancellation);
        await calm.CancelAsync();
        await killing;
        bool isValid = (await api.GetAsync(CountyCycle.CountyRole, $"{story.Cycle.Path}/verification", cancellation)).GetProperty("valid").GetBoolean();
        var messages = new List<string>();
        foreach (SampleTownship township in county.Townships)
        {
            IReadOnlyList<System.Text.Json.JsonElement> inbox = await api.ListAsync($"township:{township.Id}", "messages", cancellation);
            messages.AddRange(inbox.Select(one => $"{township.Id} {one.GetProperty("kind").GetString()}"));
        }

        return new Outcome(host.Kills, await ComparableArchive.ReadAsync(host, story.Cycle, cancellation), isValid, [.. messages.Order(StringComparer.Ordinal)]);
    }

    private sealed record Outcome(int Kills, SortedDictionary<string, string> Archive, bool IsValid, IReadOnlyList<string> Messages);
}
