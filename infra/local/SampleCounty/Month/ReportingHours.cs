namespace Yuekao.Local.SampleCounty.Month;

/// <summary>When sources report: mostly in the days before the readings are due.</summary>
internal sealed class ReportingHours(Calendar calendar, Period period, Dice dice)
{
    private readonly DateTimeOffset opens = Moment(calendar, calendar.CollectingOpens, period);
    private readonly DateTimeOffset due = Moment(calendar, calendar.CollectingDue, period);

    public DateTimeOffset InTime() => opens.AddMinutes(dice.Below((int)(due - opens).TotalMinutes));

    public DateTimeOffset Late() => due.AddMinutes(dice.Between(60, 24 * 60));

    private static DateTimeOffset Moment(Calendar calendar, CalendarMoment moment, Period period)
    {
        DateTime local = moment.In(period);
        return new DateTimeOffset(local, TimeZoneInfo.FindSystemTimeZoneById(calendar.TimeZone).GetUtcOffset(local));
    }
}
