namespace Yuekao.App.Tests.Records.Development.Training;

public sealed class TrainingClassTests(AppFixture app) : TrainingTest(app)
{
    [Fact]
    public async Task Put_Class_IsAnnouncedAndReplacedByItsETagUntilHeld()
    {
        ClassSummary first = await AnnounceAsync("l1");
        await ErrorsAsync(SendAsync(HttpMethod.Put, "development/classes/l1", Json(Lecture with { Hours = 6 })), ProblemType.PreconditionRequired);
        (await ReplaceAsync("development/classes/l1", Json(Lecture with { Hours = 6 }))).EnsureSuccessStatusCode().Dispose();

        ClassSummary now = await ReadAsync<ClassSummary>(SendAsync(HttpMethod.Put, "development/classes/l1", Json(Lecture with { Hours = 6 })));

        Assert.Equal((1, ClassState.Planned, 0), (first.Revision, first.State, first.Figures.Enrolled));
        Assert.Equal((2, 6), (now.Revision, now.Content.Hours));
        Assert.Equal(8, (await GetAsync<ClassSummary>("development/classes/l1?revision=1")).Content.Hours);
    }

    [Fact]
    public async Task List_ByYearFormKindAndState_HasThose()
    {
        await HoldAsync("a", Lecture, Line("c1", 8));
        await AnnounceAsync("b", Lecture with { Form = TrainingForm.OnlineClass, Kind = EducationKind.Integrity });
        await AnnounceAsync("c", Lecture with { From = new DateOnly(2025, 12, 31), To = new DateOnly(2026, 1, 2) });

        Assert.Equal(["a", "b", "c"], await IdsAsync(""));
        Assert.Equal(["a", "b"], await IdsAsync("?year=2026"));
        Assert.Equal(["b"], await IdsAsync("?form=onlineClass"));
        Assert.Equal(["a", "c"], await IdsAsync("?kind=revolutionaryTradition"));
        Assert.Equal(["a"], await IdsAsync("?state=held"));
        Page<ClassSummary> page = await GetAsync<Page<ClassSummary>>("development/classes?top=2");
        Assert.Equal(["c"], await IdsAsync($"?top=2&continuation={page.Continuation}"));
        await ErrorsAsync(GetAsync("development/classes?year=2026-10"), ProblemType.Malformed);
    }

    [Fact]
    public async Task Put_EverythingWrong_ListsEachMistakeWithItsPath()
    {
        TrainingClassRequest wrong = Lecture with { Title = "", Place = "两\n行", To = Lecture.From.AddDays(-1), Hours = 401, CompletePercent = 0, Organizer = TownshipId.Of("nowhere") };

        Assert.Equal(
            ["$.title", "$.place", "$.to", "$.hours", "$.completePercent", "$.organizer"],
            await ErrorsAsync(SendAsync(HttpMethod.Put, "development/classes/l1", Json(wrong)), ProblemType.Unacceptable));
        Assert.Equal(
            ["$.to", "$.form"],
            await ErrorsAsync(
                SendAsync(HttpMethod.Put, "development/classes/l1", Json(Lecture with { To = Lecture.From.AddDays(400), Form = TrainingForm.OnlineClass, Organizer = T1 })), ProblemType.Unacceptable));
    }

