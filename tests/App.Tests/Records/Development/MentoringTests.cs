namespace Yuekao.App.Tests.Records.Development;

public sealed class MentoringTests(AppFixture app) : DevelopmentTest(app)
{
    private const string Path = "cadres/c1/mentoring";

    private static readonly Mentor Leader = new(MentorKind.Leadership, "孙立新", "党委副书记", Joined);
    private static readonly Mentor Backbone = new(MentorKind.Backbone, "周敏", "党建办主任", Joined);

    private static MentorTalkRequest Talk(DateOnly on, string topics = "思想和工作情况") => new(on, MentorKind.Backbone, topics, "信心不足", "已谈心");

    [Fact]
    public async Task Talks_TellWhenTheNextIsDue()
    {
        MentoringStanding before = await StandingAsync("c1");
        await NameAsync();
        await ReadAsync<MentorTalk>(PutAsync($"{Path}/talks/t1", Talk(Today.AddDays(-40)), Own), HttpStatusCode.Created);
        MentoringStanding overdue = await StandingAsync("c1");
        await ReadAsync<MentorTalk>(PutAsync($"{Path}/talks/t2", Talk(Today.AddDays(-30)), Own), HttpStatusCode.Created);
        MentoringStanding inTime = await StandingAsync("c1");

        Assert.Equal((70, true, null), (before.OverdueDays, before.LacksMentor, before.LastTalk));
        Assert.Equal((10, false), (overdue.OverdueDays, overdue.LacksMentor));
        Assert.Equal((0, Today, Today.AddDays(-30)), (inTime.OverdueDays, inTime.DueOn, inTime.LastTalk));
        Assert.Equal(["c2"], (await GetAsync<Page<MentoringStanding>>("mentoring?overdue=true")).Items.Select(one => one.Person.Value));
        Assert.Equal(["c2"], (await ReadAsync<Page<MentoringStanding>>(SendAsync(HttpMethod.Get, "mentoring", role: Other))).Items.Select(one => one.Person.Value));
    }

    [Fact]
    public async Task Talk_PutRightAndWithdrawn_KeepsItsRevisionsAndDoesNotCount()
    {
        await NameAsync();
        await ReadAsync<MentorTalk>(PutAsync($"{Path}/talks/t1", Talk(Today.AddDays(-5)), Own), HttpStatusCode.Created);
        MentorTalk right = await ReadAsync<MentorTalk>(PutAsync($"{Path}/talks/t1", Talk(Today.AddDays(-6)), Own));
        MentorTalk same = await ReadAsync<MentorTalk>(PutAsync($"{Path}/talks/t1", Talk(Today.AddDays(-6)), Own));
        Assert.Equal((2, 2, "周敏"), (right.Revision, same.Revision, right.MentorName));
        Assert.Equal("帮带谈话（机关骨干周敏）：思想和工作情况", Assert.Single(await ReadFileAsync("c1", "&kind=talk")).Title.ZhCn);

        MentorTalk withdrawn = await ReadAsync<MentorTalk>(SendAsync(HttpMethod.Delete, $"{Path}/talks/t1?reason=记错人", role: Own));

        Assert.Equal((3, "记错人"), (withdrawn.Revision, withdrawn.Withdrawn!.Reason));
        await ErrorsAsync(PutAsync($"{Path}/talks/t1", Talk(Today), Own), ProblemType.RuleBroken);
        Assert.Null((await StandingAsync("c1")).LastTalk);
        IReadOnlyList<FileEntry> filed = await ReadFileAsync("c1", "&kind=talk");
        Assert.Equal((2, filed[1].Id), (filed.Count, filed[0].SupersededBy));
    }

    [Fact]
    public async Task Talk_SameAgainUnderAnotherMentor_ChangesNothing()
    {
        await NameAsync();
        await ReadAsync<MentorTalk>(PutAsync($"{Path}/talks/t1", Talk(Today.AddDays(-5)), Own), HttpStatusCode.Created);
        await ReadAsync<Mentoring>(PutAsync(Path, new MentoringRequest([Leader, Backbone with { Name = "赵敏", From = Today }]), Own));

        MentorTalk same = await ReadAsync<MentorTalk>(PutAsync($"{Path}/talks/t1", Talk(Today.AddDays(-5)), Own));

        Assert.Equal((1, "周敏"), (same.Revision, same.MentorName));
        Assert.Equal(["$.mentor"], await ErrorsAsync(PutAsync($"{Path}/talks/t1", Talk(Today.AddDays(-4)), Own), ProblemType.Unacceptable));
    }

    [Fact]
    public async Task Bad_AreToldAllAtOnce()
    {
        Assert.Equal(["$.mentors"], await ErrorsAsync(PutAsync(Path, new MentoringRequest([Leader]), Own), ProblemType.Unacceptable));
        MentoringRequest clash = new([Leader, Leader with { Name = "", From = Today }, Backbone with { Name = Leader.Name, To = Joined.AddDays(-1) }]);
        Assert.Equal(["$.mentors[1].name", "$.mentors[1].from", "$.mentors[2].to"], await ErrorsAsync(PutAsync(Path, clash, Own), ProblemType.Unacceptable));
        await NameAsync();
        Assert.Equal(["$.on", "$.topics"], await ErrorsAsync(PutAsync($"{Path}/talks/t1", Talk(Today.AddDays(1), topics: ""), Own), ProblemType.Unacceptable));
        Assert.Equal(["$.mentor"], await ErrorsAsync(PutAsync($"{Path}/talks/t1", Talk(Joined.AddDays(-1)), Own), ProblemType.Unacceptable));
        await ErrorsAsync(PutAsync("cadres/c3/mentoring", new MentoringRequest([Leader, Backbone]), Own), ProblemType.NotFound);
        await ErrorsAsync(PutAsync($"{Path}/talks/t1", Talk(Today), Other), ProblemType.Forbidden);
        await ErrorsAsync(PutAsync($"{Path}/talks/t1", Talk(Today), $"{Own} cadre:c1"), ProblemType.Forbidden);
        Assert.Equal(2, (await ReadAsync<Mentoring>(SendAsync(HttpMethod.Get, Path, role: "cadre:c1"))).Mentors.Count);
    }

    private async Task NameAsync() => await ReadAsync<Mentoring>(PutAsync(Path, new MentoringRequest([Leader, Backbone]), Own), HttpStatusCode.Created);

    private async Task<MentoringStanding> StandingAsync(string person) => (await GetAsync<Page<MentoringStanding>>("mentoring")).Items.Single(one => one.Person.Value == person);
}
