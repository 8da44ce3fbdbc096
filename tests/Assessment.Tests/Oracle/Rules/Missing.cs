using Yuekao.Assessment.Tests.Oracle.Plain;

namespace Yuekao.Assessment.Tests.Oracle.Rules;

/// <summary>The readings that are needed and not there. The baseline comes first: whoever fails it is not scored and needs no scoring reading.</summary>
internal static class Missing
{
    public static List<(string Item, string Source, string About)> Of(PlainScheme scheme, PlainPool pool)
    {
        var needed =
            from subject in pool.Roster
            where Assessed.WhyNot(scheme, pool, subject) is null
            let baseline = scheme.Gate.Select(condition => condition.Item).ToList()
            let gated = Assessed.FailedConditions(scheme, pool, subject).Count > 0
            from item in scheme.Items
            where !pool.Waived.Contains(item.Id)
            where baseline.Contains(item.Id) || !gated
            from source in Sources(scheme, item)
            select (item.Id, source, item.OfVillage ? subject.Village : subject.Id);
        return needed.Distinct().Where(one => !pool.Readings.ContainsKey(one)).ToList();
    }

    private static IEnumerable<string> Sources(PlainScheme scheme, PlainItem item) =>
        item.Source is { } source ? [source] : scheme.Components.Single(component => component.Items.Contains(item.Id)).Raters.Select(rater => rater.Source);
}
