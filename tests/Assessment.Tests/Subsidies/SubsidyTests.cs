using Yuekao.Assessment.Decisions;
using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Subsidies;
using Yuekao.Assessment.Tests.Support;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Subsidies;

public sealed class SubsidyTests
{
    private static readonly Reward Fixed = new FixedReward { Amount = new(20_000), FundedBy = Tier.County };

    [Fact]
    public void Compute_FixedReward_PaysByGrade()
    {
        var lines = Compute(Paying(Fixed), Pool(150_003, 150_003, 150_003, 150_003, 150_003)).Lines;

        // 20% of 150,003 fen is 30,000.6: 30,001 assessed and 120,002 paid regardless.
        Assert.Equal([170_003, 150_003, 150_003, 150_003, 120_002], lines.Select(line => line.Paid.Amount));
        Assert.Equal([0, 0, 0, 0, 30_001], lines.Select(line => line.Kept.Amount));
        Assert.Equal([30_001], lines.Select(line => line.Assessed.Amount).Distinct());
        Assert.Equal(RewardFunding.External, lines[0].Funding);
    }

    [Fact]
    public void Compute_PooledReward_SharesWhatThePoorAreNotPaidInRosterOrder()
    {
        // Ten subjects, two excellent, two poor: 2 × 101 fen withheld, and one fen odd where it is 203.
        var lines = Compute(Paying(new PooledReward()), Pool(100, 100, 100, 100, 100, 100, 100, 100, 505, 510)).Lines;

        Assert.Equal([102, 101], lines.Take(2).Select(line => line.Reward.Amount));
        Assert.Equal([404, 408], lines.TakeLast(2).Select(line => line.Paid.Amount));
        Assert.All(lines, line => Assert.Equal(Fen.Zero, line.Kept));
    }

    [Fact]
    public void Compute_PooledRewardWithoutExcellent_KeepsTheMoney()
    {
        var pool = Make.Pool(90, 90, 90, null);
        var ledger = Compute(Paying(new PooledReward()), pool with { Roster = [.. pool.Roster.Select(entry => entry with { BaseSubsidy = new(1_000) })] });

        Assert.Equal([1_000, 1_000, 1_000, 800], ledger.Lines.Select(line => line.Paid.Amount));
        Assert.Equal(200, ledger.Reconcile().County.Kept.Amount);
    }

    [Theory]
    [InlineData(SubsidyTreatment.Pay, 5_000, 0)]
    [InlineData(SubsidyTreatment.Prorate, 4_323, 677)]
    [InlineData(SubsidyTreatment.Withhold, 4_000, 1_000)]
    public void Compute_NotAssessed_IsTreatedAsTheSchemeSays(SubsidyTreatment treatment, long paid, long kept)
    {
        var scheme = Paying(new PooledReward(), new() { ShortService = treatment });
        var pool = Pool(5_000, 5_000, 5_000);
        var ledger = Compute(scheme, pool with { Roster = [pool.Roster[0] with { DaysServed = 10 }, .. pool.Roster.Skip(1)] });

        Assert.Equal((paid, kept), (ledger.Lines[0].Paid.Amount, ledger.Lines[0].Kept.Amount));
        Assert.Equal(NotAssessedReason.ShortService, ledger.Lines[0].Reason);
        Assert.Equal(Fen.Zero, ledger.Lines[1].Reward);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(1_000_000_000_000)]
    public void Compute_OddAndExtremeBases_Reconcile(long amount)
    {
        foreach (var reward in new[] { Fixed, new PooledReward() })
        {
            var ledger = Compute(Paying(reward), Pool([.. Enumerable.Repeat(amount, 7)]));

            Assert.True(ledger.Reconcile().Balances);
            Assert.Equal(7 * amount, ledger.Reconcile().County.Base.Amount);
        }
    }

    [Fact]
    public void Combine_Townships_ReconcilesEachAndTheCounty()
    {
        var scheme = Paying(Fixed);
        Ledger[] ledgers = [.. Enumerable.Range(1, 7).Select(township => Compute(scheme, Township(Pool(150_003, 99_999, 150_001, 7, 0), township)))];

        var reconciliation = Ledger.Combine(ledgers).Reconcile();

        Assert.Equal(7, reconciliation.Townships.Count);
        Assert.True(reconciliation.Balances);
        Assert.Equal(7 * 20_000, reconciliation.County.External.Amount);
        Assert.Throws<ArgumentException>(() => Ledger.Combine([]));
        Assert.Throws<ArgumentException>(() => Ledger.Combine([ledgers[0], ledgers[1] with { Period = Period.Of("2026-11") }]));
    }

