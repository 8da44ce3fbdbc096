using Yuekao.App.Tests.Stages.Settle;

namespace Yuekao.App.Tests.Stages.Standing;

public sealed class StandingTests(AppFixture app) : ResultTest(app)
{
    private static readonly DateTimeOffset At = new(2026, 11, 6, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task ListStandings_OfTwelvePeriods_BarAndOrderByTheCountOfMonths()
    {
        SampleCycle last = await SampleCycle.OpenAsync(Services, period: "2026-01");
        Dictionary<SubjectId, List<PeriodGrade>> periods = [];
        await PublishYearAsync(last, periods);
        foreach (Period period in Enumerable.Range(1, 11).Select(last.Key.Period.Plus))
        {
            last = await SampleCycle.OpenAsync(Services, period: period.Value, county: last.County);
            await PublishYearAsync(last, periods);
        }

        string year = $"schemes/{last.Key.Scheme}/years/2026";
        IReadOnlyList<StandingView> standings = await ReadPagesAsync<StandingView>(last, $"{year}/townships/{last.Pool.Id}/standings", 30, $"township:{last.Pool.Id}");
        IReadOnlyList<StandingView> priority = await ReadPagesAsync<StandingView>(last, $"{year}/priority", 5);

        // docs/design.md 4, counted by hand: fewer than 6 excellent months, or 3 or more poor ones, bar, and name the months.
        (SubjectId Subject, string[] Excellent, string[] Poor)[] counted =
        [
            .. periods.Where(one => last.Context.TryFind(one.Key, out _, out _)).OrderBy(one => one.Key.Value, StringComparer.Ordinal)
                .Select(one => (one.Key, Months(one.Value, "excellent"), Months(one.Value, "poor"))),
        ];
        Assert.Equal(
            counted.Select(one => (one.Subject, one.Excellent.Length < 6 || one.Poor.Length >= 3 ? StandingStatus.Barred : StandingStatus.Eligible)),
            standings.Select(one => (one.Subject.Id, one.Status)));
        Assert.Equal(
            counted.Select(one => (one.Excellent.Length < 6 ? one.Excellent : []).Concat(one.Poor.Length >= 3 ? one.Poor : []).Order(StringComparer.Ordinal).ToArray()),
            standings.Select(one => one.Reasons.SelectMany(reason => reason.Periods).Select(period => period.Value).Order(StringComparer.Ordinal).ToArray()));
        Assert.Equal(
            counted.Where(one => one.Excellent.Length >= 6 && one.Poor.Length < 3)
                .OrderByDescending(one => one.Excellent.Length).ThenBy(one => one.Poor.Length).ThenBy(one => one.Subject.Value, StringComparer.Ordinal).Select(one => one.Subject),
            priority.Select(one => one.Subject.Id));
        Assert.NotEmpty(priority);
        Assert.Contains(standings, one => one.Reasons.Any(reason => reason.Periods.Count >= 3));

        static string[] Months(IEnumerable<PeriodGrade> all, string grade) => [.. all.Where(one => one.Grade?.Value == grade).Select(one => one.Period.Value)];
    }

    [Fact]
    public async Task GetStanding_WhileALaterPeriodIsNotPublished_GoesThroughTheOneBefore()
    {
        SampleCycle first = await SampleCycle.OpenAsync(Services, period: "2026-09");
        SubjectId subject = first.Pool.Roster[0].Subject;
        string path = $"schemes/{first.Key.Scheme}/years/2026/subjects/{subject}/standing";
        Assert.Equal(404, await StatusAsync(first, path));
        await PublishYearAsync(first, []);
        SampleCycle second = await SampleCycle.OpenAsync(Services, period: "2026-10", county: first.County);
        await RecordAsync(second);

        StandingView standing = await ReadAsync<StandingView>(first, path, $"cadre:{subject}");

        Assert.Equal((2026, Period.Of("2026-09")), (standing.Year, standing.Through));
        Assert.Equal(["2026-09"], standing.Periods.Select(one => one.Period.Value));
    }

    [Theory]
    [InlineData("subjects/{subject}/standing", "cadre:{subject}", 200)]
    [InlineData("subjects/{subject}/standing", "cadre:somebody", 403)]
    [InlineData("subjects/{subject}/standing", "township:{township}", 200)]
    [InlineData("subjects/{subject}/standing", "township:elsewhere", 403)]
    [InlineData("subjects/{subject}/standing", "meeting:{township}", 200)]
    [InlineData("subjects/{subject}/standing", "finance", 403)]
    [InlineData("townships/{township}/standings", "meeting:{township}", 200)]
    [InlineData("townships/{township}/standings", "meeting:elsewhere", 403)]
    [InlineData("townships/{township}/standings", "township:elsewhere", 403)]
    [InlineData("priority", "township:{township}", 403)]
    public async Task GetStanding_ByRole_IsTheirOwn(string path, string role, int expected)
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services);
        await PublishYearAsync(cycle, []);

