namespace Yuekao.App.Tests.Stages.Settle;

public sealed class ConsequenceTests(AppFixture app) : ResultTest(app)
{
    private static readonly Consequence Supervision = new()
    {
        Id = ConsequenceId.Of("supervision"),
        Title = new LocalText { ZhCn = "现场督办" },
        When = new GradeTrigger { Grade = GradeId.Of("poor") },
        Action = ConsequenceAction.OnSiteSupervision,
    };

    [Fact]
    public async Task ListConsequences_ByRole_AreTheirPart()
    {
        SampleCycle cycle = await OpenAsync();
        (Pool one, Pool other) = (cycle.Context.Pools[0], cycle.Context.Pools[1]);
        PoolResult result = await RecordAsync(cycle, one);

        Assert.Equal(404, await StatusAsync(cycle, $"{cycle.Path}/consequences", $"township:{one.Id}"));
        Assert.Equal(404, await StatusAsync(cycle, $"{cycle.Path}/consequences", $"meeting:{other.Id}"));
        Assert.Equal(result.Consequences.Due.Count, (await ReadPagesAsync<ConsequenceLine>(cycle, $"{cycle.Path}/consequences", 7, $"meeting:{one.Id}")).Count);
        PoolResult second = await RecordAsync(cycle, other);
        await cycle.PublishAsync(one);
        await cycle.PublishAsync(other);

        IReadOnlyList<ConsequenceLine> all = await ReadPagesAsync<ConsequenceLine>(cycle, $"{cycle.Path}/consequences", 7);
        IReadOnlyList<ConsequenceLine> own = await ReadPagesAsync<ConsequenceLine>(cycle, $"{cycle.Path}/consequences", 7, $"township:{other.Id}");

        Assert.Equal(result.Consequences.Due.Concat(second.Consequences.Due).Select(due => due.Subject), all.Select(line => line.Subject.Id));
        Assert.Equal(second.Consequences.Due.Select(due => due.Subject), own.Select(line => line.Subject.Id));
        Assert.All(all, line => Assert.Equal((Supervision.Id, ConsequenceAction.OnSiteSupervision, false), (line.Consequence, line.Action, line.Superseded)));
    }

    [Fact]
    public async Task ListConsequences_AfterAnAppeal_MarkWhoseResultWasSuperseded()
    {
        SampleCycle cycle = await OpenAsync();
        AppealOutcome appeal = await ResultCases.CorrectAsync(cycle, Services, await RecordAsync(cycle));
        await SupersedeAsync(cycle, appeal);

        IReadOnlyList<ConsequenceLine> lines = await ReadPagesAsync<ConsequenceLine>(cycle, $"{cycle.Path}/consequences", 1000);

        Assert.Equal(appeal.Subject, Assert.Single(lines, line => line.Superseded).Subject.Id);
    }

    private Task<SampleCycle> OpenAsync() => SampleCycle.OpenAsync(Services, townships: 2, change: scheme => scheme with { Consequences = [Supervision] });
}
