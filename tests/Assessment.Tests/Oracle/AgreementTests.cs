using Yuekao.Assessment.Tests.Oracle.Adapter;
using Yuekao.Assessment.Tests.Oracle.Random;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Oracle;

/// <summary>The library and the second implementation agree on 10,000 random pools: 500 schemes, 20 pools each.</summary>
public sealed class AgreementTests
{
    private const int SchemesABatch = 50;
    private const int PoolsAScheme = 20;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    public void Assess_RandomPoolsOfRandomSchemes_AgreesWithTheOracle(int batch)
    {
        for (var seed = batch * SchemesABatch; seed < (batch + 1) * SchemesABatch; seed++)
            Agree(seed);
    }

    private static void Agree(int seed)
    {
        var dice = new Dice(seed);
        var plain = new RandomSchemes(dice).Next();
        var period = Period.Of("2026-01").Plus(dice.Between(0, 40));
        var pools = Dice.Times(PoolsAScheme, _ => new RandomPools(dice, plain, period.Days).Next());
        var scheme = Scheme.Load(SchemeJson.Of(plain)).Required();

        var verdicts = LibraryVerdict.Of(scheme, pools.Select(pool => PoolInputs.Of(plain, pool, period)).ToList());

        foreach (var (index, pool) in pools.Index())
            if (OracleVerdict.Of(plain, pool).DifferencesTo(verdicts[index]).Count > 0)
                Assert.Fail(Disagreement.Describe(seed, index, plain, scheme, pool, period));
    }
}
