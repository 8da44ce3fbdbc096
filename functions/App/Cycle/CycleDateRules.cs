namespace Yuekao.App.Cycle;

/// <summary>What a cycle's dates must be when it is started, together with those that the scheme's calendar gives.</summary>
internal sealed class CycleDateRules(Calendar calendar, Period period, CycleDates dates, DateTimeOffset now)
{
    // Nobody moves a cycle by more than two years: a slip of the pen.
    private const int MostDaysAway = 731;

    private readonly CycleTimes times = CycleTimes.Of(calendar, period, dates);
    private readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(calendar.TimeZone);

    /// <summary>Everything that is wrong, by the request's JSON paths.</summary>
    public IEnumerable<ProblemError> Errors() => [.. Outlandish(), .. Past(), .. OutOfOrder(), .. Appeals()];

    private IEnumerable<ProblemError> Outlandish()
    {
        DateTimeOffset earliest = times.PeriodEnds.AddDays(-period.Days - MostDaysAway);
        DateTimeOffset latest = times.PeriodEnds.AddDays(MostDaysAway);
        (string Name, DateTimeOffset? Date)[] given =
            [("opens", dates.Opens), ("collectingDue", dates.CollectingDue), ("decisionDue", dates.DecisionDue), ("rectificationDue", dates.RectificationDue)];
        return given.Where(one => one.Date < earliest || one.Date > latest)
            .Select(one => Error(one.Name, $"must be within {MostDaysAway} days of the period, from {Show(earliest)} to {Show(latest)}."));
    }

    private IEnumerable<ProblemError> Past()
    {
        if (times.CollectingDue <= now)
            yield return Error("collectingDue", dates.CollectingDue is null ? (LocalizableString)$"is needed: by the scheme's calendar collecting was over at {Show(times.CollectingDue)}." : "must not be past.");
        if (times.DecisionDue <= now && dates.DecisionDue is null)
            yield return Error("decisionDue", $"is needed: by the scheme's calendar the decision was due at {Show(times.DecisionDue)}.");
        DateTimeOffset earliest = ((DateTimeOffset[])[times.PeriodEnds, times.GradingFrom, CycleTimes.Of(calendar, period).CollectingDue]).Min();
        if (dates.CollectingDue < earliest)
            yield return Error("collectingDue", $"must not be before {(earliest == times.PeriodEnds ? (LocalizableString)"the period ends, at " : "")}{Show(earliest)}.");
    }

    private IEnumerable<ProblemError> OutOfOrder()
    {
        if (IsSet(dates.Opens, dates.CollectingDue) && times.Opens >= times.CollectingDue)
            yield return Blame("collectingDue", dates.CollectingDue, "opens", times.Opens, times.CollectingDue);
        // Where it is needed, that says more.
        if (IsSet(dates.CollectingDue, dates.DecisionDue) && times.CollectingDue >= times.DecisionDue && (dates.DecisionDue is not null || times.DecisionDue > now))
            yield return Blame("decisionDue", dates.DecisionDue, "collectingDue", times.CollectingDue, times.DecisionDue);
        if (dates.RectificationDue < times.DecisionDue)
            yield return Error("rectificationDue", $"must not be before decisionDue, {Show(times.DecisionDue)}.");
    }

    private IEnumerable<ProblemError> Appeals()
    {
        if (dates.Appeals < TimeSpan.Zero || dates.Appeals > CycleDates.LongestAppeals)
            yield return Error("appeals", $"must be from P0D, for no appeals, to P{CycleDates.LongestAppeals.Days}D.");
    }

    // Two dates of the calendar are in order: the scheme's check saw to it.
    private static bool IsSet(DateTimeOffset? one, DateTimeOffset? other) => one is not null || other is not null;

    // The county can mend only what it set.
    private ProblemError Blame(string later, DateTimeOffset? given, string earlier, DateTimeOffset before, DateTimeOffset after) => given is null
        ? Error(earlier, $"must be before {later}, which is {Show(after)} by the scheme's calendar.")
        : Error(later, $"must be after {earlier}, {Show(before)}.");

    private static ProblemError Error(string name, LocalizableString message) => new($"$.dates.{name}", message);
    private string Show(DateTimeOffset time) => $"{TimeZoneInfo.ConvertTime(time, zone):yyyy-MM-dd'T'HH:mm:sszzz}";
}
