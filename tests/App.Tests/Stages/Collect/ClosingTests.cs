namespace Yuekao.App.Tests.Stages.Collect;

/// <summary>Ending collecting, and what meets it.</summary>
public sealed class ClosingTests(AppFixture app) : CollectingTest(app)
{
    [Fact]
    public async Task ToInput_WhateverTheOrderOfArrival_IsTheSame()
    {
        SampleCycle first = await SampleCycle.OpenAsync(Services, townships: 2, change: CountyWide, county: County);
        SampleCycle second = await SampleCycle.OpenAsync(Services, townships: 2, change: CountyWide, county: County, period: "2026-11");
        await Store.OpenAsync(first.Context, before: null, since: 1, Cancel);
        await Store.OpenAsync(second.Context, before: null, since: 1, Cancel);
        SourceId[] sources = [.. first.Context.RequiredSources];

        foreach (SourceId source in sources)
            await PutEverywhereAsync(first, source, of: first, reversed: false);
        foreach (SourceId source in sources.Reverse())
            await PutEverywhereAsync(second, source, of: first, reversed: true);

        var one = (await Store.ReadAsync(first.Context, first.Pool, Cancel)).ToInput();
        var other = (await Store.ReadAsync(second.Context, second.Pool, Cancel)).ToInput();
        Assert.Equal(one.Readings.Select(reading => reading with { At = default }), other.Readings.Select(reading => reading with { At = default }));
        Assert.IsType<Proposal>(Assessor.Assess(first.Context.Scheme, one));
        Assert.Equal(first.Context.Scheme.Document.Items.Select(item => item.Id), one.Readings.Select(reading => reading.Item).Distinct());
    }

    [Fact]
    public async Task Open_Again_LeavesWhatCameIn()
    {
        SampleCycle cycle = await OpenAsync();
        (await PutAsync(cycle, CivilAffairs, SubmissionOf(cycle, CivilAffairs))).EnsureSuccessStatusCode().Dispose();

        await Store.OpenAsync(cycle.Context, before: null, since: 1, Cancel);

        CollectedPool collected = await Store.ReadAsync(cycle.Context, cycle.Pool, Cancel);
        Assert.Equal(1, collected.Townships[0].Sources.Single(source => source.Head.Source == CivilAffairs).Head.Version?.Version);
    }

    [Fact]
    public async Task Close_AfterSomethingCameIn_IsRefusedUntilItIsRead()
    {
        SampleCycle cycle = await OpenAsync();
        CollectedPool stale = await Store.ReadAsync(cycle.Context, cycle.Pool, Cancel);
        (await PutAsync(cycle, CivilAffairs, SubmissionOf(cycle, CivilAffairs))).EnsureSuccessStatusCode().Dispose();

        Assert.False(await Store.CloseAsync(cycle.Context, stale, Cancel));
        Assert.False(IsClosed(await Store.ReadAsync(cycle.Context, cycle.Pool, Cancel)));
        await CloseAsync(cycle, cycle.Pool);
        CollectedPool closed = await Store.ReadAsync(cycle.Context, cycle.Pool, Cancel);
        Assert.True(IsClosed(closed));
        Assert.True(await Store.CloseAsync(cycle.Context, closed, Cancel));
        Assert.NotEmpty(closed.ToInput().Readings);
    }

    [Fact]
    public async Task Close_OfACountyPool_ClosesEveryTownship()
    {
        SampleCycle cycle = await OpenAsync(townships: 2, CountyWide);

        await CloseAsync(cycle, cycle.Pool);

        Assert.True(IsClosed(await Store.ReadAsync(cycle.Context, cycle.Pool, Cancel)));
        foreach (FrozenTownship township in cycle.Pool.Townships)
        {
            using HttpResponseMessage late = await PutAsync(cycle, CivilAffairs, new Submission([]), township.Id);
            await Problem.OfAsync(late, ProblemType.RuleBroken);
        }
    }

