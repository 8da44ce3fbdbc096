namespace Yuekao.App.Records;

/// <summary>When a cycle's phases open and are due: the scheme's calendar applied to its period, and in its place the dates that the county set.</summary>
public sealed record CycleTimes
{
    public required DateTimeOffset Opens { get; init; }

    public required DateTimeOffset PeriodEnds { get; init; }

    /// <summary>From when on collecting ends as soon as every source is final: by the scheme, or when the period is over.</summary>
    public required DateTimeOffset GradingFrom { get; init; }

    /// <summary>When collecting ends at the latest, unless readings are missing.</summary>
    public required DateTimeOffset CollectingDue { get; init; }

    /// <summary>The sources whose part is due before all readings are (上半年、年底等分段考核), unless they are given longer.</summary>
    public IReadOnlyList<SourceTime> SourcesDue { get; init; } = [];

    /// <summary>How long before the readings are due the missing sources are reminded, the earliest reminder first.</summary>
    public required IReadOnlyList<TimeSpan> RemindBefore { get; init; }
    public required DateTimeOffset DecisionDue { get; init; }

    /// <summary>How long a notice may stay unacknowledged.</summary>
    public required TimeSpan Acknowledge { get; init; }

    /// <summary>How long a subject may appeal after the results; zero for no appeals.</summary>
    public required TimeSpan Appeal { get; init; }

    /// <summary>How long a shortfall may take to rectify, unless the county set a date.</summary>
    public required TimeSpan Rectify { get; init; }
    public DateTimeOffset? RectificationDue { get; init; }

    public static CycleTimes Of(Calendar calendar, Period period, CycleDates? dates = null)
    {
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(calendar.TimeZone);
        DateTimeOffset collectingDue = dates?.CollectingDue ?? At(calendar.CollectingDue.In(period), zone);
        return new CycleTimes
        {
            Opens = dates?.Opens ?? At(calendar.CollectingOpens.In(period), zone),
            PeriodEnds = At(period.LastDay.AddDays(1).ToDateTime(TimeOnly.MinValue), zone),
            GradingFrom = At(calendar.GradingFrom?.In(period) ?? period.LastDay.AddDays(1).ToDateTime(TimeOnly.MinValue), zone),
            CollectingDue = collectingDue,
            SourcesDue = [.. calendar.SourcesDue.Select(one => new SourceTime(one.Source, At(one.Due.In(period), zone))).Where(one => one.Due < collectingDue)],
            RemindBefore = [.. calendar.RemindHoursBefore.OrderDescending().Select(hours => TimeSpan.FromHours(hours))],
            DecisionDue = dates?.DecisionDue ?? At(calendar.DecisionDue.In(period), zone),
            Acknowledge = TimeSpan.FromDays(calendar.AcknowledgeDays),
            Appeal = dates?.Appeals ?? TimeSpan.FromDays(calendar.AppealDays),
            Rectify = TimeSpan.FromDays(calendar.RectificationDays),
            RectificationDue = dates?.RectificationDue,
        };
    }

    /// <summary>When the shortfalls of results are to be rectified: at the county's date, unless it has passed when they come out.</summary>
    public DateTimeOffset RectifyBy(DateTimeOffset published) => RectificationDue is { } due && due > published ? due : published + Rectify;

    /// <summary>All of them as dates that a county could set.</summary>
    public CycleDates ToDates() => new() { Opens = Opens, CollectingDue = CollectingDue, DecisionDue = DecisionDue, Appeals = Appeal, RectificationDue = RectificationDue };

    // A time that a clock change skips is taken as it would have been without the change.
    private static DateTimeOffset At(DateTime local, TimeZoneInfo zone) => new(local, zone.GetUtcOffset(local));
}

/// <summary>When the part of one source is due.</summary>
public sealed record SourceTime(SourceId Source, DateTimeOffset Due);

/// <summary>The dates that a county sets for one cycle, because holidays move them, say. For what it leaves out the scheme's calendar holds.</summary>
public sealed record CycleDates
{
    public static readonly TimeSpan LongestAppeals = TimeSpan.FromDays(90);
    public static readonly CycleDates None = new();

    /// <summary>When collecting opens, and the cycle freezes; a time that has passed opens it at once.</summary>
    public DateTimeOffset? Opens { get; init; }

    /// <summary>When all readings are due: not past, and not before the period ends, unless the scheme itself lets the cycle be graded, or has readings due, before.</summary>
    public DateTimeOffset? CollectingDue { get; init; }

    /// <summary>After the readings are due. The meeting has as long after an extension, and sources have after a return, as lies between the two.</summary>
    public DateTimeOffset? DecisionDue { get; init; }

    /// <summary>How long a subject may appeal after the results: at most <see cref="LongestAppeals"/>; zero for no appeals.</summary>
    public TimeSpan? Appeals { get; init; }

    /// <summary>
    /// Not before the decision is due. Where results come out later than that, the scheme's days after them hold: nobody is told of a shortfall that is overdue already.
    /// In the dates in force, null for the scheme's days after the results.
    /// </summary>
    public DateTimeOffset? RectificationDue { get; init; }
}
