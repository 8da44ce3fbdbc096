namespace Yuekao.Local.SampleCounty.Month;

/// <summary>How well villages and cadres do, in percent: most of it lasts from month to month, so that a year has its good and its weak.</summary>
internal sealed class Qualities(int seed, Period period)
{
    private readonly Dictionary<string, int> lasting = [];

    /// <summary>How well one does in one item this period: 0 to 100.</summary>
    public int Of(string who, ItemId item)
    {
        if (!lasting.TryGetValue(who, out int average))
            lasting.Add(who, average = new Dice(seed, who).Between(55, 95));
        return Math.Clamp(average + new Dice(seed, $"{who} {item} {period}").Between(-20, 20), 0, 100);
    }
}
