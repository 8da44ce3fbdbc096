namespace Yuekao.App.Tests.Stages.Collect;

public sealed class PutSubmissionTests(AppFixture app) : CollectingTest(app)
{
    [Fact]
    public async Task Put_EveryReader_LeavesNothingMissing()
    {
        SampleCycle cycle = await OpenAsync();

        foreach (SourceId source in cycle.Context.RequiredSources)
        {
            using HttpResponseMessage response = await PutAsync(cycle, source, SubmissionOf(cycle, source));
            Assert.Equal(HttpStatusCode.Created, response.StatusCode);
            SubmissionState state = await ReadAsync<SubmissionState>(response);
            Assert.Equal((1, 0, true), (state.Version, state.MissingCount, state.IsOpen));
            Assert.Equal($"\"{state.Digest}\"", response.Headers.ETag!.Tag);
        }

        CollectedPool collected = await Store.ReadAsync(cycle.Context, cycle.Pool, Cancel);
        Assert.Empty(collected.Missing());
        Assert.Equal(
            cycle.InputOf(cycle.Pool).Readings.Select(reading => (reading.Item, reading.Source, reading.Subject, reading.Village, reading.Value)).ToHashSet(),
            collected.ToInput().Readings.Select(reading => (reading.Item, reading.Source, reading.Subject, reading.Village, reading.Value)).ToHashSet());
        SubmissionOverview overview = await GetAsync<SubmissionOverview>($"{cycle.Path}/townships/{cycle.Pool.Townships[0].Id}/submissions");
        Assert.Equal(cycle.Context.Sources, overview.Submissions.Select(state => state.Source));
        Assert.All(overview.Submissions, state => Assert.Equal(0, state.MissingCount));
        Assert.Equal(cycle.Context.RequiredSources.ToHashSet(), overview.Submissions.Where(state => state.Version == 1).Select(state => state.Source).ToHashSet());
    }

    [Fact]
    public async Task Put_Nothing_ListsTheFirst200OfAllThatIsMissing()
    {
        SampleCycle cycle = await OpenAsync();
        MissingReading[] missing = [.. Assessor.Check(cycle.Context.Scheme, cycle.InputOf(cycle.Pool) with { Readings = [] }).Missing.Where(one => one.Source == SourceId.Township)];
        Assert.True(missing.Length > 200);

        using HttpResponseMessage response = await PutAsync(cycle, SourceId.Township, new Submission([]));

        SubmissionState state = await ReadAsync<SubmissionState>(response);
        Assert.Equal((missing.Length, 0, 1), (state.MissingCount, state.Count, state.Version));
        Assert.Equal(missing[..200].Select(one => new MissingValue(one.Item, one.Subject, one.Village)), state.Missing);
    }

    [Fact]
    public async Task Put_ForWhoeverFailsTheBaseline_NeedsNoScores()
    {
        SampleCycle cycle = await OpenAsync();
        VillageId village = cycle.Pool.Roster[0].Village!.Value;
        Reading[] civil = [.. cycle.ReadingsOf(cycle.Pool.Townships[0].Id, CivilAffairs).Select(reading =>
            reading.Item.Value == "affairs-published" && reading.Village == village ? reading with { Value = ReadingValue.NotMet } : reading)];
        SubjectId[] failed = [.. cycle.Pool.Roster.Where(entry => entry.Village == village).Select(entry => entry.Subject)];
        var withoutScores = SubmissionOf(cycle.ReadingsOf(cycle.Pool.Townships[0].Id, SourceId.Township)
            .Where(reading => reading.Item.Value != "post-duties" || !failed.Contains(reading.Subject!.Value)));

        SubmissionState before = await ReadAsync<SubmissionState>(await PutAsync(cycle, SourceId.Township, withoutScores));
        (await PutAsync(cycle, CivilAffairs, SubmissionOf(civil))).EnsureSuccessStatusCode().Dispose();
        SubmissionState after = await ReadAsync<SubmissionState>(await PutAsync(cycle, SourceId.Township, withoutScores));

        Assert.NotEmpty(before.Missing!);
        Assert.All(before.Missing!, missing => Assert.Contains(missing.Subject!.Value, failed));
        Assert.Equal((0, 1), (after.MissingCount, after.Version));
    }

