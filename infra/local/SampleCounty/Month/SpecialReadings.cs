namespace Yuekao.Local.SampleCounty.Month;

/// <summary>What one township's month has beside the ordinary.</summary>
internal sealed class SpecialReadings
{
    private const int GatedPercent = 2;
    private const int Twins = 4;

    private readonly HashSet<(ItemId Item, string Who)> notMet = [];
    private readonly Dictionary<SubjectId, SubjectId> twins = [];

    /// <summary>Whether a check is not met.</summary>
    public bool Fails(ItemId item, string who) => notMet.Contains((item, who));

    /// <summary>Whose readings a cadre's are copied from, so that the two tie exactly; the cadre's own, mostly.</summary>
    public SubjectId ModelOf(SubjectId cadre) => twins.GetValueOrDefault(cadre, cadre);

    /// <summary>Whether a cadre is half of an exact tie, which an observation would break.</summary>
    public bool IsTwin(SubjectId cadre) => twins.ContainsKey(cadre) || twins.ContainsValue(cadre);

    public static SpecialReadings Choose(SchemeDocument scheme, IReadOnlyList<SamplePosting> serving, Dice dice)
    {
        var special = new SpecialReadings();
        ILookup<ItemLevel, ItemId> checks = (scheme.Gate?.Conditions ?? [])
            .Join(scheme.Items.OfType<CheckItem>(), condition => condition.Item, item => item.Id, (_, item) => item)
            .ToLookup(item => item.Level, item => item.Id);
        VillageId failing = dice.Pick(serving).Village;
        if (checks[ItemLevel.Village].ToList() is { Count: > 0 } villageChecks)
            special.notMet.Add((dice.Pick(villageChecks), failing.Value));
        if (checks[ItemLevel.Subject].ToList() is { Count: > 0 } subjectChecks)
            foreach (SamplePosting gated in dice.PickSome(serving, 1 + (serving.Count * GatedPercent / 100)))
                special.notMet.Add((dice.Pick(subjectChecks), gated.Cadre.Value));
        special.ChooseTwins(serving, failing, dice);
        return special;
    }

    // Twins share their village, and with it all readings of village level.
    private void ChooseTwins(IReadOnlyList<SamplePosting> serving, VillageId failing, Dice dice)
    {
        var pairs = serving
            .Where(posting => posting.Village != failing && !notMet.Any(one => one.Who == posting.Cadre.Value))
            .GroupBy(posting => posting.Village)
            .Select(village => village.DistinctBy(posting => posting.Cadre).ToList())
            .Where(village => village.Count > 1)
            .ToList();
        foreach (List<SamplePosting> pair in dice.PickSome(pairs, Twins))
            twins.Add(pair[1].Cadre, pair[0].Cadre);
    }
}
