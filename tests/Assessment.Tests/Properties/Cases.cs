using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Tests.Support;

namespace Yuekao.Assessment.Tests.Properties;

/// <summary>Runs a property over many random schemes and pools; a failure names the seed that repeats it.</summary>
internal static class Cases
{
    private const int PoolsAScheme = 5;

    /// <summary>Runs it over every case.</summary>
    public static void ForEach(int count, Action<Scheme, PoolInput, Random> property) => ForEach(count, leastShare: 1, (scheme, input, random) =>
    {
        property(scheme, input, random);
        return true;
    });

    /// <summary>Runs it over every case that it speaks of, which must be enough of them: a property of nothing always holds.</summary>
    /// <param name="count">The schemes.</param>
    /// <param name="leastShare">How many of the cases it must speak of at least.</param>
    /// <param name="property">Returns false for a case that it does not speak of.</param>
    public static void ForEach(int count, double leastShare, Func<Scheme, PoolInput, Random, bool> property)
    {
        var spokenOf = 0;
        for (var seed = 0; seed < count; seed++)
        {
            var random = new Random(seed);
            var scheme = RandomScheme.Create(random);
            for (var pool = 0; pool < PoolsAScheme; pool++)
            {
                var input = RandomPool.Create(scheme, random);
                try
                {
                    spokenOf += property(scheme, input, random) ? 1 : 0;
                }
                catch (Exception failure)
                {
                    throw new InvalidOperationException($"Seed {seed}, pool {pool}: {failure.Message}", failure);
                }
            }
        }

        Assert.True(spokenOf >= count * PoolsAScheme * leastShare, $"The property speaks of {spokenOf} of {count * PoolsAScheme} cases.");
    }
}
