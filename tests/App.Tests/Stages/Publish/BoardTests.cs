using Yuekao.App.Tests.Stages.Seal;
using Yuekao.App.Tests.Stages.Settle;

namespace Yuekao.App.Tests.Stages.Publish;

public sealed class BoardTests(AppFixture app) : ResultTest(app)
{
    private static readonly DateTimeOffset PublishedAt = new(2026, 11, 6, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task GetBoard_OfGrades_NamesTheBestAndNobodyElse()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services, townships: 2, freeze: NameById);
        IReadOnlyList<PoolResult> results = await CloseAsync(cycle);

        string text = await ReadPublicAsync(cycle, $"boards/{cycle.Key.Scheme}/{cycle.Key.Period}");
        Board board = System.Text.Json.JsonSerializer.Deserialize<Board>(text, AssessmentJson.Options)!;

        Assert.Equal(results.Select(result => result.Decided.Pool.Assessed), board.Pools.Select(pool => pool.Assessed));
        Assert.Equal(cycle.Context.Pools.Select(pool => pool.Name), board.Pools.Select(pool => pool.Name));
        foreach ((PoolResult result, BoardPool pool) in results.Zip(board.Pools))
        {
            Assert.Equal(cycle.Context.Scheme.Grades.Select(grade => result.Decided.Outcomes.Count(one => one.Grade == grade.Id)), pool.Grades.Select(line => line.Count));
            Assert.Equal(Subjects(result, one => one.Grade == GradeId.Of("excellent")), pool.Named.Select(one => one.Name).ToHashSet());
            Assert.All(pool.Named, one => Assert.True(one is { Village: not null, Post: not null, ShownScore: null, Rank: null }));
        }

        Assert.All(results.SelectMany(result => Subjects(result, one => one.Grade != GradeId.Of("excellent"))), name => Assert.DoesNotContain($"\"{name}\"", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task GetBoard_OfASelection_NamesTheSelected()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services, change: ResultCases.Ranking(selects: 3), freeze: NameById);
        PoolResult result = Assert.Single(await CloseAsync(cycle));

        BoardPool pool = Assert.Single((await ReadBoardAsync(cycle)).Pools);

        Assert.Empty(pool.Grades);
        Assert.Equal(Subjects(result, one => one.Selected), pool.Named.Select(one => one.Name).ToHashSet());
        Assert.InRange(pool.Named.Count, 1, 3);
    }

