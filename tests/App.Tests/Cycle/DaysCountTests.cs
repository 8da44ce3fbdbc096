namespace Yuekao.App.Tests.Cycle;

/// <summary>Days count: each posting of a month is paid for its days, by the roster as it stands when collecting closes.</summary>
public sealed class DaysCountTests(AppFixture fixture)
{
    private static readonly SubjectId Newcomer = SubjectId.Of("newcomer");

    [Fact]
    public async Task Newcomer_FromThe17thOfNovember_IsPaidFourteenThirtieths()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture, period: "2026-11");
        await host.ChangeRosterAsync(host.Townships[0], roster => Add(roster, First(roster) with { Cadre = Newcomer, From = new(2026, 11, 17), BaseSubsidyFen = new(120_000) }));
        await PublishAsync(host);

        (long before, long total) = await PaidAsync(host, Newcomer);

        Assert.Equal((56_000, 56_000), (before, total));
    }

    [Fact]
    public async Task LeaverAndSuccessor_InOnePost_HaveThePostsMonthTogether()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture, period: "2026-11");
        Posting left = null!;
        await host.ChangeRosterAsync(host.Townships[0], roster =>
        {
            left = Last(roster) with { BaseSubsidyFen = new(100_001), To = new(2026, 11, 16) };
            return Add(Replace(roster, left), left with { Cadre = Newcomer, From = new(2026, 11, 17), To = null });
        });
        await PublishAsync(host);

        (long leaver, _) = await PaidAsync(host, left.Cadre);
        (long successor, _) = await PaidAsync(host, Newcomer);

        Assert.Equal(100_001, leaver + successor);
    }

    [Fact]
    public async Task Leaver_WhomTheRosterLearnsOfAfterTheOpening_IsPaidToTheLastDay()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture, period: "2026-11");
        await host.OpenAsync();
        Posting left = null!;
        await host.ChangeRosterAsync(host.Townships[0], roster =>
        {
            left = Last(roster) with { To = new(2026, 11, 20) };
            return Replace(roster, left);
        });
        await ReportAndDecideAsync(host);

        (long counted, _) = await PaidAsync(host, left.Cadre);

        Assert.Equal(((left.BaseSubsidyFen.Amount * 20 * 2) + 30) / 60, counted);
        await host.SealAsync();
        JsonElement verification = await host.GetAsync("county", $"{host.Path}/verification");
        Assert.True(verification.GetProperty("valid").GetBoolean(), verification.ToString());
    }

    [Fact]
    public async Task Transfer_InTheMiddle_ReadsWhereTheyServedLonger()
    {
        await using CycleHost host = await CycleHost.StartAsync(fixture, period: "2026-11");
        Posting moved = null!;
        VillageId other = default;
        await host.ChangeRosterAsync(host.Townships[0], roster =>
        {
            moved = Last(roster) with { To = new(2026, 11, 12) };
            other = roster.Postings.Select(posting => posting.Village!.Value).First(village => village != moved.Village);
            return Add(Replace(roster, moved), moved with { Village = other, From = new(2026, 11, 13), To = null, BaseSubsidyFen = new(moved.BaseSubsidyFen.Amount + 30_000) });
        });
        await PublishAsync(host);

        JsonElement line = await LineAsync(host, moved.Cadre);

        Assert.Equal(other.Value, line.GetProperty("subject").GetProperty("village").GetString());
        Assert.Equal(moved.BaseSubsidyFen.Amount + 18_000, line.GetProperty("base").GetInt64());
    }

    private static Posting First(Roster roster) => roster.Postings[0];

    private static Posting Last(Roster roster) => roster.Postings.Last(posting => posting.From < new DateOnly(2026, 11, 1) && posting is { To: null, Absence: null });

    private static Roster Add(Roster roster, Posting posting) => new([.. roster.Postings, posting]);

    private static Roster Replace(Roster roster, Posting posting) => new([.. roster.Postings.Select(one => one.Cadre == posting.Cadre && one.From == posting.From ? posting : one)]);

    private static async Task PublishAsync(CycleHost host)
    {
        await host.OpenAsync();
        await ReportAndDecideAsync(host);
    }

    private static async Task ReportAndDecideAsync(CycleHost host)
    {
        await host.SubmitAllAsync(isFinal: false);
        host.MoveTo(host.Times.CollectingDue);
        await host.UntilStepAsync(PoolPhase.Deciding);
        await host.DecideAsync(host.Townships[0].Value);
        await host.UntilAsync(progress => progress.Status?.Phase == CyclePhase.Appeals);
    }

    private static async Task<(long Base, long Total)> PaidAsync(CycleHost host, SubjectId subject)
    {
        JsonElement line = await LineAsync(host, subject);
        return (line.GetProperty("base").GetInt64(), line.GetProperty("total").GetInt64());
    }

    private static async Task<JsonElement> LineAsync(CycleHost host, SubjectId subject) => (await host.GetAsync("finance", $"{host.Path}/townships/{host.Townships[0]}/ledger"))
        .GetProperty("lines").EnumerateArray().Single(entry => entry.GetProperty("subject").GetProperty("id").GetString() == subject.Value);
}
