using System.Globalization;
using NCrontab;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>When a timer is due. All times in and out are UTC.</summary>
internal abstract class TimerSchedule
{
    private const int SampledOccurrences = 10;

    /// <summary>The first time after <paramref name="time"/>; <see cref="DateTime.MaxValue"/> when there is none.</summary>
    public abstract DateTime Next(DateTime time);

    /// <summary>Whether it is due more often than once a minute, judged by its next few times.</summary>
    public bool IsMoreOftenThanOnceAMinute(DateTime now)
    {
        DateTime time = Next(now);
        for (int sample = 0; sample < SampledOccurrences && time < DateTime.MaxValue; sample++)
        {
            DateTime next = Next(time);
            if (next - time < TimeSpan.FromMinutes(1))
                return true;
            time = next;
        }
        return false;
    }

    /// <summary>Reads an NCRONTAB expression of five or six fields, or a TimeSpan.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static TimerSchedule Parse(string text, TimeZoneInfo zone)
    {
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan interval) && text.Contains(':', StringComparison.Ordinal))
            return interval > TimeSpan.Zero ? new Every(interval) : throw new FormatException("the time between runs must be above zero");
        bool seconds = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == 6;
        try
        {
            return new Cron(CrontabSchedule.Parse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = seconds }), zone);
        }
        catch (CrontabException exception)
        {
            throw new FormatException(exception.Message, exception);
        }
    }

    private sealed class Every(TimeSpan interval) : TimerSchedule
    {
        public override DateTime Next(DateTime time) => time + interval;
    }

    // The expression speaks of the wall clock. A time that the clock skips in spring is run as the clock resumes;
    // the hour that it repeats in autumn is run once.
    private sealed class Cron(CrontabSchedule schedule, TimeZoneInfo zone) : TimerSchedule
    {
        public override DateTime Next(DateTime time)
        {
            DateTime wall = DateTime.SpecifyKind(TimeZoneInfo.ConvertTimeFromUtc(time, zone), DateTimeKind.Unspecified);
            DateTime next;
            do
            {
                wall = schedule.GetNextOccurrence(wall);
                if (wall == DateTime.MaxValue)
                    return DateTime.MaxValue;
                next = ToUtc(wall);
            }
            while (next <= time);
            return next;
        }

        private DateTime ToUtc(DateTime wall)
        {
            TimeSpan offset = zone.IsInvalidTime(wall) ? zone.GetUtcOffset(wall - TimeSpan.FromHours(3))
                : zone.IsAmbiguousTime(wall) ? zone.GetAmbiguousTimeOffsets(wall).Max()
                : zone.GetUtcOffset(wall);
            return DateTime.SpecifyKind(wall - offset, DateTimeKind.Utc);
        }
    }
}
