using Yuekao.App.Tests.Stages.Seal;

namespace Yuekao.App.Tests.Stages.Feedback.Actions;

public sealed class DueActionActivityTests(AppFixture app) : DueActionTest(app)
{
    [Fact]
    public async Task Open_FromResults_IsWhatPeopleMustDo_AndOnce()
    {
        SampleCycle cycle = await OpenAsync();
        PoolResult result = await Services.GetRequiredService<PoolResults>().ReadAsync(cycle.Key, cycle.Pool.Id, Cancellation);
        int again = await Activities.OpenDueActions(new PoolPublication(cycle.Key, cycle.Pool.Id, SampleCycle.PublishedAt.AddDays(1)), Cancellation);

        IReadOnlyList<DueAction> all = await AllAsync();

        Assert.Equal(
            result.Consequences.Due.Where(one => one.Consequence.Id.Value is "talk" or "adjust" or "train").Select(one => $"{cycle.Key.Scheme}~2026-10~{one.Consequence.Id}~{one.Subject}").Order(StringComparer.Ordinal),
            all.Select(one => one.Id));
        Assert.Equal(all.Count, again);
        Assert.All(all, one => Assert.Equal((SampleCycle.PublishedAt, cycle.Context.Times.RectifyBy(SampleCycle.PublishedAt), DueActionStatus.Open), (one.OpenedAt, one.Due, one.Status)));
        Assert.All(all, one => Assert.Equal(one.Action == ConsequenceAction.Training ? $"township:{cycle.Pool.Id}" : "county", one.Owner));
        DueAction talk = all.First(one => one.Action == ConsequenceAction.AdmonitionTalk);
        Assert.Equal((GradeId.Of("poor"), "较差"), (talk.Grade!.Value, talk.GradeTitle!.ZhCn));
    }

    [Fact]
    public async Task Count_SoonAndOverdue_EachTellsOnceWhoOwes()
    {
        SampleCycle cycle = await OpenAsync();
        DueAction[] all = [.. await AllAsync()];
        await EnsureAsync(ReportAsync(all.First(one => one.Action == ConsequenceAction.AdmonitionTalk), Body()));
        (int county, int township) = (all.Count(one => one.Owner == "county") - 1, all.Count(one => one.Owner != "county"));
        DateTimeOffset due = all[0].Due;

        IReadOnlyList<DueActionCount> early = await CountAsync(due.AddDays(-8));
        IReadOnlyList<DueActionCount> soon = await CountAsync(due.AddDays(-7));
        IReadOnlyList<DueActionCount> sameRunAgain = await CountAsync(due.AddDays(-7));
        IReadOnlyList<DueActionCount> overdue = await CountAsync(due);
        IReadOnlyList<DueActionCount> later = await CountAsync(due.AddDays(1));

        Assert.Empty(early);
        Assert.Equal([new DueActionCount("county", county, due, 0), new DueActionCount($"township:{cycle.Pool.Id}", township, due, 0)], soon);
        Assert.Equal(soon, sameRunAgain);
        Assert.Equal([new DueActionCount("county", 0, null, county), new DueActionCount($"township:{cycle.Pool.Id}", 0, null, township)], overdue);
        Assert.Empty(later);

        Task<IReadOnlyList<DueActionCount>> CountAsync(DateTimeOffset at) => Activities.CountDueActions(new CycleMoment(cycle.Key, at), Cancellation);
    }

    [Fact]
    public async Task FollowAppeal_ThatBettersTheGrade_DropsWhatTheOldOneAskedFor_ButNotWhatARankDid()
    {
        SampleCycle cycle = await OpenAsync();
        PoolResult result = await Services.GetRequiredService<PoolResults>().ReadAsync(cycle.Key, cycle.Pool.Id, Cancellation);
        DueAction[] before = [.. await AllAsync()];
        SubjectId appellant = await AppealAsync(cycle, result);

        IReadOnlyList<DueAction> after = await AllAsync();
        Assert.Equal(["adjust", "talk"], after.Where(one => one.Status == DueActionStatus.Dropped).Select(one => one.Consequence.Value));
        Assert.All(after.Where(one => one.Status == DueActionStatus.Dropped), one => Assert.Equal((appellant, "申诉更正了考核结果"), (one.Subject, one.Dropped!.Reason)));
        Assert.Equal(before.Length, after.Count);
    }

    [Fact]
    public async Task FollowAppeal_ThatBettersTheGrade_OpensWhatTheNewOneAsksFor_Once()
    {
        SampleCycle cycle = await OpenAsync(change: scheme => scheme with
        {
            Consequences = [Consequence("praise", new GradeTrigger { Grade = GradeId.Of("excellent") }, ConsequenceAction.Training), .. WithActions(scheme).Consequences],
        });
        PoolResult result = await Services.GetRequiredService<PoolResults>().ReadAsync(cycle.Key, cycle.Pool.Id, Cancellation);
        SubjectId appellant = await AppealAsync(cycle, result);

        AppealOutcome outcome = (await Services.GetRequiredService<AppealOutcomes>().FindAsync(cycle.Key, appellant, Cancellation))!;
        DueAction opened = Assert.Single(await AllAsync(), one => one.Subject == appellant && one.Consequence == ConsequenceId.Of("praise"));
        Assert.Equal(GradeId.Of("excellent"), outcome.Decided!.Decided.Grade);
        Assert.Equal((GradeId.Of("excellent"), cycle.Context.Times.RectifyBy(SampleCycle.PublishedAt), DueActionStatus.Open), (opened.Grade, opened.Due, opened.Status));
    }

    /// <summary>The best of the poor who were scored appeals, and full marks make more of them; it is followed up twice.</summary>
    private async Task<SubjectId> AppealAsync(SampleCycle cycle, PoolResult result)
    {
        SubjectId appellant = result.Decided.Outcomes.Where(one => one.Grade == GradeId.Of("poor") && one.Proposed.Rank is not null).MinBy(one => one.Proposed.Rank)!.Proposed.Entry.Subject;
        await SealedArchive.AppealAsync(Services, cycle, result, appellant);
        await Activities.FollowAppeal(new SettledAppeal(cycle.Key, appellant, SampleCycle.PublishedAt), Cancellation);
        await Activities.FollowAppeal(new SettledAppeal(cycle.Key, appellant, SampleCycle.PublishedAt), Cancellation);
        return appellant;
    }
}
