namespace Yuekao.Assessment.Tests.Oracle.Random;

/// <summary>Seeded chance: one seed, one case, on any machine.</summary>
internal sealed class Dice(int seed)
{
    private readonly System.Random random = new(seed);

    public bool Chance(int percent) => random.Next(100) < percent;

    /// <summary>A whole number, both ends inclusive.</summary>
    public int Between(int least, int most) => random.Next(least, most + 1);

    public T Pick<T>(params IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    public List<T> Some<T>(IEnumerable<T> choices, int percent) => choices.Where(_ => Chance(percent)).ToList();

    public List<T> Shuffled<T>(IEnumerable<T> all) => all.OrderBy(_ => random.Next()).ToList();

    public static List<T> Times<T>(int count, Func<int, T> make) => Enumerable.Range(0, count).Select(make).ToList();

    /// <summary>A positive amount: mostly whole, so that sums tie, else with decimals.</summary>
    public decimal Amount(int most) => Chance(70) ? Between(1, most) : Between(1, most * 100) / 100m;

    /// <summary>Whole parts of a whole, each at least so much.</summary>
    public List<int> Parts(int whole, int count, int least)
    {
        var cuts = Times(count - 1, _ => Between(0, whole - (least * count))).Order().Append(whole - (least * count)).ToList();
        return cuts.Select((cut, index) => cut - (index == 0 ? 0 : cuts[index - 1]) + least).ToList();
    }
}
