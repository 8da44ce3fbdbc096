namespace Yuekao.Assessment.Tests.Oracle.Rules;

/// <summary>What the periods of a year add up to.</summary>
internal static class Standing
{
    /// <summary>Whether each rule bars. A grade is null where the subject was not assessed.</summary>
    public static List<bool> Bars(List<(string Grade, bool FewerThan, int Periods)> rules, List<string?> grades) =>
        rules.Select(rule =>
        {
            var times = grades.Count(grade => grade == rule.Grade);
            return rule.FewerThan ? times < rule.Periods : times >= rule.Periods;
        }).ToList();

    /// <summary>With so many periods still to come: barred or eligible when neither the best nor the worst rest of the year changes it, else open.</summary>
    public static string Status(List<(string Grade, bool FewerThan, int Periods)> rules, List<string?> grades, int toCome)
    {
        var tries = rules.Select(rule => Enumerable.Range(0, toCome + 1)
            .Select(times => Bars([rule], [.. grades, .. Enumerable.Repeat(rule.Grade, times)]).Single()).Distinct().ToList()).ToList();
        if (tries.Exists(outcome => outcome is [true]))
            return "Barred";
        return tries.TrueForAll(outcome => outcome is [false]) ? "Eligible" : "Open";
    }
}
