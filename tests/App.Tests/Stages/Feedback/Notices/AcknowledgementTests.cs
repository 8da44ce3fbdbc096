namespace Yuekao.App.Tests.Stages.Feedback.Notices;

public sealed class AcknowledgementTests(AppFixture app) : NoticeTest(app)
{
    private readonly DateTimeOffset now = TimeProvider.System.GetUtcNow();

    private DateOnly Today => DateOnly.FromDateTime(now.UtcDateTime);

    [Fact]
    public async Task Put_ByTheCadre_AcknowledgesOnce()
    {
        (SampleCycle cycle, SubjectId subject) = await IssuedAsync();

        NoticeRecord first = await EnsureAsync<NoticeRecord>(AcknowledgeAsync(cycle, $"subjects/{subject}", $"cadre:{subject}"));
        NoticeRecord second = await EnsureAsync<NoticeRecord>(AcknowledgeAsync(cycle, $"subjects/{subject}", $"township:{TownshipOf(cycle)}"));

        Assert.NotNull(first.Acknowledgement);
        Assert.Null(first.Acknowledgement.Talk);
        Assert.InRange(first.Acknowledgement.At, now.AddMinutes(-1), now.AddHours(1));
        Assert.Equal(first.Acknowledgement, second.Acknowledgement);
        Assert.Equal(first.Acknowledgement, (await StoredAsync(cycle, subject)).Acknowledgement);
    }

    [Fact]
    public async Task Put_ByTheTownshipWithATalk_KeepsBoth()
    {
        (SampleCycle cycle, SubjectId subject) = await IssuedAsync();
        var talk = new Talk("组织委员 王强", Today, "肯定成绩，指出不足");

        NoticeRecord acknowledged = await EnsureAsync<NoticeRecord>(AcknowledgeAsync(cycle, $"subjects/{subject}", $"township:{TownshipOf(cycle)}", talk));

        Assert.Equal(talk, acknowledged.Acknowledgement!.Talk);
        Assert.Equal(talk, (await StoredAsync(cycle, subject)).Acknowledgement!.Talk);
    }

    [Fact]
    public async Task Put_TalkAfterTheCadreAcknowledged_IsAddedAndStands()
    {
        (SampleCycle cycle, SubjectId subject) = await IssuedAsync();
        NoticeRecord first = await EnsureAsync<NoticeRecord>(AcknowledgeAsync(cycle, $"subjects/{subject}", $"cadre:{subject}"));
        var talk = new Talk("组织委员 王强", Today);

        NoticeRecord told = await EnsureAsync<NoticeRecord>(AcknowledgeAsync(cycle, $"subjects/{subject}", $"township:{TownshipOf(cycle)}", talk));
        NoticeRecord again = await EnsureAsync<NoticeRecord>(AcknowledgeAsync(cycle, $"subjects/{subject}", $"cadre:{subject}", talk with { With = "别人" }));

        Assert.Equal(first.Acknowledgement! with { Talk = talk }, told.Acknowledgement);
        Assert.Equal(told.Acknowledgement, again.Acknowledgement);
    }

    [Fact]
    public async Task Put_ManyAtOnce_LetsOneStand()
    {
        (SampleCycle cycle, SubjectId subject) = await IssuedAsync();
        Talk[] talks = [.. Enumerable.Range(1, 8).Select(number => new Talk($"谈话人{number}", Today))];

        NoticeRecord[] answers = await Task.WhenAll(talks.Select(talk => EnsureAsync<NoticeRecord>(AcknowledgeAsync(cycle, $"subjects/{subject}", $"cadre:{subject}", talk))));

        Acknowledgement stands = (await StoredAsync(cycle, subject)).Acknowledgement!;
        Assert.All(answers, answer => Assert.Equal(stands, answer.Acknowledgement));
    }

    [Fact]
    public async Task Put_OfAVillage_IsForItsSecretaryAndTheTownship()
    {
        SampleCycle cycle = await OpenAsync();
        await IssueAsync(cycle, at: now);
        FrozenTownship township = cycle.Context.Frozen.Townships[0];
        VillageId village = township.Villages[0].Id;
        FrozenSubject[] cadres = [.. township.Subjects.Where(subject => subject.Entry.Village == village)];
        FrozenSubject secretary = cadres.First(subject => subject.Post is Post.Secretary or Post.SecretaryAndDirector);
        FrozenSubject member = cadres.First(subject => subject.Post is not (Post.Secretary or Post.SecretaryAndDirector));
        FrozenSubject stranger = township.Subjects.First(subject => subject.Entry.Village != village && subject.Post is Post.Secretary or Post.SecretaryAndDirector);

        foreach (string role in (string[])[$"cadre:{member.Entry.Subject}", $"cadre:{stranger.Entry.Subject}", "township:elsewhere"])
            await RefusedAsync(AcknowledgeAsync(cycle, $"villages/{village}", role), ProblemType.Forbidden);
        Assert.DoesNotContain(await StoredAsync(cycle), notice => notice.Acknowledgement is not null);
        NoticeRecord acknowledged = await EnsureAsync<NoticeRecord>(AcknowledgeAsync(cycle, $"villages/{village}", $"cadre:{secretary.Entry.Subject}"));
        await EnsureAsync<NoticeRecord>(AcknowledgeAsync(cycle, $"villages/{township.Villages[1].Id}", $"township:{township.Id}"));

        Assert.Equal((village, null), (acknowledged.Village, acknowledged.Subject));
        NoticeRecord[] stored = [.. (await StoredAsync(cycle)).Where(notice => notice.Acknowledgement is not null)];
        Assert.Equal(new HashSet<VillageId?> { village, township.Villages[1].Id }, stored.Select(notice => notice.Village).ToHashSet());
        Assert.Equal(acknowledged.Acknowledgement, stored.Single(notice => notice.Village == village).Acknowledgement);
    }