    [Fact]
    public async Task Reopen_ForOneSource_LetsOnlyThatOneWrite()
    {
        SampleCycle cycle = await OpenAsync();
        TownshipId township = cycle.Pool.Townships[0].Id;
        await SubmitAllAsync(cycle, cycle.Pool);
        await CloseAsync(cycle, cycle.Pool);

        await Store.ReopenAsync(cycle.Context, cycle.Pool, [(township, CivilAffairs), (township, CivilAffairs)], isFirst: true, Cancel);

        using HttpResponseMessage returned = await PutAsync(cycle, CivilAffairs, new Submission([]));
        using HttpResponseMessage other = await PutAsync(cycle, SourceId.Township, new Submission([]));
        Assert.Equal(HttpStatusCode.OK, returned.StatusCode);
        Assert.Contains("ended", (await Problem.OfAsync(other, ProblemType.RuleBroken)).Detail, StringComparison.Ordinal);
        CollectedPool open = await Store.ReadAsync(cycle.Context, cycle.Pool, Cancel);
        Assert.Equal([CivilAffairs], open.Townships[0].Sources.Where(source => source.Head.IsOpen).Select(source => source.Head.Source));
        await CloseAsync(cycle, cycle.Pool);
        Assert.True(IsClosed(await Store.ReadAsync(cycle.Context, cycle.Pool, Cancel)));
    }

    [Fact]
    public async Task Put_TwoSourcesAtOnceAndEachManyTimes_LosesNothing()
    {
        SampleCycle cycle = await OpenAsync();
        SourceId[] sources = [SourceId.Township, CivilAffairs];

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 6).SelectMany(number => sources.Select(source =>
            PutAsync(cycle, source, new Submission([.. SubmissionOf(cycle, source).Readings.Skip(number)])))));

        Assert.All(answers, answer => Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}"));
        CollectedPool collected = await Store.ReadAsync(cycle.Context, cycle.Pool, Cancel);
        Assert.All(sources, source => Assert.Equal(6, collected.Townships[0].Sources.Single(one => one.Head.Source == source).Head.Version!.Version));
        foreach (HttpResponseMessage answer in answers)
            answer.Dispose();
    }

    [Fact]
    public async Task Put_WhileCollectingEnds_IsInWhatEndedOrRefused()
    {
        SampleCycle[] cycles = await Task.WhenAll(Enumerable.Range(1, 12).Select(month =>
            SampleCycle.OpenAsync(Services, period: $"{(month > 6 ? 2026 : 2027)}-{month:00}", county: County)));
        int acknowledged = 0, refused = 0;
        foreach ((int round, SampleCycle cycle) in cycles.Index())
        {
            await Store.OpenAsync(cycle.Context, before: null, since: 1, Cancel);
            IReadOnlyList<ReportedReading> all = SubmissionOf(cycle, CivilAffairs).Readings;
            Task<HttpResponseMessage>[] puts = [.. Enumerable.Range(1, 8).Select(count => PutAsync(cycle, CivilAffairs, new Submission([.. all.Take(count)])))];
            await Task.WhenEach(puts).Take(round % 5).CountAsync(Cancel);
            CollectedPool closed = await CloseAsync(cycle, cycle.Pool);

            var answered = new List<SubmissionState>();
            foreach (HttpResponseMessage answer in await Task.WhenAll(puts))
            {
                if (answer.IsSuccessStatusCode)
                    answered.Add(await ReadAsync<SubmissionState>(answer));
                else
                    await Problem.OfAsync(answer, ProblemType.RuleBroken);
                answer.Dispose();
            }

            SourceHead head = closed.Townships[0].Sources.Single(source => source.Head.Source == CivilAffairs).Head;
            CollectedPool now = await Store.ReadAsync(cycle.Context, cycle.Pool, Cancel);
            Assert.Equal(answered.Select(state => state.Version).DefaultIfEmpty().Max(), head.Version?.Version ?? 0);
            Assert.Equal(closed.ToInput().Readings, now.ToInput().Readings);
            (acknowledged, refused) = (acknowledged + answered.Count, refused + puts.Length - answered.Count);
        }

        Assert.True(acknowledged > 0 && refused > 0, $"{acknowledged} were in time and {refused} late: the test met no race.");
    }

    private async Task PutEverywhereAsync(SampleCycle cycle, SourceId source, SampleCycle of, bool reversed)
    {
        foreach (FrozenTownship township in reversed ? cycle.Pool.Townships.Reverse() : cycle.Pool.Townships)
        {
            Submission submission = SubmissionOf(of, source, township.Id);
            (await PutAsync(cycle, source, reversed ? new Submission([.. submission.Readings.Reverse()]) : submission, township.Id)).EnsureSuccessStatusCode().Dispose();
        }
    }

    private static bool IsClosed(CollectedPool pool) => !pool.Waivers.IsOpen && pool.Townships.All(township => township.Sources.All(source => !source.Head.IsOpen));
}
