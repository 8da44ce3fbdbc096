using Yuekao.Assessment.Tests.Oracle.Plain;

namespace Yuekao.Assessment.Tests.Oracle.Random;

/// <summary>Schemes with every kind of item, component, rule and grading in every mixture.</summary>
internal sealed class RandomSchemes(Dice dice)
{
    public static readonly string[] Sources = ["township", "department:a", "department:b"];

    private readonly RandomItems items = new(dice);

    public PlainScheme Next()
    {
        // Large maxima in many components: sums that do not fit 64 bits.
        var isLarge = dice.Chance(15);
        var grading = NextGrading();
        var weights = dice.Parts(dice.Chance(50) ? 100 : 10_000, isLarge ? 6 : dice.Between(1, 3), 1);
        var unit = weights.Sum() / 100m;
        var all = new List<PlainItem>();
        var components = weights.Select((weight, index) => NextComponent($"c{index}", weight / unit, isLarge ? 900_000 : 30, all)).ToList();
        var gateOnly = Dice.Times(dice.Between(0, 3), index => items.ForGateOnly($"g{index}"));
        var gate = gateOnly.Concat(all.Where(item => item is { Kind: not "level", Source: not null } && dice.Chance(20))).Select(items.Condition).ToList();
        var bonus = NextRules("b");
        var deductions = NextRules("d");
        return new()
        {
            Items = [.. gateOnly, .. all],
            Gate = gate,
            Components = components,
            Bonus = bonus,
            Deductions = deductions,
            Vetoes = NextVetoes(grading),
            TieBreakers = NextTieBreakers(all, components, bonus, deductions),
            Grading = grading,
            LeaveStaysOut = dice.Chance(70),
            SuspendedStayOut = dice.Chance(70),
            MinimumDays = dice.Pick(0, 0, 1, 15, 31),
            Subsidy = grading.Kind == "ranking" || dice.Chance(20) ? null : NextSubsidy(grading),
        };
    }

    private PlainComponent NextComponent(string id, decimal weight, int most, List<PlainItem> all)
    {
        var raters = dice.Chance(30) ? dice.Shuffled(Sources).Take(dice.Between(1, 3)).ToList() : [];
        var shares = raters.Count > 0 && dice.Chance(60) ? dice.Parts(100, raters.Count, 1) : null;
        var own = Dice.Times(dice.Between(1, 4), index => items.Scored($"{id}.i{index}", raters.Count > 0 ? null : dice.Pick(Sources), most));
        all.AddRange(own);
        return new(id, weight, own.Select(item => item.Id).ToList(), raters.Select((rater, index) => (rater, (decimal?)shares?[index])).ToList());
    }

    private PlainObservationRules? NextRules(string prefix)
    {
        if (dice.Chance(40))
            return null;
        var rules = Dice.Times(dice.Between(1, 3), index => NextRule($"{prefix}{index}"));
        return new(dice.Amount(12), rules);
    }

    private PlainObservationRule NextRule(string id)
    {
        decimal? cap = dice.Chance(50) ? dice.Amount(6) : null;
        return dice.Between(0, 2) switch
        {
            0 => new(id, cap, dice.Chance(40), dice.Amount(4), [], null),
            1 => new(id, cap, dice.Chance(40), null, items.Levels(), null),
            _ => new(id, cap, dice.Chance(40), null, [], dice.Amount(5)),
        };
    }

    private Dictionary<string, string?> NextVetoes(PlainGrading grading)
    {
        var outcomes = grading.Kind == "ranking" ? [null] : grading.Grades.Skip(1).Select(grade => (string?)grade.Id).ToList();
        return outcomes.Count == 0 ? [] : Dice.Times(dice.Between(0, 2), index => $"v{index}").ToDictionary(id => id, _ => dice.Pick(outcomes));
    }

    private List<string> NextTieBreakers(List<PlainItem> scored, List<PlainComponent> components, PlainObservationRules? bonus, PlainObservationRules? deductions)
    {
        IEnumerable<string> possible =
        [
            .. scored.Select(item => $"item {item.Id}"),
            .. components.Select(component => $"component {component.Id}"),
            .. bonus is null ? Array.Empty<string>() : ["bonus"],
            .. deductions is null ? Array.Empty<string>() : ["deductions"],
        ];
        return dice.Shuffled(dice.Some(possible, dice.Pick(0, 15, 40)));
    }

    private PlainGrading NextGrading()
    {
        if (dice.Chance(30))
            return new("quota", [("excellent", 0.2m), ("fair", 0.6m), ("poor", 0.2m)], "fair");
        if (dice.Chance(15))
            return new("ranking", [], Selects: dice.Chance(30) ? null : dice.Between(1, 60));
        var names = Dice.Times(dice.Between(1, 5), index => $"grade{index}");
        if (dice.Chance(50))
        {
            var shares = dice.Parts(dice.Pick(10, 100, 10_000), names.Count, 0);
            return new("quota", names.Select((name, index) => (name, shares[index] / (decimal)shares.Sum())).ToList(), dice.Pick(names));
        }

        var starts = Dice.Times(names.Count - 1, _ => dice.Amount(110)).Distinct().OrderDescending().Append(0).ToList();
        return new("thresholds", starts.Select((start, index) => (names[index], start)).ToList());
    }

    private PlainSubsidy NextSubsidy(PlainGrading grading)
    {
        var paid = Dice.Times(grading.Grades.Count, _ => dice.Pick(0m, 0.3333m, 0.5m, 0.75m, 1m)).OrderDescending().ToList();
        var rewarded = dice.Chance(20) ? 0 : dice.Between(1, grading.Grades.Count);
        var pooled = rewarded > 0 && dice.Chance(50);
        return new(
            dice.Pick(0m, 0.2m, 0.2m, 0.3333m, 1m),
            grading.Grades.Select((grade, index) => (grade.Id, Pay: (paid[index], index < rewarded))).ToDictionary(one => one.Id, one => one.Pay),
            rewarded > 0 && !pooled ? dice.Between(1, 30_000) : null,
            pooled,
            new[] { "onLeave", "suspended", "shortService" }.ToDictionary(reason => reason, _ => dice.Pick("pay", "prorate", "withhold")));
    }
}
