namespace Yuekao.App.Records;

/// <summary>What must happen at least every so many days: talks, reviews.</summary>
internal static class Interval
{
    /// <summary>How many intervals have passed in vain up to a day: 0 as long as it is in time.</summary>
    /// <param name="last">The day on which it happened last, or from which on it is asked for.</param>
    public static int Missed(DateOnly last, int days, DateOnly day) => Math.Max(0, (day.DayNumber - last.DayNumber - 1) / days);
}
