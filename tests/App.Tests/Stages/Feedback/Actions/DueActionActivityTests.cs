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
    public async Task Drop_AfterAnAppealThatBettersTheGrade_LeavesWhatARankAskedFor()
    {
        SampleCycle cycle = await OpenAsync();
        PoolResult result = await Services.GetRequiredService<PoolResults>().ReadAsync(cycle.Key, cycle.Pool.Id, Cancellation);
        DueAction[] before = [.. await AllAsync()];
        // The last of those who were scored: full marks make more of them.
        SubjectId appellant = result.Decided.Outcomes.Where(one => one.Grade == GradeId.Of("poor") && one.Proposed.Rank is not null).MinBy(one => one.Proposed.Rank)!.Proposed.Entry.Subject;
        await SealedArchive.AppealAsync(Services, cycle, result, appellant);

        await Activities.DropDueActions(new SubjectRef(cycle.Key, appellant), Cancellation);
        await Activities.DropDueActions(new SubjectRef(cycle.Key, appellant), Cancellation);

        IReadOnlyList<DueAction> after = await AllAsync();
        Assert.Equal(["adjust", "talk"], after.Where(one => one.Status == DueActionStatus.Dropped).Select(one => one.Consequence.Value));
        Assert.All(after.Where(one => one.Status == DueActionStatus.Dropped), one => Assert.Equal((appellant, "申诉更正了考核结果"), (one.Subject, one.Dropped!.Reason)));
        Assert.Equal(before.Length, after.Count);
    }
}
