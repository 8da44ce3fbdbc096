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
        Order(scope, calendar.CollectingOpens, calendar.CollectingDue, "$.calendar.collectingDue", "$.calendar.collectingOpens");
        Order(scope, calendar.CollectingDue, calendar.DecisionDue, "$.calendar.decisionDue", "$.calendar.collectingDue");
        Sources(scope, calendar);
        Grading(scope, calendar);
        Reminders(scope, calendar.RemindHoursBefore, "$.calendar.remindHoursBefore");
    }

    /// <summary>Reminders stand the earliest first.</summary>
    public static void Reminders(DocumentScope scope, IReadOnlyList<int> hoursBefore, string path)
    {
        foreach (var (index, hours) in hoursBefore.Index())
        {
            scope.Within(hours, 1, 8784, $"{path}[{index}]");
            if (index > 0 && hours >= hoursBefore[index - 1])
                scope.Errors.Add($"{path}[{index}]", "reminders-order", $"{hours} is not below the {hoursBefore[index - 1]} before it: the earliest reminder stands first.");
        }
    }

    private static void Sources(DocumentScope scope, Calendar calendar)
    {
        scope.Unique(calendar.SourcesDue.Select(one => one.Source), index => $"$.calendar.sourcesDue[{index}].source", "source with a due time of its own");
        foreach (var (index, one) in calendar.SourcesDue.Index())
        {
            var path = $"$.calendar.sourcesDue[{index}]";
            scope.KnownSource(one.Source, $"{path}.source");
            if (!one.Source.IsReported)
                scope.Errors.Add($"{path}.source", "nobody-reports", $"Nobody reports for '{one.Source}': leave it out.");
            scope.Within(one.Due.Days, -366, 366, $"{path}.due.days");
            Order(scope, calendar.CollectingOpens, one.Due, $"{path}.due", "$.calendar.collectingOpens");
            Order(scope, one.Due, calendar.CollectingDue, "$.calendar.collectingDue", $"{path}.due");
        }
    }

    private static void Grading(DocumentScope scope, Calendar calendar)
    {
        if (calendar.GradingFrom is not { } from)
            return;
        scope.Within(from.Days, -366, 366, "$.calendar.gradingFrom.days");
        Order(scope, calendar.CollectingOpens, from, "$.calendar.gradingFrom", "$.calendar.collectingOpens");
        Order(scope, from, calendar.CollectingDue, "$.calendar.collectingDue", "$.calendar.gradingFrom");
    }

    /// <summary>Short and long periods differ, so two years of them are tried, one of them a leap year.</summary>
    private static IEnumerable<Period> Periods(DocumentScope scope)
    {
        var first = Period.Containing(new(2027, 1, 1), scope.Document.Period);
        return Enumerable.Range(0, 2 * first.PerYear).Select(first.Plus);
    }

    /// <summary>In every period one moment comes after the other.</summary>
    public static void Order(DocumentScope scope, CalendarMoment earlier, CalendarMoment later, string path, string before)
    {
        if (Math.Abs((long)earlier.Days) > 366 || Math.Abs((long)later.Days) > 366)
            return;
        if (Periods(scope).FirstOrDefault(one => later.In(one) <= earlier.In(one)) is { Year: > 0 } period)
            scope.Errors.Add(path, "calendar-order", $"For {period} it is {later.In(period):s}, not after {before[(before.LastIndexOf('.') + 1)..]}, which is {earlier.In(period):s}.", path, before, "$.period");
    }
}
