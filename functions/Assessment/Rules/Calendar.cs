namespace Yuekao.Assessment.Rules;

/// <summary>When each phase of a cycle opens and is due, in the county's local time.</summary>
public sealed record Calendar
{
    /// <summary>The IANA time zone that all times are in.</summary>
    /// <value>The default is <c>Asia/Shanghai</c>.</value>
    public string TimeZone { get; init; } = "Asia/Shanghai";

    /// <summary>When sources can begin to report.</summary>
    public required CalendarMoment CollectingOpens { get; init; }

    /// <summary>When all readings are due, and collecting ends. Where readings are missing then, the county extends or waives.</summary>
    public required CalendarMoment CollectingDue { get; init; }

    /// <summary>The sources whose part of the period is due before all readings are, such as a half-year review: what they report is settled then, unless they are given longer.</summary>
    /// <value>Empty: every source has until the readings are due.</value>
    public IReadOnlyList<SourceDue> SourcesDue { get; init; } = [];

    /// <summary>From when on collecting may end before it is due, once every source has said that its readings are final.</summary>
    /// <value>Null: once the period is over.</value>
    public CalendarMoment? GradingFrom { get; init; }

    /// <summary>How many hours before the readings are due the missing sources are reminded, the earliest reminder first.</summary>
    /// <value>The default is 48 and 24.</value>
    public IReadOnlyList<int> RemindHoursBefore { get; init; } = [48, 24];

    /// <summary>When the meeting's decision is due; after it the county is told.</summary>
    public required CalendarMoment DecisionDue { get; init; }

    /// <summary>How many days a notice may stay unacknowledged, from 1 on.</summary>
    /// <value>The default is 3.</value>
    public int AcknowledgeDays { get; init; } = 3;

    /// <summary>How many days after the results a subject may appeal; 0 for no appeals.</summary>
    /// <value>The default is 5.</value>
    public int AppealDays { get; init; } = 5;

    /// <summary>How many days a shortfall may take to rectify, from 1 on.</summary>
    /// <value>The default is 30.</value>
    public int RectificationDays { get; init; } = 30;
}

/// <summary>When the part of one source is due.</summary>
public sealed record SourceDue
{
    /// <summary>A source of the scheme that reports.</summary>
    public required Values.SourceId Source { get; init; }

    /// <summary>When its readings are due: after collecting opens, and not after all readings are due.</summary>
    public required CalendarMoment Due { get; init; }
}

/// <summary>A day of a period that other days are counted from.</summary>
public enum CalendarAnchor
{
    /// <summary>The period's first day.</summary>
    PeriodStart,

    /// <summary>The period's last day.</summary>
    PeriodEnd,
}

/// <summary>A local time so many days after, or before, an end of the period.</summary>
public sealed record CalendarMoment
{
    /// <summary>The day it is counted from.</summary>
    public required CalendarAnchor From { get; init; }

    /// <summary>How many days later, or earlier when negative: −366 to 366.</summary>
    /// <value>The default is 0, the day itself.</value>
    public int Days { get; init; }

    /// <summary>The time of day, written <c>18:00:00</c>.</summary>
    public required TimeOnly Time { get; init; }

    /// <summary>The local date and time for a period, in the calendar's time zone.</summary>
    public DateTime In(Values.Period period) =>
        (From == CalendarAnchor.PeriodStart ? period.FirstDay : period.LastDay).AddDays(Days).ToDateTime(Time);
}
