using Yuekao.Assessment.Outcomes;
using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Scoring;

/// <summary>The scheme's bonus, deduction and veto rules, by id.</summary>
internal sealed class ObservationPlan(SchemeDocument document, GradeId[] grades)
{
    private readonly Dictionary<RuleId, ObservationRule> bonus = ById(document.Bonus);
    private readonly Dictionary<RuleId, ObservationRule> deductions = ById(document.Deductions);
    private readonly Dictionary<RuleId, VetoRule> vetoes = document.Vetoes.ToDictionary(veto => veto.Id);

    /// <summary>Checks one observation.</summary>
    /// <returns>Null, or a code and what is wrong.</returns>
    public (string Code, LocalizableString Message)? Problem(Observation observation, Period period)
    {
        var rule = RuleOf(observation.Rule);
        var sources = rule?.Sources ?? (vetoes.TryGetValue(observation.Rule, out var veto) ? veto.Sources : null);
        if (sources is null)
            return ("unknown-rule", $"'{observation.Rule}' is not a bonus, deduction or veto rule of this scheme.");
        if (!sources.Contains(observation.Source))
            return ("wrong-source", $"'{observation.Source}' may not note '{observation.Rule}': it must be one of {string.Join(", ", sources)}.");
        if (!period.Contains(observation.On))
            return ("wrong-day", $"{observation.On:O} is not in {period}: it must be from {period.FirstDay:O} to {period.LastDay:O}.");
        return rule switch
        {
            LevelObservationRule level when level.Levels.All(one => one.Id != observation.Level) =>
                ("unknown-level", $"'{observation.Level}' is not a level of '{rule.Id}': it must be one of {string.Join(", ", level.Levels.Select(one => one.Id))}."),
            not LevelObservationRule when observation.Level is not null => ("not-allowed", $"'{observation.Rule}' has no levels: leave the level out."),
            RangeObservationRule range when observation.Points is not { Hundredths: > 0 } points || points > range.Maximum =>
                ("out-of-range", $"{observation.Points?.ToString() ?? "0"} points do not fit '{rule.Id}': it must be above 0 and at most {range.Maximum}."),
            not RangeObservationRule when observation.Points is not null => ("not-allowed", $"'{observation.Rule}' sets its own points: leave the points out."),
            _ => null,
        };
    }

    /// <summary>What one subject's observations add, take and veto.</summary>
    /// <param name="observations">Valid observations of one subject, in any order.</param>
    public Observed Count(IReadOnlyList<Observation> observations)
    {
        if (observations.Count == 0)
            return Observed.Nothing;
        var ordered = observations.OrderBy(one => one.On).ThenBy(one => one.Id, StringComparer.Ordinal).ToList();
        var vetoed = ordered.Where(one => vetoes.ContainsKey(one.Rule)).ToList();
        return new(
            Sum(ordered, bonus, document.Bonus?.Cap),
            Sum(ordered, deductions, document.Deductions?.Cap),
            vetoed,
            CodeOf([.. vetoed.Select(one => vetoes[one.Rule])]));
    }

    private ObservationRule? RuleOf(RuleId id) => bonus.GetValueOrDefault(id) ?? deductions.GetValueOrDefault(id);

    /// <summary>The worst of several; a bound where none of them settles the outcome.</summary>
    private byte CodeOf(VetoRule[] noted)
    {
        var worst = noted.Select(CodeOf).DefaultIfEmpty().Max();
        return noted.Length > 0 && noted.All(veto => veto.Standing is not null) ? (byte)(worst | PoolFrame.AtBest) : worst;
    }

    private byte CodeOf(VetoRule veto) => veto.Outcome is { } outcome ? (byte)(Array.IndexOf(grades, outcome) + 1) : PoolFrame.Unranked;

    private static ObservationSum Sum(List<Observation> observations, Dictionary<RuleId, ObservationRule> rules, Points? cap)
    {
        var lines = observations.Where(one => rules.ContainsKey(one.Rule)).Select(one => new ObservationLine(one, PointsOf(rules[one.Rule], one))).ToList();
        var counted = lines.GroupBy(line => line.Observation.Rule).Sum(group => OneRule(rules[group.Key], group));
        return lines.Count == 0 ? ObservationSum.Nothing : new(lines, Points.FromHundredths(Math.Min(counted, cap!.Value.Hundredths)));
    }

    private static long OneRule(ObservationRule rule, IEnumerable<ObservationLine> lines)
    {
        var hundredths = lines.Select(line => line.Points.Hundredths);
        var counted = rule.Counting == Counting.Highest ? hundredths.Max() : hundredths.Sum();
        return Math.Min(counted, rule.Cap?.Hundredths ?? long.MaxValue);
    }

    private static Points PointsOf(ObservationRule rule, Observation observation) => rule switch
    {
        FixedObservationRule one => one.Points,
        LevelObservationRule one => one.Levels.First(level => level.Id == observation.Level).Points,
        _ => observation.Points!.Value,
    };

    private static Dictionary<RuleId, ObservationRule> ById(ObservationRules? rules) => rules?.Rules.ToDictionary(rule => rule.Id) ?? [];
}

/// <summary>What one subject's observations come to; the veto as a <see cref="PoolFrame"/> codes it, the worst of several.</summary>
internal sealed record Observed(ObservationSum Bonus, ObservationSum Deductions, IReadOnlyList<Observation> Vetoes, byte VetoCode)
{
    public static Observed Nothing { get; } = new(ObservationSum.Nothing, ObservationSum.Nothing, [], 0);
}
