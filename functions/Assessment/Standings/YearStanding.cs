using System.Globalization;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Standings;

/// <summary>Adds up the periods of a year.</summary>
public static class YearStanding
{
    /// <summary>Evaluates a subject's standing.</summary>
    /// <param name="scheme">A scheme with standing rules.</param>
    /// <param name="subject">The subject.</param>
    /// <param name="periods">The subject's decided periods of one year, in any order; periods before the subject joined are simply not there.</param>
    /// <param name="through">The last period of the year that is decided: later ones are still to come.</param>
    /// <exception cref="ArgumentException">The scheme has no standing rules, or a period is of another kind or year, comes after <paramref name="through"/>, or stands twice.</exception>
    public static Standing Evaluate(Scheme scheme, SubjectId subject, IReadOnlyList<PeriodGrade> periods, Period through)
    {
        if (scheme.Document.Standing is not { } rules)
            throw new ArgumentException($"Scheme {scheme.Key} has no standing rules.", nameof(scheme));
        if (through.Kind != scheme.Document.Period)
            throw new ArgumentException($"{through} is not a period of scheme {scheme.Key}.", nameof(through));
        var ordered = periods.OrderBy(one => one.Period.Number).ToList();
        if (ordered.Exists(one => one.Period.Kind != through.Kind || one.Period.Year != through.Year || one.Period.Number > through.Number))
            throw new ArgumentException($"Every period must be of {through.Year} and not after {through}.", nameof(periods));
        if (ordered.DistinctBy(one => one.Period).Count() != ordered.Count)
            throw new ArgumentException("Every period may stand once.", nameof(periods));

        var toCome = through.PerYear - through.Number;
        var standings = rules.Rules.Select(rule => Evaluate(rule, ordered, toCome)).ToList();
        var status = standings.Exists(one => one.Status == StandingStatus.Barred) ? StandingStatus.Barred
            : standings.Exists(one => one.Status == StandingStatus.Open) ? StandingStatus.Open
            : StandingStatus.Eligible;
        return new(subject, through.Year, status, standings, [.. ordered.Where(one => one.Grade is null).Select(one => one.Period)]);
    }

    /// <summary>
    /// Where one of the eligible comes in the list for awards and civil-servant selection (优先录用), which goes by the ordinal order of these texts: those with the most
    /// periods of the best grade first, then those with the fewest of the worst, then by id.
    /// </summary>
    /// <param name="scheme">The scheme of the standing.</param>
    /// <param name="subject">The subject.</param>
    /// <param name="periods">The periods that its standing was evaluated from.</param>
    public static string PriorityOf(Scheme scheme, SubjectId subject, IReadOnlyList<PeriodGrade> periods)
    {
        int best = periods.Count(period => period.Grade == scheme.Grades[0].Id), worst = periods.Count(period => period.Grade == scheme.Grades[^1].Id);
        return string.Create(CultureInfo.InvariantCulture, $"{999 - best:000}|{worst:000}|{subject}");
    }

    private static RuleStanding Evaluate(StandingRule rule, List<PeriodGrade> periods, int toCome)
    {
        Period[] counted = [.. periods.Where(one => one.Grade == rule.Grade).Select(one => one.Period)];
        var least = counted.Length;
        var most = counted.Length + toCome;
        var (bars, clears) = rule.Bars == StandingBar.FewerThan
            ? (most < rule.Periods, least >= rule.Periods)
            : (least >= rule.Periods, most < rule.Periods);
        return new(rule, counted, bars ? StandingStatus.Barred : clears ? StandingStatus.Eligible : StandingStatus.Open);
    }
}
