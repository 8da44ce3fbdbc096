using Yuekao.Assessment.Tests.Oracle.Plain;

namespace Yuekao.Assessment.Tests.Oracle.Rules;

/// <summary>The order of those who have a score: groups of equals, the best group first.</summary>
internal static class Ranking
{
    public static List<List<PlainSubject>> Groups(PlainScheme scheme, PlainPool pool, List<PlainSubject> scored)
    {
        var groups = Split([scored], subject => Scores.Total(scheme, pool, subject));
        foreach (var breaker in scheme.TieBreakers)
            groups = Split(groups, subject => Number(scheme, pool, subject, breaker));
        return groups;
    }

    private static List<List<PlainSubject>> Split(List<List<PlainSubject>> groups, Func<PlainSubject, Fraction> number) =>
        groups
            .SelectMany(group => group.Count == 1 ? [group] : group.GroupBy(number).OrderByDescending(equals => equals.Key).Select(equals => equals.ToList()))
            .ToList();

    private static Fraction Number(PlainScheme scheme, PlainPool pool, PlainSubject subject, string breaker) => breaker.Split(' ') switch
    {
        ["item", var item] => Scores.Item(scheme, pool, scheme.Item(item), subject),
        ["component", var id] => Scores.Component(scheme, pool, scheme.Components.Single(component => component.Id == id), subject),
        ["bonus"] => Scores.Observed(scheme.Bonus, subject),
        ["deductions"] => 0 - Scores.Observed(scheme.Deductions, subject),
        _ => throw new ArgumentException(breaker),
    };
}