    [Fact]
    public async Task Hold_BeforeItIsOverOrNoted_IsRefused_AndOnceHeldNothingIsEdited()
    {
        await AnnounceAsync("later", Lecture with { From = new DateOnly(2999, 1, 1), To = new DateOnly(2999, 1, 1) });
        await ErrorsAsync(SendAsync(HttpMethod.Put, "development/classes/later/held"), ProblemType.RuleBroken);
        await AnnounceAsync("l1");
        await ErrorsAsync(SendAsync(HttpMethod.Put, "development/classes/l1/held"), ProblemType.RuleBroken);
        await ReadAsync<ClassSummary>(SendAsync(HttpMethod.Put, "development/classes/l1/participants", List(Line("c1", 8), Line("c2"))));
        Assert.Equal(["$.participants[1]"], await ErrorsAsync(SendAsync(HttpMethod.Put, "development/classes/l1/held"), ProblemType.RuleBroken));
        await ReadAsync<ClassSummary>(ReplaceAsync("development/classes/l1/participants", List(Line("c1", 8), Line("c2", absence: "病假"))));

        ClassSummary held = await ReadAsync<ClassSummary>(SendAsync(HttpMethod.Put, "development/classes/l1/held"));
        ClassSummary again = await ReadAsync<ClassSummary>(SendAsync(HttpMethod.Put, "development/classes/l1/held"));

        Assert.Equal((ClassState.Held, new ClassFigures(2, 1, 1, 8), held.Revision), (held.State, held.Figures, again.Revision));
        await ErrorsAsync(ReplaceAsync("development/classes/l1/participants", List(Line("c1", 8), Line("c2", 8))), ProblemType.RuleBroken);
        await ErrorsAsync(ReplaceAsync("development/classes/l1", Json(Lecture with { Hours = 16 })), ProblemType.RuleBroken);
    }

    [Fact]
    public async Task Withdraw_LeavesItOnRecord_AndStaysSo()
    {
        await HoldAsync("l1", Lecture, Line("c1", 8));

        ClassSummary withdrawn = await ReadAsync<ClassSummary>(SendAsync(HttpMethod.Delete, "development/classes/l1?reason=重复登记"));
        ClassSummary again = await ReadAsync<ClassSummary>(SendAsync(HttpMethod.Delete, "development/classes/l1?reason=又一次"));

        Assert.Equal((ClassState.Withdrawn, "重复登记"), (withdrawn.State, again.Withdrawn!.Reason));
        await ErrorsAsync(ReplaceAsync("development/classes/l1", Json(Lecture)), ProblemType.RuleBroken);
        Assert.Equal(0, (await GetAsync<PersonTraining>("cadres/c1/training?year=2026")).Hours);
    }

    [Fact]
    public async Task Township_HoldsItsOwnSmallLecturesForItsOwnPeople()
    {
        TrainingClassRequest own = Lecture with { Organizer = T1 };
        await AnnounceAsync("l1", own, "township:t1");
        await AnnounceAsync("county", Lecture);

        await ErrorsAsync(SendAsync(HttpMethod.Put, "development/classes/l2", Json(own), "township:t2"), ProblemType.Forbidden);
        await ErrorsAsync(SendAsync(HttpMethod.Put, "development/classes/l1/participants", List(Line("d1")), "township:t2"), ProblemType.Forbidden);
        await ErrorsAsync(SendAsync(HttpMethod.Put, "development/classes/county/participants", List(Line("c1")), "township:t1"), ProblemType.Forbidden);
        await ErrorsAsync(SendAsync(HttpMethod.Delete, "development/classes/l1?reason=x", role: "township:t2"), ProblemType.Forbidden);
        Assert.Equal(
            ["$.participants[1].person"],
            await ErrorsAsync(SendAsync(HttpMethod.Put, "development/classes/l1/participants", List(Line("c1"), Line("d1")), "township:t1"), ProblemType.Unacceptable));
        await ReadAsync<ClassSummary>(SendAsync(HttpMethod.Put, "development/classes/l1/participants", List(Line("c1"), Line("d1"))));
        await ReadAsync<ClassSummary>(ReplaceAsync("development/classes/l1/participants", List(Line("c1", 8), Line("d1", 8)), "township:t1"));
        await ReadAsync<ClassSummary>(SendAsync(HttpMethod.Put, "development/classes/l1/held", role: "township:t1"));
    }

    private async Task<IEnumerable<string>> IdsAsync(string query) => (await GetAsync<Page<ClassSummary>>($"development/classes{query}")).Items.Select(one => one.Id.Value);
}