    [Fact]
    public async Task Put_SameContentInAnotherOrder_ChangesNothing()
    {
        SampleCycle cycle = await OpenAsync();
        Submission submission = SubmissionOf(cycle, CivilAffairs);

        using HttpResponseMessage first = await PutAsync(cycle, CivilAffairs, submission);
        using HttpResponseMessage again = await PutAsync(cycle, CivilAffairs, new Submission([.. submission.Readings.Reverse()]), ifMatch: "\"stale\"");

        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(first.Headers.ETag, again.Headers.ETag);
        Assert.Equal(1, (await ReadAsync<SubmissionState>(again)).Version);
        Assert.Single((await GetAsync<Page<AuditRecord>>($"audit?resource={Path(cycle, cycle.Pool.Townships[0].Id, CivilAffairs)}")).Items);
    }

    [Fact]
    public async Task Put_IfMatch_LetsOnlyTheNewestETagReplace()
    {
        SampleCycle cycle = await OpenAsync();
        IReadOnlyList<ReportedReading> all = SubmissionOf(cycle, CivilAffairs).Readings;
        using HttpResponseMessage none = await PutAsync(cycle, CivilAffairs, new Submission(all), ifMatch: "*");
        using HttpResponseMessage first = await PutAsync(cycle, CivilAffairs, new Submission(all));
        using HttpResponseMessage second = await PutAsync(cycle, CivilAffairs, new Submission([.. all.Skip(1)]), ifMatch: first.Headers.ETag!.ToString());
        using HttpResponseMessage late = await PutAsync(cycle, CivilAffairs, new Submission([.. all.Skip(2)]), ifMatch: first.Headers.ETag!.ToString());

        await Problem.OfAsync(none, ProblemType.PreconditionFailed);
        Assert.Equal(2, (await ReadAsync<SubmissionState>(second)).Version);
        await Problem.OfAsync(late, ProblemType.PreconditionFailed);
    }

    [Fact]
    public async Task Put_Replaced_KeepsEveryVersionAndLeavesItsTraces()
    {
        SampleCycle cycle = await OpenAsync();
        string path = Path(cycle, cycle.Pool.Townships[0].Id, CivilAffairs);
        IReadOnlyList<ReportedReading> all = SubmissionOf(cycle, CivilAffairs).Readings;
        for (int left = 0; left < 3; left++)
            (await PutAsync(cycle, CivilAffairs, new Submission([.. all.Take(left)]))).EnsureSuccessStatusCode().Dispose();

        Page<DocumentVersion> first = await GetAsync<Page<DocumentVersion>>($"{path}/versions?top=2");
        Page<DocumentVersion> last = await GetAsync<Page<DocumentVersion>>($"{path}/versions?top=2&continuation={first.Continuation}");

        Assert.Equal([3, 2], first.Items.Select(version => version.Version));
        Assert.Equal([1], last.Items.Select(version => version.Version));
        Assert.Null(last.Continuation);
        Assert.Single((await GetAsync<Submission>($"{path}?version=2")).Readings);
        Assert.Equal(2, (await GetAsync<Submission>(path)).Readings.Count);
        using HttpResponseMessage none = await GetAsync($"{path}?version=4");
        await Problem.OfAsync(none, ProblemType.NotFound);
        AuditRecord[] trail = [.. (await GetAsync<Page<AuditRecord>>($"audit?resource={path}")).Items];
        Assert.Equal(3, trail.Length);
        Assert.Equal(trail[..2].Select(entry => entry.After), trail[1..].Select(entry => entry.Before));
        Assert.All(trail, entry => Assert.Equal("department:civil-affairs", entry.Actor.Roles));
    }

