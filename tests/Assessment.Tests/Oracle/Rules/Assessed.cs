using Yuekao.Assessment.Tests.Oracle.Plain;

namespace Yuekao.Assessment.Tests.Oracle.Rules;

/// <summary>Who is in the pool, and who of them meets the baseline.</summary>
internal static class Assessed
{
    /// <summary>Why a subject stays out of the pool; null for whoever is in it.</summary>
    public static string? WhyNot(PlainScheme scheme, PlainPool pool, PlainSubject subject)
    {
        if (scheme.SuspendedStayOut && subject.Status == "suspended")
            return "suspended";
        if (scheme.LeaveStaysOut && subject.Status == "onLeave")
            return "onLeave";
        if ((subject.Days ?? subject.InPost ?? pool.PeriodDays) < scheme.MinimumDays)
            return "shortService";
        return null;
    }

    /// <summary>Every condition of the gate that a subject fails, by the readings that are there.</summary>
    public static List<string> FailedConditions(PlainScheme scheme, PlainPool pool, PlainSubject subject) =>
        scheme.Gate
            .Where(condition => !pool.Waived.Contains(condition.Item))
            .Where(condition => pool.Readings.TryGetValue(Key(scheme.Item(condition.Item), subject), out var reading) && !Passes(condition, reading))
            .Select(condition => condition.Item)
            .ToList();

    private static bool Passes(PlainCondition condition, object reading)
    {
        if (reading is string word)
            return word != "notMet";
        var number = (decimal)reading;
        return !(number < condition.AtLeast) && !(number > condition.AtMost);
    }

    public static object Reading(PlainPool pool, PlainItem item, PlainSubject subject, string? rater = null) =>
        pool.Readings[Key(item, subject, rater)];

    private static (string, string, string) Key(PlainItem item, PlainSubject subject, string? rater = null) =>
        (item.Id, rater ?? item.Source!, item.OfVillage ? subject.Village : subject.Id);
}
