using System.Text;
using Yuekao.Local.SampleCounty;

namespace Yuekao.App.Tests.Records.Projects;

public sealed class ProjectListTests(AppFixture app) : ProjectsTest(app)
{
    private const string Header = "project,title,kind,township,department,person,coResponsible,due,weight,state,milestones\n";

    [Fact]
    public async Task Put_AsCsv_IsTheListThatJsonHas()
    {
        await StoreProjectsAsync();

        using HttpResponseMessage csv = await GetAsync("projects", accept: "text/csv");
        byte[] table = await csv.Content.ReadAsByteArrayAsync(Cancellation);
        DocumentVersion again = await ReadAsync<DocumentVersion>(SendAsync(HttpMethod.Put, "projects", Bytes(table, "text/csv")));

        Assert.Equal(1, again.Version);
        Assert.Equal(JsonSerializer.Serialize(new ProjectList([PartyDay, Duty]), ApiJson.Options), JsonSerializer.Serialize(await GetAsync<ProjectList>("projects"), ApiJson.Options));
        Assert.Contains("m1 2026-10-20 建立台账; m2 2026-12-20 验收", Encoding.UTF8.GetString(table), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_SampleCountysList_Has26ProjectsAndADutyOfEachTownship()
    {
        (await SendAsync(HttpMethod.Put, "villages", Bytes(SampleCountyFiles.ReadCommitted(SampleCountyFiles.Villages), "text/csv"))).EnsureSuccessStatusCode().Dispose();
        DocumentVersion stored = await ReadAsync<DocumentVersion>(SendAsync(HttpMethod.Put, "projects", Bytes(SampleCountyFiles.ReadCommitted(SampleCountyFiles.Projects), "text/csv")), HttpStatusCode.Created);

        ProjectList list = await GetAsync<ProjectList>("projects");

        Assert.Equal(33, stored.Count);
        Assert.Equal(26, list.Projects.Count(project => project.Kind != ProjectKind.SecretaryDuty));
        Assert.Equal(6, list.Projects.Count(project => project.Kind == ProjectKind.Breakthrough));
        Assert.Equal(27, list.Of(TownshipId.Of("gaowan")).Count());
    }

    [Fact]
    public async Task Put_ListThatLeavesAProjectOut_IsRefused_AndEveryVersionIsKept()
    {
        await StoreProjectsAsync();
        Assert.Equal(["$.projects"], await ErrorsAsync(ReplaceAsync("projects", Json(new ProjectList([PartyDay]))), ProblemType.RuleBroken));

        (await ReplaceAsync("projects", Json(new ProjectList([PartyDay, Duty with { State = ProjectState.Stopped }])))).EnsureSuccessStatusCode().Dispose();

        Assert.Equal([2, 1], (await GetAsync<Page<DocumentVersion>>("projects/versions")).Items.Select(version => version.Version));
        Assert.Equal(ProjectState.Active, (await GetAsync<ProjectList>("projects?version=1")).Find(Duty.Id)!.State);
        Assert.Equal([PartyDay.Id], (await GetAsync<ProjectList>("projects")).Of(TownshipId.Of(North)).Select(project => project.Id));
    }

    [Fact]
    public async Task Put_SecondListWithoutSayingWhatItReplaces_NeedsIfMatch()
    {
        await StoreProjectsAsync();

        await ErrorsAsync(SendAsync(HttpMethod.Put, "projects", Json(new ProjectList([PartyDay with { Weight = 9 }, Duty]))), ProblemType.PreconditionRequired);
    }

    [Fact]
    public async Task Put_EverythingWrong_ListsEachMistakeWithItsPath()
    {
        await StorePlacesAsync();
        Project wrong = PartyDay with
        {
            Title = "",
            Person = "两\n行",
            Township = TownshipId.Of("nowhere"),
            Weight = 0,
            Department = SourceId.Township,
            CoResponsible = [SourceId.Of("department:finance"), SourceId.Of("department:finance")],
            Milestones = [new Milestone(MilestoneId.Of("m1"), "一；二", new DateOnly(2027, 1, 1)), new Milestone(MilestoneId.Of("m1"), "", new DateOnly(2026, 10, 1))],
        };

        Assert.Equal(
            [
                "$.projects[0].township", "$.projects[0].weight", "$.projects[0].title", "$.projects[0].person", "$.projects[0].department", "$.projects[0].coResponsible[1]",
                "$.projects[0].milestones[0].due", "$.projects[0].milestones[0].title", "$.projects[0].milestones[1].id", "$.projects[0].milestones[1].title", "$.projects[1].id",
            ],
            await ErrorsAsync(SendAsync(HttpMethod.Put, "projects", Json(new ProjectList([wrong, PartyDay]))), ProblemType.Unacceptable));
    }

    [Theory]
    [InlineData("p,题,listed,,department:a,人,,2026-12-01,x,active,", "2:9")]
    [InlineData("p,题,清单,,department:a,人,,2026-12-01,1,active,", "2:3")]
    [InlineData("p,题,清单项目,,department:a,人,b c,2026-12-01,1,推进中,", "2:7 2:7")]
    [InlineData("p,题,listed,,department:a,人,,2026-12-01,1,active,m1 2026-10-01 好；m2 二", "2:11")]
    public void Read_MalformedCells_AreNamedByLineAndField(string line, string places) => Assert.Equal(
        places, string.Join(' ', Assert.Throws<ProblemException>(() => new TableFormat<ProjectList>(new CsvFile(), new ProjectTable()).Read(Encoding.UTF8.GetBytes($"{Header}{line}\n"))).Errors.Select(error => error.Path)));

    [Fact]
    public void Check_WrongMilestoneInATable_IsNamedByItsCell()
    {
        Located<ProjectList> read = new TableFormat<ProjectList>(new CsvFile(), new ProjectTable()).Read(Encoding.UTF8.GetBytes($"{Header}p,题,listed,,department:a,人,,2026-10-01,1,active,m1 2026-10-01 好；m2 2026-11-01 晚\n"));

        ProblemError error = Assert.Single(ProjectRules.Check(read.Document, new HashSet<TownshipId>()));

        Assert.Equal(("$.projects[0].milestones[1].due", "2:11"), (error.Path, read.PlaceOf(error.Path)));
    }
}