    [Theory]
    [InlineData("township", "another township's", HttpStatusCode.Forbidden)]
    [InlineData("department:civil-affairs", "department:petitions", HttpStatusCode.Forbidden)]
    [InlineData("department:civil-affairs", "county", HttpStatusCode.Forbidden)]
    [InlineData("township", "department:township", HttpStatusCode.Forbidden)]
    [InlineData("department:nobody", "department:nobody", HttpStatusCode.NotFound)]
    [InlineData("Nobody", "county", HttpStatusCode.Forbidden)]
    public async Task Put_ByAnotherThanTheSource_IsRefused(string source, string role, HttpStatusCode expected)
    {
        SampleCycle cycle = await OpenAsync();

        using HttpResponseMessage response = await SendAsync(
            HttpMethod.Put, $"{cycle.Path}/townships/{cycle.Pool.Townships[0].Id}/submissions/{source}", Json(new Submission([])), role == "another township's" ? "township:elsewhere" : role);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Put_BeforeTheCycleIsOpened_IsRefusedAsTooEarly()
    {
        SampleCycle cycle = await SampleCycle.OpenAsync(Services, county: County);

        using HttpResponseMessage response = await PutAsync(cycle, CivilAffairs, new Submission([]));

        Assert.Contains("not begun", (await Problem.OfAsync(response, ProblemType.RuleBroken)).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("schemes/{0}.village-monthly/cycles/2026-11/townships/{1}/submissions/township")]
    [InlineData("schemes/{0}.village-monthly/cycles/2026-10/townships/elsewhere/submissions/township")]
    [InlineData("schemes/{0}.village-monthly/cycles/october/townships/{1}/submissions/township")]
    public async Task Get_WhatIsNotThere_IsNotFound(string path)
    {
        SampleCycle cycle = await OpenAsync();

        using HttpResponseMessage response = await GetAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, path, County, cycle.Pool.Townships[0].Id));

        await Problem.OfAsync(response, ProblemType.NotFound);
    }

    [Theory]
    [InlineData("county", 9)]
    [InlineData("township:{0}", 9)]
    [InlineData("meeting:{0}", 9)]
    [InlineData("department:civil-affairs", 1)]
    [InlineData("meeting:elsewhere", null)]
    [InlineData("department:nobody", null)]
    public async Task List_ByARole_HasWhatThatRoleMaySee(string role, int? expected)
    {
        SampleCycle cycle = await OpenAsync();
        TownshipId township = cycle.Pool.Townships[0].Id;

        using HttpResponseMessage list = await SendAsync(
            HttpMethod.Get, $"{cycle.Path}/townships/{township}/submissions", role: string.Format(System.Globalization.CultureInfo.InvariantCulture, role, township));

        if (expected is { } count)
            Assert.Equal(count, (await ReadAsync<SubmissionOverview>(list)).Submissions.Count);
        else
            await Problem.OfAsync(list, ProblemType.Forbidden);
    }

    [Fact]
    public async Task Get_ByTheMeetingOfAnotherPool_IsForbidden()
    {
        SampleCycle cycle = await OpenAsync(townships: 2);
        string path = Path(cycle, cycle.Pool.Townships[0].Id, CivilAffairs);
        (await PutAsync(cycle, CivilAffairs, SubmissionOf(cycle, CivilAffairs))).EnsureSuccessStatusCode().Dispose();

        using HttpResponseMessage own = await SendAsync(HttpMethod.Get, path, role: $"meeting:{cycle.Context.Pools[0].Id}");
        using HttpResponseMessage other = await SendAsync(HttpMethod.Get, path, role: $"meeting:{cycle.Context.Pools[1].Id}");

        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        await Problem.OfAsync(other, ProblemType.Forbidden);
    }
}
