using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Tests.Support;

namespace Yuekao.Assessment.Tests.Properties;

/// <summary>Runs a property over many random schemes and pools; a failure names the seed that repeats it.</summary>
internal static class Cases
{
    public static void ForEach(int count, Action<Scheme, PoolInput, Random> property)
    {
        for (var seed = 0; seed < count; seed++)
        {
            var random = new Random(seed);
            var scheme = RandomScheme.Create(random);
            for (var pool = 0; pool < 5; pool++)
            {
                var input = RandomPool.Create(scheme, random);
                try
                {
                    property(scheme, input, random);
                }
                catch (Exception failure)
                {
                    throw new InvalidOperationException($"Seed {seed}, pool {pool}: {failure.Message}", failure);
                }
            }
        }
    }
}
