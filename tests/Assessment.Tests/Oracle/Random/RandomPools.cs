using Yuekao.Assessment.Tests.Oracle.Plain;

namespace Yuekao.Assessment.Tests.Oracle.Random;

/// <summary>Pools of 0 to 120 subjects for a scheme: ties, gated, vetoed, waived, not assessed, and now and then a reading that is missing.</summary>
internal sealed class RandomPools(Dice dice, PlainScheme scheme, int periodDays)
{
    public PlainPool Next()
    {
        var size = dice.Pick(dice.Between(0, 5), dice.Between(0, 12), dice.Between(6, 40), dice.Between(40, 120));
        var villages = dice.Between(1, Math.Max(1, size / 3));
        var usual = dice.Pick(0L, 1, 199_999, dice.Between(1, 500_000));
        var percentNoted = dice.Pick(0, 10, 40);
        var roster = Dice.Times(size, index => NextSubject($"s{index}", $"v{dice.Between(1, villages)}", usual, percentNoted));
        var waived = NextWaived();
        return new(periodDays, roster, NextReadings(roster, waived), waived);
    }

    private PlainSubject NextSubject(string id, string village, long usual, int percentNoted)
    {
        int? inPost = dice.Chance(85) ? null : dice.Between(0, periodDays);
        return new(
            id,
            village,
            dice.Chance(90) ? "serving" : dice.Pick("onLeave", "suspended"),
            inPost,
            dice.Chance(85) ? null : dice.Between(0, inPost ?? periodDays),
            dice.Chance(80) ? usual : dice.Pick(0L, 3, 1_000_000_000_000 - dice.Between(0, 9), dice.Between(1, 500_000)),
            NextObservations(percentNoted));
    }

    private List<string> NextWaived()
    {
        var scored = scheme.Components.SelectMany(component => component.Items).ToList();
        var kept = dice.Pick(scored);
        return dice.Some(scheme.Items.Select(item => item.Id).Where(id => id != kept), dice.Pick(0, 0, 10, 40));
    }

    private Dictionary<(string, string, string), object> NextReadings(List<PlainSubject> roster, List<string> waived)
    {
        var readings = new Dictionary<(string, string, string), object>();
        var percentNotMet = dice.Pick(0, 0, 3, 10, 50, 100);
        var percentMissing = dice.Chance(5) ? 3 : 0;
        foreach (var item in scheme.Items)
        {
            var palette = new RandomItems(dice).Palette(item, percentNotMet);
            var raters = scheme.Components.FirstOrDefault(component => component.Items.Contains(item.Id))?.Raters ?? [];
            var sources = raters.Count > 0 ? raters.Select(rater => rater.Source) : [item.Source!];
            var abouts = roster.Select(subject => item.OfVillage ? subject.Village : subject.Id).Distinct().ToList();
            foreach (var source in sources)
                foreach (var about in abouts)
                    if (!dice.Chance(waived.Contains(item.Id) ? 50 : percentMissing))
                        readings[(item.Id, source, about)] = dice.Pick(palette);
        }

        return readings;
    }

    private List<PlainObservation> NextObservations(int percent)
    {
        var rules = (scheme.Bonus?.Rules ?? []).Concat(scheme.Deductions?.Rules ?? []).ToList();
        return
        [
            .. dice.Some(rules.Concat(rules), percent).Select(NextObservation),
            .. dice.Some(scheme.Vetoes.Keys, percent / 10).Select(veto => new PlainObservation(veto)),
        ];
    }

    private PlainObservation NextObservation(PlainObservationRule rule) => new(
        rule.Id,
        rule.Levels.Count > 0 ? dice.Pick(rule.Levels).Name : null,
        rule.Maximum is { } most ? dice.Between(1, (int)(most * 100)) / 100m : null);
}