    [Fact]
    public async Task Put_BySomebodyElse_IsForbidden()
    {
        (SampleCycle cycle, SubjectId subject) = await IssuedAsync();

        foreach (string role in (string[])["cadre:c9999", "township:elsewhere", "county", $"meeting:{cycle.Pool.Id}", "finance"])
            await RefusedAsync(AcknowledgeAsync(cycle, $"subjects/{subject}", role), ProblemType.Forbidden);

        Assert.Null((await StoredAsync(cycle, subject)).Acknowledgement);
    }

    [Fact]
    public async Task Put_WrongTalk_IsRefusedWithEveryError()
    {
        (SampleCycle cycle, SubjectId subject) = await IssuedAsync();
        var talk = new Talk(" ", Today.AddDays(-1), new string('长', 2_001));

        ProblemDocument problem = await RefusedAsync(AcknowledgeAsync(cycle, $"subjects/{subject}", $"cadre:{subject}", talk), ProblemType.Unacceptable);
        await RefusedAsync(AcknowledgeAsync(cycle, $"subjects/{subject}", $"cadre:{subject}", new Talk("王强", Today.AddDays(2))), ProblemType.Unacceptable);

        Assert.Equal(["$.talk.note", "$.talk.on", "$.talk.with"], problem.Errors!.Select(error => error.Path).Order(StringComparer.Ordinal));
        Assert.Null((await StoredAsync(cycle, subject)).Acknowledgement);
    }

    [Fact]
    public async Task Put_BeforeTheResultsAreOut_IsNotFound()
    {
        SampleCycle cycle = await OpenAsync();
        SubjectId subject = First(await cycle.DecideAsync(cycle.Pool), OutcomeKind.Scored);

        await RefusedAsync(AcknowledgeAsync(cycle, $"subjects/{subject}", $"cadre:{subject}"), ProblemType.NotFound);
    }

    [Fact]
    public async Task Put_OfAnIssueThatIsNotTheLatest_LeavesTheLatestUnacknowledged()
    {
        (SampleCycle cycle, SubjectId subject) = await IssuedAsync();
        NoticeRecord read = await StoredAsync(cycle, subject);
        await Activities.ReissueAsync(new SubjectRef(cycle.Key, subject), Cancellation);

        Assert.False(await Store.TryAcknowledgeAsync(read, new Acknowledgement(now, "c", "c", Talk: null), Cancellation));

        Assert.Null((await StoredAsync(cycle, subject)).Acknowledgement);
    }

    [Fact]
    public async Task List_ByAcknowledged_PagesThroughThem()
    {
        (SampleCycle cycle, SubjectId subject) = await IssuedAsync();
        await EnsureAsync<NoticeRecord>(AcknowledgeAsync(cycle, $"subjects/{subject}", $"cadre:{subject}"));
        string path = $"townships/{TownshipOf(cycle)}/notices";
        int all = (await StoredAsync(cycle)).Count;

        Page<NoticeRecord> done = await ReadAsync<Page<NoticeRecord>>(cycle, $"{path}?acknowledged=true", $"township:{TownshipOf(cycle)}");
        var open = new List<NoticeRecord>();
        string? continuation = null;
        do
        {
            Page<NoticeRecord> page = await ReadAsync<Page<NoticeRecord>>(cycle, $"{path}?acknowledged=false&top=50{(continuation is null ? "" : $"&continuation={continuation}")}");
            Assert.InRange(page.Items.Count, 0, 50);
            open.AddRange(page.Items);
            continuation = page.Continuation;
        }
        while (continuation is not null);

        Assert.Equal([subject], done.Items.Select(notice => notice.Subject!.Value));
        Assert.Equal(all - 1, open.Select(notice => notice.Id).Distinct().Count());
        Assert.Equal(all - 1, open.Count);
        await RefusedAsync(SendAsync(HttpMethod.Get, $"{cycle.Path}/{path}", role: "township:elsewhere"), ProblemType.Forbidden);
    }

    private async Task<(SampleCycle Cycle, SubjectId Subject)> IssuedAsync()
    {
        SampleCycle cycle = await OpenAsync();
        return (cycle, First(await IssueAsync(cycle, at: now), OutcomeKind.Scored));
    }

    private static async Task<ProblemDocument> RefusedAsync(Task<HttpResponseMessage> sending, ProblemType expected)
    {
        using HttpResponseMessage response = await sending;
        return await Problem.OfAsync(response, expected);
    }
}
