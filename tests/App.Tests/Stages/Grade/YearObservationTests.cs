using Yuekao.App.Tests.Stages.Seal;

namespace Yuekao.App.Tests.Stages.Grade;

public sealed class YearObservationTests(AppFixture app)
{
    private readonly IServiceProvider services = app.App.Services;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Join_OfSealedMonths_NotesEachThatCountsAndWhoIsBarred()
    {
        SampleCycle first = await SealAsync("2026-09");
        SampleCycle second = await SealAsync("2026-10", first.County);
        CycleContext year = Year(first);

        PoolInput joined = (await JoinAsync(year))!;

        GradeId excellent = GradeId.Of("excellent"), poor = GradeId.Of("poor");
        (SubjectId Subject, Period Period, GradeId? Grade)[] grades = [.. await GradesAsync(first), .. await GradesAsync(second)];
        foreach ((string rule, GradeId grade) in (ReadOnlySpan<(string, GradeId)>)[("excellent-month", excellent), ("poor-month", poor)])
        {
            Assert.Equal(
                grades.Where(one => one.Grade == grade).Select(one => (one.Subject, one.Period.LastDay)).OrderBy(one => one.LastDay).ThenBy(one => one.Subject.Value, StringComparer.Ordinal),
                joined.Observations.Where(one => one.Rule.Value == rule).Select(one => (one.Subject, one.On)).OrderBy(one => one.On).ThenBy(one => one.Subject.Value, StringComparer.Ordinal));
        }

        // Nobody can be excellent six times in two months.
        Assert.Equal(year.Pools[0].Roster.Select(entry => entry.Subject), joined.Observations.Where(one => one.Rule.Value == "barred-from-excellent").Select(one => one.Subject));
        Observation month = joined.Observations.First(one => one.Rule.Value == "excellent-month");
        Assert.Equal($"year:{month.Subject}:excellent-month:{Period.Containing(month.On, PeriodKind.Month)}", month.Id);
        Assert.Contains("优秀", month.Evidence, StringComparison.Ordinal);
        Assert.Contains("少于6次", joined.Observations.First(one => one.Rule.Value == "barred-from-excellent").Evidence, StringComparison.Ordinal);
        Assert.Empty(Assessor.Check(year.Scheme, joined).Problems);
    }

    [Fact]
    public async Task Join_WhileAMonthIsNotSealed_WaitsForIt()
    {
        SampleCycle first = await SealAsync("2026-09");
        await SampleCycle.OpenAsync(services, period: "2026-10", county: first.County);

        Assert.Null(await JoinAsync(Year(first)));
    }

    [Fact]
    public async Task Join_OfAYearWithoutMonths_BarsNobody()
    {
        SampleCycle elsewhere = await SampleCycle.OpenAsync(services, period: "2025-10");

        Assert.Empty((await JoinAsync(Year(elsewhere)))!.Observations);
    }

    [Fact]
    public async Task Join_OfAnArena_NotesWhoWasAmongTheFirstThree()
    {
        CycleContext year = Year(await SampleCycle.OpenAsync(services, period: "2025-10"));
        SubjectId[] subjects = [.. year.Pools[0].Roster.Take(3).Select(entry => entry.Subject)];
        IReadOnlyList<PeriodResult> Of(int? rank) => [new(Period.Of("2026-B1"), rank is null ? OutcomeKind.NotAssessed : OutcomeKind.Scored, Grade: null, rank)];
        var arena = new YearGrades(
            SchemeCatalog.Latest(SchemeId.Of("haixing.village-arena")),
            new Dictionary<SubjectId, IReadOnlyList<PeriodResult>> { [subjects[0]] = Of(3), [subjects[1]] = Of(4), [subjects[2]] = Of(null) });

        PoolInput joined = (await new YearObservations(new Arenas(arena)).JoinAsync(year, new PoolInput { Period = year.Key.Period, Roster = year.Pools[0].Roster, Readings = [] }, Cancellation))!;

        Observation noted = Assert.Single(joined.Observations);
        Assert.Equal(("arena-top-three", subjects[0], new DateOnly(2026, 2, 28)), (noted.Rule.Value, noted.Subject, noted.On));
        Assert.EndsWith("2026-B1：第3名", noted.Evidence, StringComparison.Ordinal);
    }

    private Task<PoolInput?> JoinAsync(CycleContext year) => new YearObservations(services.GetRequiredService<IYearGrades>())
        .JoinAsync(year, new PoolInput { Period = year.Key.Period, Roster = year.Pools[0].Roster, Readings = [] }, Cancellation);

    /// <summary>The year's assessment of whom a month assessed.</summary>
    private static CycleContext Year(SampleCycle month)
    {
        SchemeDocument document = SchemeCatalog.Latest(SchemeId.Of("haixing.cadre-annual"))!.Document;
        Scheme scheme = Scheme.From(document with { Id = SchemeId.Of($"{month.County}.cadre-annual") }).Required();
        FrozenTownship[] townships =
        [
            .. month.Context.Frozen.Townships.Select(township => township with
            {
                Subjects = [.. township.Subjects.Select(subject => subject with { Entry = new RosterEntry { Subject = subject.Entry.Subject, Township = subject.Entry.Township, Village = subject.Entry.Village } })],
            }),
        ];
        return new CycleContext(scheme, month.Context.Frozen with { Key = new CycleKey(month.Key.County, scheme.Key.Scheme, Period.Of("2026")), Townships = townships });
    }

    private async Task<SampleCycle> SealAsync(string period, string? county = null)
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(services, period: period, county: county);
        await cycle.DecideAsync(cycle.Pool);
        await ActivatorUtilities.CreateInstance<SettleActivities>(services).RecordResults(new PoolRef(cycle.Key, cycle.Pool.Id), Cancellation);
        await cycle.PublishAsync(cycle.Pool);
        await SealedArchive.SealAsync(services, cycle.Key);
        return cycle;
    }

    private async Task<IEnumerable<(SubjectId, Period, GradeId?)>> GradesAsync(SampleCycle cycle) =>
        (await services.GetRequiredService<PoolResults>().ReadAsync(cycle.Key, cycle.Pool.Id, Cancellation)).Decided.Outcomes
            .Select(outcome => (outcome.Proposed.Entry.Subject, cycle.Key.Period, outcome.Grade));

    /// <summary>A year in which only arenas were held.</summary>
    private sealed class Arenas(YearGrades arena) : IYearGrades
    {
        public Task<YearGrades?> OfYearAsync(CountyId county, SchemeId scheme, int year, CancellationToken cancellation) =>
            Task.FromResult<YearGrades?>(scheme.Value.EndsWith(".village-arena", StringComparison.Ordinal) ? arena : new YearGrades(Scheme: null, new Dictionary<SubjectId, IReadOnlyList<PeriodResult>>()));
    }
}
