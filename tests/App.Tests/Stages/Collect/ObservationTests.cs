namespace Yuekao.App.Tests.Stages.Collect;

public sealed class ObservationTests(AppFixture app) : CollectingTest(app)
{
    private static readonly SourceId Organization = SourceId.Of("department:organization");

    [Fact]
    public async Task Put_Observation_CountsOnceHoweverOftenItIsNoted()
    {
        SampleCycle cycle = await OpenAsync();

        using HttpResponseMessage first = await NoteAsync(cycle, "o1", Absent(cycle));
        using HttpResponseMessage again = await NoteAsync(cycle, "o1", Absent(cycle));
        using HttpResponseMessage replaced = await NoteAsync(cycle, "o1", Absent(cycle) with { Evidence = "照片2" });

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, again.StatusCode, replaced.StatusCode));
        Assert.Equal(first.Headers.ETag, again.Headers.ETag);
        var observation = Assert.Single((await Store.ReadAsync(cycle.Context, cycle.Pool, Cancel)).ToInput().Observations);
        Assert.Equal(("o1", "照片2", SourceId.Township), (observation.Id, observation.Evidence, observation.Source));
        Assert.Equal(2, (await GetAsync<Page<AuditRecord>>($"audit?resource={ObservationPath(cycle, SourceId.Township, "o1")}")).Items.Count);
    }

    [Fact]
    public async Task Withdraw_Observation_KeepsItOnRecordAndOutOfTheCount()
    {
        SampleCycle cycle = await OpenAsync();
        (await NoteAsync(cycle, "o1", Absent(cycle))).EnsureSuccessStatusCode().Dispose();
        (await NoteAsync(cycle, "o2", Absent(cycle))).EnsureSuccessStatusCode().Dispose();

        using HttpResponseMessage withdrawn = await WithdrawAsync(cycle, "o1", "?reason=记错了人");
        using HttpResponseMessage again = await WithdrawAsync(cycle, "o1", "?reason=记错了人");
        using HttpResponseMessage renewed = await NoteAsync(cycle, "o1", Absent(cycle));

        Assert.Equal("记错了人", (await ReadAsync<ObservationRecord>(withdrawn)).Withdrawn!.Reason);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        await Problem.OfAsync(renewed, ProblemType.RuleBroken);
        Assert.Equal(["o2"], (await Store.ReadAsync(cycle.Context, cycle.Pool, Cancel)).ToInput().Observations.Select(one => one.Id));
        Page<ObservationRecord> first = await GetAsync<Page<ObservationRecord>>($"{ObservationsPath(cycle)}?top=1");
        Page<ObservationRecord> last = await GetAsync<Page<ObservationRecord>>($"{ObservationsPath(cycle)}?top=1&continuation={first.Continuation}");
        Assert.Equal(("o1", "o2"), (Assert.Single(first.Items).Id, Assert.Single(last.Items).Id));
        Assert.Equal("记错了人", (await GetAsync<Page<AuditRecord>>($"audit?resource={ObservationPath(cycle, SourceId.Township, "o1")}")).Items[^1].Reason);
    }

    [Theory]
    [InlineData("?reason=", ProblemKind.Malformed)]
    [InlineData("", ProblemKind.Malformed)]
    [InlineData("?reason=x&why=y", ProblemKind.Malformed)]
    [InlineData("?reason=x", ProblemKind.NotFound)]
    public async Task Withdraw_WithoutAReasonOrAnObservation_IsRefused(string query, ProblemKind expected)
    {
        SampleCycle cycle = await OpenAsync();

        using HttpResponseMessage response = await WithdrawAsync(cycle, "o1", query);

        await Problem.OfAsync(response, expected == ProblemKind.Malformed ? ProblemType.Malformed : ProblemType.NotFound);
    }

    [Fact]
    public async Task Put_IdOfAnotherSource_IsAConflict()
    {
        SampleCycle cycle = await OpenAsync();
        (await NoteAsync(cycle, "o1", Absent(cycle))).EnsureSuccessStatusCode().Dispose();

        using HttpResponseMessage response = await NoteAsync(cycle, "o1", Absent(cycle), Organization);
        using HttpResponseMessage own = await SendAsync(HttpMethod.Get, ObservationsPath(cycle), role: "department:organization");
        using HttpResponseMessage seen = await SendAsync(HttpMethod.Get, ObservationsPath(cycle), role: $"meeting:{cycle.Pool.Id}");

        await Problem.OfAsync(response, ProblemType.Conflict);
        Assert.Empty((await ReadAsync<Page<ObservationRecord>>(own)).Items);
        Assert.Single((await ReadAsync<Page<ObservationRecord>>(seen)).Items);
    }

    [Fact]
    public async Task Put_SameIdInTwoTownshipsOfACountyPool_AreTwoObservations()
    {
        SampleCycle cycle = await OpenAsync(townships: 2, CountyWide);
        foreach (FrozenTownship township in cycle.Pool.Townships)
        {
            ObservationRequest absent = Absent(cycle) with { Subject = township.Subjects[0].Entry.Subject };
            using HttpResponseMessage response = await SendAsync(
                HttpMethod.Put, $"{cycle.Path}/townships/{township.Id}/observations/township/o1", Json(absent), $"township:{township.Id}");
            Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        }

        var input = (await Store.ReadAsync(cycle.Context, cycle.Pool, Cancel)).ToInput();
        Assert.Equal(2, input.Observations.Select(one => one.Id).Distinct().Count());
        Assert.Empty(Yuekao.Assessment.Assessor.Check(cycle.Context.Scheme, input).Problems);
    }

    [Theory]
    [InlineData("rule", "nothing", "$.rule")]
    [InlineData("rule", "commendation", "$.rule")]
    [InlineData("subject", "nobody", "$.subject")]
    [InlineData("on", "2026-09-30", "$.on")]
    [InlineData("on", "2026-11-01", "$.on")]
    [InlineData("level", "county", "$.level")]
    [InlineData("points", "1", "$.points")]
    [InlineData("criticized", "", "$.level")]
    [InlineData("criticized", "central", "$.level")]
    [InlineData("urgent-task", "", "$.points")]
    [InlineData("urgent-task", "0", "$.points")]
    [InlineData("urgent-task", "2.01", "$.points")]
    [InlineData("evidence", " ", "$.evidence")]
    public async Task Put_WhatTheSchemeDoesNotAllow_IsUnacceptableWithItsPath(string what, string value, string path)
    {
        SampleCycle cycle = await OpenAsync();
        ObservationRequest good = Absent(cycle);
        Points? points = decimal.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out decimal number) ? Points.Of(number) : null;
        ObservationRequest bad = what switch
        {
            "rule" => good with { Rule = RuleId.Of(value) },
            "subject" => good with { Subject = SubjectId.Of(value) },
            "on" => good with { On = DateOnly.Parse(value, System.Globalization.CultureInfo.InvariantCulture) },
            "level" => good with { Level = LevelId.Of(value) },
            "points" => good with { Points = points },
            "criticized" => good with { Rule = RuleId.Of(what), Level = value.Length == 0 ? null : LevelId.Of(value) },
            "urgent-task" => good with { Rule = RuleId.Of(what), Points = points },
            _ => good with { Evidence = value },
        };

        using HttpResponseMessage response = await NoteAsync(cycle, "o1", bad);

        Assert.Equal([path], (await Problem.OfAsync(response, ProblemType.Unacceptable)).Errors!.Select(error => error.Path));
    }

    [Fact]
    public async Task PutAndWithdraw_AfterCollectingEnded_AreRefused()
    {
        SampleCycle cycle = await OpenAsync();
        (await NoteAsync(cycle, "o1", Absent(cycle))).EnsureSuccessStatusCode().Dispose();
        await CloseAsync(cycle, cycle.Pool);

        using HttpResponseMessage noted = await NoteAsync(cycle, "o2", Absent(cycle));
        using HttpResponseMessage withdrawn = await WithdrawAsync(cycle, "o1", "?reason=x");

        Assert.Contains("ended", (await Problem.OfAsync(noted, ProblemType.RuleBroken)).Detail, StringComparison.Ordinal);
        await Problem.OfAsync(withdrawn, ProblemType.RuleBroken);
    }

    [Fact]
    public async Task Put_ManyOfOneSourceAtOnce_KeepsThemAll()
    {
        SampleCycle cycle = await OpenAsync();

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(1, 12).Select(number => NoteAsync(cycle, $"o{number}", Absent(cycle))));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        Assert.Equal(12, (await Store.ReadAsync(cycle.Context, cycle.Pool, Cancel)).ToInput().Observations.Count);
        foreach (HttpResponseMessage answer in answers)
            answer.Dispose();
    }

    /// <summary>Which problem is expected: theories take no objects.</summary>
    public enum ProblemKind
    {
        /// <summary>400.</summary>
        Malformed,

        /// <summary>404.</summary>
        NotFound,
    }

    private static ObservationRequest Absent(SampleCycle cycle) => new()
    {
        Rule = RuleId.Of("absent-from-duty"),
        Subject = cycle.Pool.Roster[0].Subject,
        On = new DateOnly(2026, 10, 9),
        Evidence = "照片1",
    };

    private static string ObservationsPath(SampleCycle cycle) => $"{cycle.Path}/townships/{cycle.Pool.Townships[0].Id}/observations";

    private static string ObservationPath(SampleCycle cycle, SourceId source, string id) => $"{ObservationsPath(cycle)}/{source}/{id}";

    private Task<HttpResponseMessage> NoteAsync(SampleCycle cycle, string id, ObservationRequest observation, SourceId? source = null)
    {
        SourceId from = source ?? SourceId.Township;
        return SendAsync(HttpMethod.Put, ObservationPath(cycle, from, id), Json(observation), RoleOf(cycle.Pool.Townships[0].Id, from));
    }

    private Task<HttpResponseMessage> WithdrawAsync(SampleCycle cycle, string id, string query) =>
        SendAsync(HttpMethod.Delete, ObservationPath(cycle, SourceId.Township, id) + query, role: RoleOf(cycle.Pool.Townships[0].Id, SourceId.Township));
}
