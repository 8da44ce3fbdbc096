using Yuekao.Assessment.Bulk;
using Yuekao.Assessment.Outcomes;
using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Subsidies;
using Yuekao.Assessment.Tests.Support;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Properties;

public sealed class BulkProperties
{
    [Fact]
    public void Assess_ManyPools_GivesTheOutcomesOfEachPoolAlone()
    {
        var exact = 0;
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var scheme = RandomScheme.Create(random);
            var pools = Enumerable.Range(0, 6).Select(_ => RandomPool.Create(scheme, random)).ToList();

            var bulk = BulkAssessor.Assess(scheme, BulkInput.From(scheme, pools));

            Assert.Empty(bulk.IncompletePools);
            Assert.Equal(pools.SelectMany(pool => Alone(scheme, pool)), Enumerable.Range(0, bulk.Subjects).Select(subject => Of(bulk, subject)));
            exact += scheme.Plan.WeightsWithout(new HashSet<ItemId>()).Small is null ? 1 : 0;
        }

        // Both ways of counting were compared: in 64 bits, and without a bound.
        Assert.InRange(exact, 20, 200);
    }

    [Fact]
    public void Assess_PoolWithoutAReading_IsIncompleteAndLeavesTheOthersAlone()
    {
        var scheme = Make.Scheme();
        var whole = Make.Pool(90, 80, 70);
        var pools = new[] { whole, whole with { Readings = [.. whole.Readings.SkipLast(1)] }, whole };

        var bulk = BulkAssessor.Assess(scheme, BulkInput.From(scheme, pools));

        Assert.Equal([1], bulk.IncompletePools);
        Assert.Equal("eff---eff", Make.Letters(Enumerable.Range(0, 9).Select(bulk.GradeOf)));
    }

    private static IEnumerable<Outcome> Alone(Scheme scheme, PoolInput pool)
    {
        var decided = Make.Approve(scheme, pool);
        var ledger = scheme.Document.Subsidy is null ? null : Subsidy.Compute(scheme, decided);
        return decided.Outcomes.Index().Select(one => new Outcome(
            one.Item.Proposed.Kind, one.Item.Grade, one.Item.Proposed.Rank, one.Item.Selected, one.Item.Proposed.Explanation.Tie is not null, ledger?.Lines[one.Index].Paid ?? Fen.Zero));
    }

    private static Outcome Of(BulkResult bulk, int subject) =>
        new(bulk.KindOf(subject), bulk.GradeOf(subject), bulk.RankOf(subject), bulk.IsSelected(subject), bulk.IsTied(subject), bulk.PaidTo(subject));

    private sealed record Outcome(OutcomeKind Kind, GradeId? Grade, int? Rank, bool Selected, bool Tied, Fen Paid);
}
