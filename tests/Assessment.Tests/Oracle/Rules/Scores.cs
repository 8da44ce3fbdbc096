using Yuekao.Assessment.Tests.Oracle.Plain;

namespace Yuekao.Assessment.Tests.Oracle.Rules;

/// <summary>What a subject's score is made of.</summary>
internal static class Scores
{
    public static Fraction Total(PlainScheme scheme, PlainPool pool, PlainSubject subject)
    {
        var there = scheme.Components.Where(component => Left(pool, component).Count > 0).ToList();
        var weights = Fraction.Sum(there.Select(component => Fraction.Of(component.Weight)));
        var sum = there.Count == 0 ? 0 : Fraction.Sum(there.Select(component => Component(scheme, pool, component, subject))) * 100 / weights;
        return sum + Observed(scheme.Bonus, subject) - Observed(scheme.Deductions, subject);
    }

    /// <summary>What the items gave of what they could have given, times the weight.</summary>
    public static Fraction Component(PlainScheme scheme, PlainPool pool, PlainComponent component, PlainSubject subject)
    {
        var items = Left(pool, component).Select(scheme.Item).ToList();
        if (items.Count == 0)
            return 0;
        var given = Fraction.Sum(items.Select(item => Item(scheme, pool, item, subject)));
        return given / Fraction.Sum(items.Select(item => Fraction.Of(item.Maximum))) * Fraction.Of(component.Weight);
    }

    /// <summary>What one item gave: by its source, or the weighted mean of its raters.</summary>
    public static Fraction Item(PlainScheme scheme, PlainPool pool, PlainItem item, PlainSubject subject)
    {
        if (pool.Waived.Contains(item.Id))
            return 0;
        var raters = scheme.Components.Single(component => component.Items.Contains(item.Id)).Raters;
        if (raters.Count == 0)
            return Points.Of(item, Assessed.Reading(pool, item, subject));
        var rated = raters.Select(rater => Points.Of(item, Assessed.Reading(pool, item, subject, rater.Source)) * Fraction.Of(rater.Weight ?? 1));
        return Fraction.Sum(rated) / Fraction.Sum(raters.Select(rater => Fraction.Of(rater.Weight ?? 1)));
    }

    /// <summary>What the noted facts add or take, each rule and all of them capped.</summary>
    public static Fraction Observed(PlainObservationRules? rules, PlainSubject subject)
    {
        if (rules is null)
            return 0;
        var sum = Fraction.Sum(rules.Rules.Select(rule => ByRule(rule, subject.Noted.Where(one => one.Rule == rule.Id).ToList())));
        return Fraction.Least(sum, Fraction.Of(rules.Cap));
    }

    private static Fraction ByRule(PlainObservationRule rule, List<PlainObservation> noted)
    {
        var each = noted.Select(one => Fraction.Of(rule.Points ?? one.Points ?? rule.Levels.Single(level => level.Name == one.Level).Points)).ToList();
        var sum = rule.OnlyHighest ? each.DefaultIfEmpty(0).Max() : Fraction.Sum(each);
        return rule.Cap is { } cap ? Fraction.Least(sum, Fraction.Of(cap)) : sum;
    }

    private static List<string> Left(PlainPool pool, PlainComponent component) => component.Items.Except(pool.Waived).ToList();
}
