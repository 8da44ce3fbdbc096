namespace Yuekao.App.Tests.Records.Projects;

public sealed class FindingTests(AppFixture app) : ProjectsTest(app)
{
    private const string Finance = "department:finance";
    private const string Path = "inspections/i1/findings/f1";

    private static readonly InspectionRequest Inspection = new(InspectionKind.Special, "帮扶资金专项督察", new DateOnly(2026, 10, 8), new DateOnly(2026, 10, 9));

    private static FindingRequest Against(string project, string township) => new(ProjectId.Of(project), TownshipId.Of(township), "台账不实", new DateTimeOffset(2126, 10, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Finding_ReportedSentBackReportedAndVerified_ClosesAndKeepsEveryRevision()
    {
        await InspectAsync();
        FindingRequest asked = Against("party-day", North);
        Finding open = await ReadAsync<Finding>(PutAsync(Path, asked, Finance), HttpStatusCode.Created);
        Assert.Equal((1, RemedyStatus.Open), (open.Revision, open.Status));
        Assert.Equal(1, (await ReadAsync<Finding>(PutAsync(Path, asked, Finance))).Revision);

        await ErrorsAsync(PutAsync($"{Path}/verification", new RemedyVerificationRequest(true), Finance), ProblemType.RuleBroken);
        Assert.Equal(["$.done"], await ErrorsAsync(PutAsync($"{Path}/report", new RemedyReportRequest(""), $"township:{North}"), ProblemType.Unacceptable));
        Assert.Equal(RemedyStatus.Reported, (await ReadAsync<Finding>(PutAsync($"{Path}/report", new RemedyReportRequest("已补"), $"township:{North}"))).Status);
        Assert.Equal(["$.note"], await ErrorsAsync(PutAsync($"{Path}/verification", new RemedyVerificationRequest(false), Finance), ProblemType.Unacceptable));
        Assert.Equal(RemedyStatus.Open, (await ReadAsync<Finding>(PutAsync($"{Path}/verification", new RemedyVerificationRequest(false, "仍缺三户"), Finance))).Status);
        await ReadAsync<Finding>(PutAsync($"{Path}/report", new RemedyReportRequest("已补"), $"township:{North}"));
        Finding closed = await ReadAsync<Finding>(PutAsync($"{Path}/verification", new RemedyVerificationRequest(true), "supervision"));

        Assert.Equal((5, RemedyStatus.Closed), (closed.Revision, closed.Status));
        await ErrorsAsync(PutAsync($"{Path}/report", new RemedyReportRequest("再报"), $"township:{North}"), ProblemType.RuleBroken);
        Page<AuditRecord> trail = await GetAsync<Page<AuditRecord>>("audit?resource=inspections");
        Assert.Equal(
            ["PutInspection", "PutFinding", "PutFindingReport", "PutFindingVerification", "PutFindingReport", "PutFindingVerification"],
            trail.Items.OrderBy(entry => entry.Sequence).Select(entry => entry.Action));
        Assert.Equal("仍缺三户", (await GetAsync<Finding>($"{Path}?revision=3")).Remedy.Verification!.Note);
    }

    [Fact]
    public async Task Finding_Withdrawn_StaysOnRecordAndTakesNothingMore()
    {
        await InspectAsync();
        await ReadAsync<Finding>(PutAsync(Path, Against("party-day", South), Finance), HttpStatusCode.Created);
        await ErrorsAsync(SendAsync(HttpMethod.Delete, Path, role: Finance), ProblemType.Malformed);

        Finding withdrawn = await ReadAsync<Finding>(SendAsync(HttpMethod.Delete, $"{Path}?reason=核实无误", role: Finance));

        Assert.Equal((2, RemedyStatus.Withdrawn, "核实无误"), (withdrawn.Revision, withdrawn.Status, withdrawn.Withdrawn!.Reason));
        Assert.Equal(2, (await ReadAsync<Finding>(SendAsync(HttpMethod.Delete, $"{Path}?reason=又一次", role: Finance))).Revision);
        await ErrorsAsync(PutAsync(Path, Against("party-day", North), Finance), ProblemType.RuleBroken);
        await ErrorsAsync(PutAsync($"{Path}/report", new RemedyReportRequest("已补"), $"township:{South}"), ProblemType.RuleBroken);
    }

    [Theory]
    [InlineData("nothing", North, "$.project")]
    [InlineData("party-day", "nowhere", "$.township")]
    [InlineData("duty-north", South, "$.township")]
    public async Task Finding_AgainstWhoDoesNotHaveTheProject_IsRefused(string project, string township, string path)
    {
        await InspectAsync();

        Assert.Equal([path], await ErrorsAsync(PutAsync(Path, Against(project, township), Finance), ProblemType.Unacceptable));
    }

    [Fact]
    public async Task Finding_AgainstTheCallersOwnTownship_IsForSomebodyElse()
    {
        await InspectAsync();
        await ReadAsync<Finding>(PutAsync(Path, Against("party-day", North), Finance), HttpStatusCode.Created);
        await ReadAsync<Finding>(PutAsync($"{Path}/report", new RemedyReportRequest("已补"), $"township:{North}"));

        await ErrorsAsync(PutAsync($"{Path}/verification", new RemedyVerificationRequest(true), $"supervision committee:{North}"), ProblemType.Forbidden);
        await ErrorsAsync(SendAsync(HttpMethod.Delete, $"{Path}?reason=核实无误", role: $"{Finance} township:{North}"), ProblemType.Forbidden);
        await ErrorsAsync(PutAsync("inspections/i1/findings/f2", Against("party-day", North), $"{Finance} township:{North}"), ProblemType.Forbidden);

        Assert.Equal(RemedyStatus.Closed, (await ReadAsync<Finding>(PutAsync($"{Path}/verification", new RemedyVerificationRequest(true), $"supervision township:{South}"))).Status);
    }

    [Fact]
    public async Task Finding_PastDueOrOfAnotherOffice_IsRefused()
    {
        await InspectAsync();

        Assert.Equal(["$.due", "$.what"], await ErrorsAsync(PutAsync(Path, Against("party-day", North) with { Due = DateTimeOffset.UtcNow, What = "" }, Finance), ProblemType.Unacceptable));
        await ErrorsAsync(PutAsync(Path, Against("party-day", North), "supervision"), ProblemType.Forbidden);
        await ErrorsAsync(PutAsync("inspections/i2/findings/f1", Against("party-day", North), Finance), ProblemType.NotFound);
        Assert.Equal(["$.title", "$.to"], await ErrorsAsync(PutAsync("inspections/i2", Inspection with { Title = "", To = new DateOnly(2026, 10, 7) }, Finance), ProblemType.Unacceptable));
    }

    [Fact]
    public async Task List_FiltersAndPages_ShowEachWhatIsTheirs()
    {
        await InspectAsync();
        await ReadAsync<Inspection>(PutAsync("inspections/i2", Inspection, "supervision"), HttpStatusCode.Created);
        await ReadAsync<Finding>(PutAsync("inspections/i1/findings/f1", Against("party-day", North), Finance), HttpStatusCode.Created);
        await ReadAsync<Finding>(PutAsync("inspections/i1/findings/f2", Against("party-day", South), Finance), HttpStatusCode.Created);
        await ReadAsync<Finding>(PutAsync("inspections/i2/findings/f1", Against("duty-north", North), "supervision"), HttpStatusCode.Created);
        await ReadAsync<Finding>(PutAsync("inspections/i2/findings/f1/report", new RemedyReportRequest("已改"), $"township:{North}"));

        Assert.Equal("i1/f1 i1/f2 i2/f1", await ListAsync("findings", "county"));
        Assert.Equal("i1/f1 i2/f1", await ListAsync("findings", $"township:{North}"));
        Assert.Equal("i1/f1 i1/f2", await ListAsync("findings", Finance));
        Assert.Equal("i2/f1", await ListAsync("findings?status=reported", "supervision"));
        Assert.Equal("i1/f2", await ListAsync($"findings?township={South}&overdue=false&project=party-day", "supervision"));
        Assert.Equal("", await ListAsync("findings?overdue=true", "county"));
        Page<Finding> first = await GetAsync<Page<Finding>>("findings?top=2");
        Assert.Equal("i2/f1", await ListAsync($"findings?top=2&continuation={first.Continuation}", "county"));
        Assert.Equal(["i1", "i2"], (await GetAsync<Page<Inspection>>("inspections")).Items.Select(one => one.Id.Value));
        Assert.Equal(["i1"], (await ReadAsync<Page<Inspection>>(SendAsync(HttpMethod.Get, "inspections", role: Finance))).Items.Select(one => one.Id.Value));
        Assert.Equal(["township"], await ErrorsAsync(GetAsync("findings?township=No"), ProblemType.Malformed));
    }

    private async Task<string> ListAsync(string path, string role) =>
        string.Join(' ', (await ReadAsync<Page<Finding>>(SendAsync(HttpMethod.Get, path, role: role))).Items.Select(one => $"{one.Inspection}/{one.Id}"));

    private async Task InspectAsync()
    {
        await StoreProjectsAsync();
        await ReadAsync<Inspection>(PutAsync("inspections/i1", Inspection, Finance), HttpStatusCode.Created);
    }

    private Task<HttpResponseMessage> PutAsync<T>(string path, T body, string role) => SendAsync(HttpMethod.Put, path, Json(body), role);
}
