using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Loading.Checks;

internal static class CalendarChecks
{
    public static void Run(DocumentScope scope)
    {
        var calendar = scope.Document.Calendar;
        scope.Within(calendar.AcknowledgeDays, 1, 366, "$.calendar.acknowledgeDays");
        scope.Within(calendar.AppealDays, 0, 366, "$.calendar.appealDays");
        scope.Within(calendar.RectificationDays, 1, 366, "$.calendar.rectificationDays");
        scope.Within(calendar.CollectingOpens.Days, -366, 366, "$.calendar.collectingOpens.days");
        scope.Within(calendar.CollectingDue.Days, -366, 366, "$.calendar.collectingDue.days");
        scope.Within(calendar.DecisionDue.Days, -366, 366, "$.calendar.decisionDue.days");
        Order(scope, calendar.CollectingOpens, calendar.CollectingDue, "collectingDue", "collectingOpens");
        Order(scope, calendar.CollectingDue, calendar.DecisionDue, "decisionDue", "collectingDue");
        Grading(scope, calendar);
        foreach (var (index, hours) in calendar.RemindHoursBefore.Index())
        {
            var path = $"$.calendar.remindHoursBefore[{index}]";
            scope.Within(hours, 1, 8784, path);
            if (index > 0 && hours >= calendar.RemindHoursBefore[index - 1])
                scope.Errors.Add(path, "reminders-order", $"{hours} is not below the {calendar.RemindHoursBefore[index - 1]} before it: the earliest reminder stands first.");
        }
    }

    private static void Grading(DocumentScope scope, Calendar calendar)
    {
        if (calendar.GradingFrom is not { } from)
            return;
        scope.Within(from.Days, -366, 366, "$.calendar.gradingFrom.days");
        Order(scope, calendar.CollectingOpens, from, "gradingFrom", "collectingOpens");
        Order(scope, from, calendar.CollectingDue, "collectingDue", "gradingFrom");
    }

    /// <summary>Short and long periods differ, so two years of them are tried, one of them a leap year.</summary>
    private static IEnumerable<Period> Periods(DocumentScope scope)
    {
        var first = Period.Containing(new(2027, 1, 1), scope.Document.Period);
        return Enumerable.Range(0, 2 * first.PerYear).Select(first.Plus);
    }

    private static void Order(DocumentScope scope, CalendarMoment earlier, CalendarMoment later, string name, string before)
    {
        if (Math.Abs((long)earlier.Days) > 366 || Math.Abs((long)later.Days) > 366)
            return;
        if (Periods(scope).FirstOrDefault(one => later.In(one) <= earlier.In(one)) is { Year: > 0 } period)
            scope.Errors.Add($"$.calendar.{name}", "calendar-order", $"For {period} it is {later.In(period):s}, not after {before}, which is {earlier.In(period):s}.", $"$.calendar.{name}", $"$.calendar.{before}", "$.period");
    }
}