    [Fact]
    public async Task GetBoard_OfARanking_HasItWithScores()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services, change: scheme => ResultCases.OfCounty(ResultCases.Ranking(selects: null)(scheme)), freeze: NameById);
        PoolResult result = Assert.Single(await CloseAsync(cycle));

        BoardPool pool = Assert.Single((await ReadBoardAsync(cycle)).Pools);

        Assert.Null(pool.Name);
        Assert.Equal(Subjects(result, one => one.Proposed.Rank is not null), pool.Named.Select(one => one.Name).ToHashSet());
        Assert.Equal(pool.Named.Select(one => one.Rank).Order(), pool.Named.Select(one => one.Rank));
        Assert.All(pool.Named, one => Assert.NotNull(one.ShownScore));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CorrectBoard_AfterAnAppealThatCorrectsAResult_FollowsAndSaysSo(bool isRanking)
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services, change: isRanking ? ResultCases.Ranking(selects: null) : null, freeze: NameById);
        PoolResult result = Assert.Single(await CloseAsync(cycle));
        SubjectId appellant = result.Decided.Outcomes.OrderBy(outcome => outcome.Proposed.Rank ?? int.MaxValue).ElementAt(result.Decided.Outcomes.Count / 2).Proposed.Entry.Subject;
        Board before = await ReadBoardAsync(cycle);
        await SealedArchive.AppealAsync(Services, cycle, result, appellant);
        var which = new SubjectRef(cycle.Key, appellant);
        await Activities<AppealActivities>().SupersedeResult(which, Cancellation);

        await Activities<PublishActivities>().CorrectBoard(which, Cancellation);
        await Activities<PublishActivities>().CorrectBoard(which, Cancellation);

        Board after = await ReadBoardAsync(cycle);
        Assert.Equal((1, 2), (before.Revision, after.Revision));
        Assert.Equal((before.At, cycle.Pool.Id), (after.At, Assert.Single(after.Corrections).Pool));
        BoardEntry named = Assert.Single(after.Pools[0].Named, one => one.Name == $"姓名{appellant}");
        if (isRanking)
            Assert.True(named.Rank < before.Pools[0].Named.Single(one => one.Name == named.Name).Rank);
        else
            Assert.DoesNotContain(before.Pools[0].Named, one => one.Name == named.Name);
        Assert.Equal(before.Pools[0].Named.Where(one => one.Name != named.Name).Select(one => (one.Name, one.Rank)), after.Pools[0].Named.Where(one => one.Name != named.Name).Select(one => (one.Name, one.Rank)));
    }

    [Fact]
    public async Task ListBoards_OfAScheme_AreThePublishedPeriods()
    {
        SampleCycle first = await SampleCycle.OpenAsync(Services, period: "2026-09");
        SampleCycle second = await SampleCycle.OpenAsync(Services, period: "2026-10", county: first.County);
        await CloseAsync(first);

        Page<PublishedPeriod> page = System.Text.Json.JsonSerializer.Deserialize<Page<PublishedPeriod>>(await ReadPublicAsync(first, $"boards/{first.Key.Scheme}"), AssessmentJson.Options)!;

        Assert.Equal([first.Key.Period], page.Items.Select(one => one.Period));
        using HttpResponseMessage missing = await Http.GetAsync(new Uri($"counties/{first.County}/boards/{second.Key.Scheme}/{second.Key.Period}", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task PublishCycle_StoppedBetweenBoardAndRecord_KeepsTheBoardsTimeAndIsAudited()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services);
        CycleStore cycles = Services.GetRequiredService<CycleStore>();
        await CloseAsync(cycle);
        await cycles.PutAsync((await cycles.FindAsync(cycle.Key, Cancellation))! with { PublishedAt = null }, Cancellation);

        DateTimeOffset again = await Activities<PublishActivities>().PublishCycle(new CycleMoment(cycle.Key, PublishedAt.AddDays(1)), Cancellation);

        Assert.Equal(PublishedAt, again);
        Assert.Equal(PublishedAt, (await cycles.FindAsync(cycle.Key, Cancellation))!.PublishedAt);
        Assert.Equal(PublishedAt, (await ReadBoardAsync(cycle)).At);
        Page<AuditRecord> trail = await ReadAsync<Page<AuditRecord>>(cycle, $"audit?resource={cycle.Key.Resource}/board");
        Assert.Equal(["PublishCycle", "PublishCycle"], trail.Items.Select(entry => entry.Action));
    }

    private async Task<IReadOnlyList<PoolResult>> CloseAsync(SampleCycle cycle)
    {
        IReadOnlyList<PoolResult> results = await PublishAsync(cycle);
        await Activities<PublishActivities>().PublishCycle(new CycleMoment(cycle.Key, PublishedAt), Cancellation);
        return results;
    }

    // Names repeat in the sample county; ids do not.
    private static FrozenCycle NameById(FrozenCycle frozen) => frozen with
    {
        Townships = [.. frozen.Townships.Select(township => township with { Subjects = [.. township.Subjects.Select(one => one with { Name = $"姓名{one.Entry.Subject}" })] })],
    };

    private static HashSet<string> Subjects(PoolResult result, Func<DecidedOutcome, bool> which) => [.. result.Decided.Outcomes.Where(which).Select(one => $"姓名{one.Proposed.Entry.Subject}")];

    private async Task<Board> ReadBoardAsync(SampleCycle cycle) => (await Http.GetFromJsonAsync<Board>(
        new Uri($"counties/{cycle.County}/boards/{cycle.Key.Scheme}/{cycle.Key.Period}", UriKind.Relative), AssessmentJson.Options, Cancellation))!;

    private Task<string> ReadPublicAsync(SampleCycle cycle, string path) => Http.GetStringAsync(new Uri($"counties/{cycle.County}/{path}", UriKind.Relative), Cancellation);
}