        Assert.Equal(expected, await StatusAsync(cycle, $"schemes/{cycle.Key.Scheme}/years/2026/{Named(path)}", Named(role)));

        string Named(string text) => text.Replace("{township}", cycle.Pool.Id.Value, StringComparison.Ordinal).Replace("{subject}", cycle.Pool.Roster[0].Subject.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetStanding_OfOneWhoMoved_CountsBothTownships()
    {
        SampleCycle before = await SampleCycle.OpenAsync(Services, townships: 2, period: "2026-09");
        RosterEntry mover = before.Pool.Roster.First(entry => entry.Status == PostStatus.Serving);
        TownshipId target = before.Context.Frozen.Townships[1].Id;
        await PublishYearAsync(before, []);
        SampleCycle after = await SampleCycle.OpenAsync(Services, townships: 2, period: "2026-10", county: before.County, freeze: frozen => Move(frozen, mover.Subject, target));
        await PublishYearAsync(after, []);
        string year = $"schemes/{after.Key.Scheme}/years/2026";

        StandingView standing = await ReadAsync<StandingView>(after, $"{year}/subjects/{mover.Subject}/standing", $"township:{target}");
        IReadOnlyList<StandingView> left = await ReadPagesAsync<StandingView>(after, $"{year}/townships/{mover.Township}/standings", 1000);
        IReadOnlyList<StandingView> joined = await ReadPagesAsync<StandingView>(after, $"{year}/townships/{target}/standings", 1000);

        Assert.Equal(["2026-09", "2026-10"], standing.Periods.Select(one => one.Period.Value));
        Assert.Equal(target, standing.Subject.Township);
        Assert.DoesNotContain(left, one => one.Subject.Id == mover.Subject);
        Assert.Equal(2, Assert.Single(joined, one => one.Subject.Id == mover.Subject).Periods.Count);
    }

    [Theory]
    [InlineData("2026-10")]
    [InlineData("2025")]
    [InlineData("soon")]
    public async Task ListPriority_OfNoPublishedYear_IsNotThere(string year)
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services);
        await PublishYearAsync(cycle, []);

        Assert.Equal(404, await StatusAsync(cycle, $"schemes/{cycle.Key.Scheme}/years/{year}/priority"));
    }

    [Fact]
    public async Task ListPriority_OfASchemeWithoutStanding_IsNotThere()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services, change: ResultCases.Ranking(selects: 3));
        await PublishYearAsync(cycle, []);

        Assert.Equal(404, await StatusAsync(cycle, $"schemes/{cycle.Key.Scheme}/years/2026/priority"));
    }

    private static FrozenCycle Move(FrozenCycle frozen, SubjectId subject, TownshipId target)
    {
        FrozenSubject moved = frozen.Townships.SelectMany(township => township.Subjects).Single(one => one.Entry.Subject == subject);
        VillageId village = frozen.Townships.Single(township => township.Id == target).Subjects[0].Entry.Village!.Value;
        moved = moved with { Entry = moved.Entry with { Township = target, Village = village } };
        return frozen with
        {
            Townships =
            [
                .. frozen.Townships.Select(township => township with
                {
                    Subjects = [.. township.Subjects.Where(one => one.Entry.Subject != subject), .. township.Id == target ? [moved] : Array.Empty<FrozenSubject>()],
                }),
            ],
        };
    }

    private async Task PublishYearAsync(SampleCycle cycle, Dictionary<SubjectId, List<PeriodGrade>> periods)
    {
        foreach (PoolResult result in await PublishAsync(cycle))
        {
            foreach (var outcome in result.Decided.Outcomes)
            {
                if (!periods.TryGetValue(outcome.Proposed.Entry.Subject, out List<PeriodGrade>? own))
                    periods.Add(outcome.Proposed.Entry.Subject, own = []);
                own.Add(new PeriodGrade(cycle.Key.Period, outcome.Grade));
            }
        }

        await cycle.PutAsync(record => record with { PublishedAt = At });
    }
}
