using System.Globalization;
using Microsoft.Azure.Functions.Worker.Local;

namespace Microsoft.Azure.Functions.Worker.Tests.Timers;

public sealed class TimerScheduleTests
{
    [Theory]
    [InlineData("0 */5 * * * *", "UTC", "2026-10-01T00:00:00Z", "2026-10-01T00:05:00Z")]
    [InlineData("*/5 * * * *", "UTC", "2026-10-01T00:00:01Z", "2026-10-01T00:05:00Z")]
    [InlineData("15 * * * * *", "UTC", "2026-10-01T00:00:15Z", "2026-10-01T00:01:15Z")]
    [InlineData("0 0 1 1 * *", "UTC", "2026-10-01T01:00:00Z", "2026-11-01T01:00:00Z")]
    [InlineData("0 30 9 * * 1-5", "UTC", "2026-10-02T09:30:00Z", "2026-10-05T09:30:00Z")]
    [InlineData("0 0 8 1 * *", "Asia/Shanghai", "2026-09-30T23:59:59Z", "2026-10-01T00:00:00Z")]
    [InlineData("0 0 0 1 * *", "Asia/Shanghai", "2026-10-01T00:00:00Z", "2026-10-31T16:00:00Z")]
    [InlineData("0 0 0 1 * *", "China Standard Time", "2026-10-01T00:00:00Z", "2026-10-31T16:00:00Z")]
    [InlineData("00:00:30", "UTC", "2026-10-01T00:00:07Z", "2026-10-01T00:00:37Z")]
    [InlineData("7.00:00:00", "Asia/Shanghai", "2026-10-01T00:00:00Z", "2026-10-08T00:00:00Z")]
    // The clock of Berlin goes from 02:00 to 03:00 on 2026-03-29, and from 03:00 to 02:00 on 2026-10-25.
    [InlineData("0 30 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", "2026-03-29T01:30:00Z")]
    [InlineData("0 30 2 * * *", "Europe/Berlin", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z")]
    [InlineData("0 0 3 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("0 30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("0 30 2 * * *", "Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z")]
    [InlineData("0 0 * * * *", "Europe/Berlin", "2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("0 0 * * * *", "Europe/Berlin", "2026-10-25T00:00:00Z", "2026-10-25T02:00:00Z")]
    public void Next_Schedule_IsTheFirstTimeAfter(string schedule, string zone, string after, string expected)
    {
        DateTime next = TimerSchedule.Parse(schedule, TimeZoneInfo.FindSystemTimeZoneById(zone)).Next(Utc(after));

        Assert.Equal(Utc(expected), next);
        Assert.Equal(DateTimeKind.Utc, next.Kind);
    }

    [Fact]
    public void Next_DayThatNeverComes_IsNever() =>
        Assert.Equal(DateTime.MaxValue, TimerSchedule.Parse("0 0 0 30 2 *", TimeZoneInfo.Utc).Next(Utc("2026-10-01T00:00:00Z")));

    [Theory]
    [InlineData("* * * *")]
    [InlineData("60 * * * * *")]
    [InlineData("0 0 0 1 13 *")]
    [InlineData("daily")]
    [InlineData("5")]
    [InlineData("00:00:00")]
    [InlineData("-00:01:00")]
    [InlineData("")]
    public void Parse_NeitherExpressionNorTimeSpan_Throws(string schedule) => Assert.Throws<FormatException>(() => TimerSchedule.Parse(schedule, TimeZoneInfo.Utc));

    [Theory]
    [InlineData("*/59 * * * * *", true)]
    [InlineData("*/30 * * * * *", true)]
    [InlineData("0,59 0 0 * * *", true)]
    [InlineData("0 * * * * *", false)]
    [InlineData("0 0 1 1 * *", false)]
    [InlineData("0 0 0 30 2 *", false)]
    [InlineData("00:00:59", true)]
    [InlineData("00:01:00", false)]
    public void IsMoreOftenThanOnceAMinute_Schedule_IsJudgedByItsNextTimes(string schedule, bool expected) =>
        Assert.Equal(expected, TimerSchedule.Parse(schedule, TimeZoneInfo.Utc).IsMoreOftenThanOnceAMinute(Utc("2026-10-01T00:00:00Z")));

    private static DateTime Utc(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
}
