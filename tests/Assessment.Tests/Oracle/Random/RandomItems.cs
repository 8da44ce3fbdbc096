using Yuekao.Assessment.Tests.Oracle.Plain;

namespace Yuekao.Assessment.Tests.Oracle.Random;

/// <summary>Items of every kind, conditions on them, and readings for them.</summary>
internal sealed class RandomItems(Dice dice)
{
    /// <summary>An item of any kind; a check or points give at most so many points.</summary>
    public PlainItem Scored(string id, string? source, int most)
    {
        var ofVillage = dice.Chance(40);
        return dice.Between(0, 3) switch
        {
            0 => new(id, "check", source, ofVillage, dice.Amount(most), []),
            1 => new(id, "points", source, ofVillage, dice.Amount(most), []),
            2 => Measure(id, source, ofVillage),
            _ => Level(id, source, ofVillage),
        };
    }

    public PlainItem ForGateOnly(string id) =>
        new(id, dice.Pick("check", "check", "measure"), dice.Pick(RandomSchemes.Sources), dice.Chance(40), 0, [], dice.Chance(50));

    public PlainCondition Condition(PlainItem item) => item switch
    {
        { Kind: "check" } => new(item.Id),
        { Kind: "points" } => new(item.Id, AtLeast: dice.Pick(0, Math.Floor(item.Maximum / 2))),
        { LowerIsBetter: true } => new(item.Id, AtMost: dice.Between(50, 100)),
        _ => new(item.Id, AtLeast: dice.Between(0, 50)),
    };

    public List<PlainStep> Levels()
    {
        var points = Dice.Times(dice.Between(1, 4), _ => dice.Amount(12)).OrderDescending().ToList();
        return points.Select((one, index) => new PlainStep(0, $"l{index}", one)).ToList();
    }

    /// <summary>The readings that one pool chooses from for one item: few, so that subjects tie, or many.</summary>
    public List<object> Palette(PlainItem item, int percentNotMet) =>
        Dice.Times(item.Kind == "check" ? 40 : dice.Pick(1, 2, 3, 30), _ => Value(item, percentNotMet));

    private object Value(PlainItem item, int percentNotMet) => item.Kind switch
    {
        "check" => dice.Chance(percentNotMet) ? "notMet" : dice.Pick("met", "met", "notApplicable"),
        "points" => dice.Chance(60) ? dice.Pick(0, item.Maximum) : dice.Between(0, (int)(item.Maximum * 100)) / 100m,
        "measure" => dice.Chance(60) ? dice.Between(-5, 105) : dice.Between(-500, 10_500) / 100m,
        _ => dice.Pick(item.Steps).Name,
    };

    private PlainItem Measure(string id, string? source, bool ofVillage)
    {
        var lower = dice.Chance(40);
        var starts = Dice.Times(dice.Between(1, 5), _ => (decimal)dice.Between(-2, 100)).Distinct().Order().ToList();
        var points = starts.Select(_ => dice.Chance(15) ? 0 : dice.Amount(15)).Order().ToList();
        points[^1] = Math.Max(points[^1], 1);
        if (lower)
            points.Reverse();
        return new(id, "measure", source, ofVillage, points.Max(), starts.Select((start, index) => new PlainStep(start, "", points[index])).ToList(), lower);
    }

    private PlainItem Level(string id, string? source, bool ofVillage)
    {
        var levels = Levels();
        return new(id, "level", source, ofVillage, levels[0].Points, levels);
    }
}