    [Fact]
    public void Compute_ThirdsOfAFenThroughAYear_NeverDrift()
    {
        var random = new Random(12);
        var (scheme, paid, due) = (Paying(new PooledReward()), 0L, 0L);
        for (var month = 1; month <= 12; month++)
        {
            var period = Period.Of($"2026-{month:00}");
            var pool = Pool([.. Enumerable.Range(0, 98).Select(_ => (long)random.Next(0, 400_001))]) with { Period = period };
            var sums = Compute(scheme, pool).Reconcile().County;
            paid += sums.Paid.Amount + sums.Kept.Amount;
            due += pool.Roster.Sum(entry => entry.BaseSubsidy.Amount);
        }

        Assert.Equal(due, paid);
    }

    [Fact]
    public void Compute_PoolOfTheCounty_PassesMoneyFromTownshipToTownship()
    {
        var scheme = Scheme.From(Paying(new PooledReward()).Document with { Pool = Tier.County }).Required();
        var pool = Pool(1_000, 1_000, 1_000, 1_000, 1_000);
        var reconciliation = Compute(scheme, pool with { Roster = [.. pool.Roster.Select((entry, place) => entry with { Township = TownshipId.Of(place == 0 ? "a" : "b") })] }).Reconcile();

        Assert.True(reconciliation.Balances);
        Assert.Equal([200, -200], reconciliation.Townships.Select(township => township.PassedOn.Amount));
    }

    [Theory]
    [InlineData("fixed", 50_000, 30_000, 20_000)]
    [InlineData("pooled", 60_000, 0, 60_000)]
    public void Correct_PoorMadeExcellent_BooksTheDifferenceAsItsOwnLine(string reward, long difference, long fromKept, long external)
    {
        var scheme = Paying(reward == "fixed" ? Fixed : new PooledReward());
        var pool = Pool([.. Enumerable.Repeat(150_000L, 5)]);
        var sealedPool = Make.Approve(scheme, pool);
        var ledger = Subsidy.Compute(scheme, sealedPool);
        var appeal = Assert.IsType<AppealDecided>(Appeals.Recompute(scheme, pool, sealedPool, new() { Appellant = Make.Subject(4), Readings = [Make.Reading("work", 4, ReadingValue.Of(99))] }));

        var correction = Subsidy.Correct(scheme, ledger, appeal);

        // Pooled: the 30,000 withheld went to the one excellent subject, who loses nothing; the appellant gets 30,000 and as much reward again.
        Assert.Equal((difference, fromKept, external), (correction.Difference.Amount, correction.FromKept.Amount, correction.External.Amount));
    }

    [Fact]
    public void Compute_SchemeWithoutSubsidy_Throws()
    {
        var scheme = Make.Scheme();

        Assert.Throws<ArgumentException>(() => Subsidy.Compute(scheme, Make.Approve(scheme, Make.Pool(90))));
    }

    private static Scheme Paying(Reward reward, NotAssessedPay? notAssessed = null) => Make.Scheme(change: document => document with
    {
        NotAssessed = new() { MinimumDays = 15 },
        Subsidy = new()
        {
            AssessedShare = Share.Of(0.2m),
            Reward = reward,
            NotAssessed = notAssessed ?? new(),
            Grades = [new() { Grade = Make.Excellent, Paid = Share.Of(1), Rewarded = true }, new() { Grade = Make.Fair, Paid = Share.Of(1) }, new() { Grade = Make.Poor, Paid = Share.Of(0) }],
        },
    });

    /// <summary>A pool in order of score, with these base subsidies.</summary>
    private static PoolInput Pool(params long[] bases)
    {
        var pool = Make.Pool([.. bases.Select((_, place) => (decimal?)(98.5m - (place * 0.5m)))]);
        return pool with { Roster = [.. bases.Select((amount, place) => Make.Entry(place, amount))] };
    }

    private static PoolInput Township(PoolInput pool, int township) =>
        pool with { Roster = [.. pool.Roster.Select(entry => entry with { Township = TownshipId.Of($"t{township}") })] };

    private static Ledger Compute(Scheme scheme, PoolInput pool) => Subsidy.Compute(scheme, Make.Approve(scheme, pool));
}
