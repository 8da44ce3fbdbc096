using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.App.Cycles;

/// <summary>When a cycle's phases open and are due: the scheme's calendar applied to its period, and in its place the dates that the county set.</summary>
public sealed record CycleTimes
{
    /// <summary>When collecting opens, and the cycle freezes.</summary>
    public required DateTimeOffset Opens { get; init; }

    /// <summary>When the period is over: collecting never ends before, for the period's last day may bring an observation.</summary>
    public required DateTimeOffset PeriodEnds { get; init; }

    /// <summary>When all readings are due.</summary>
    public required DateTimeOffset CollectingDue { get; init; }

    /// <summary>How long before the readings are due the missing sources are reminded, the earliest reminder first.</summary>
    public required IReadOnlyList<TimeSpan> RemindBefore { get; init; }

    /// <summary>When the meeting's decision is due.</summary>
    public required DateTimeOffset DecisionDue { get; init; }

    /// <summary>How long a notice may stay unacknowledged.</summary>
    public required TimeSpan Acknowledge { get; init; }

    /// <summary>How long a subject may appeal after the results; zero for no appeals.</summary>
    public required TimeSpan Appeal { get; init; }

    /// <summary>How long a shortfall may take to rectify, unless the county set a date.</summary>
    public required TimeSpan Rectify { get; init; }

    /// <summary>When shortfalls are to be rectified, where the county set it.</summary>
    public DateTimeOffset? RectificationDue { get; init; }

    /// <summary>Applies a calendar to a period.</summary>
    /// <param name="calendar">The scheme's.</param>
    /// <param name="period">The period.</param>
    /// <param name="dates">What the county set; null for nothing.</param>
    public static CycleTimes Of(Calendar calendar, Period period, CycleDates? dates = null)
    {
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(calendar.TimeZone);
        return new CycleTimes
        {
            Opens = dates?.Opens ?? At(calendar.CollectingOpens.In(period), zone),
            PeriodEnds = At(period.LastDay.AddDays(1).ToDateTime(TimeOnly.MinValue), zone),
            CollectingDue = dates?.CollectingDue ?? At(calendar.CollectingDue.In(period), zone),
            RemindBefore = [.. calendar.RemindHoursBefore.OrderDescending().Select(hours => TimeSpan.FromHours(hours))],
            DecisionDue = dates?.DecisionDue ?? At(calendar.DecisionDue.In(period), zone),
            Acknowledge = TimeSpan.FromDays(calendar.AcknowledgeDays),
            Appeal = dates?.Appeals ?? TimeSpan.FromDays(calendar.AppealDays),
            Rectify = TimeSpan.FromDays(calendar.RectificationDays),
            RectificationDue = dates?.RectificationDue,
        };
    }

    /// <summary>When the shortfalls of results are to be rectified: at the county's date, unless it has passed when they come out.</summary>
    /// <param name="published">When the results came out.</param>
    public DateTimeOffset RectifyBy(DateTimeOffset published) => RectificationDue is { } due && due > published ? due : published + Rectify;

    /// <summary>All of them as dates that a county could set.</summary>
    public CycleDates ToDates() => new() { Opens = Opens, CollectingDue = CollectingDue, DecisionDue = DecisionDue, Appeals = Appeal, RectificationDue = RectificationDue };

    /// <summary>A local time as a moment; one that a clock change skips is taken as it would have been without the change.</summary>
    private static DateTimeOffset At(DateTime local, TimeZoneInfo zone) => new(local, zone.GetUtcOffset(local));
}
