using System.Diagnostics;
using System.Globalization;

namespace Yuekao.Benchmarks;

/// <summary>Prints a figure, and how it stands to its target.</summary>
internal static class Report
{
    /// <summary>A rate; the target, when there is one, is a minimum.</summary>
    public static void Rate(string what, int count, TimeSpan elapsed, double? target = null, string unit = "/s")
    {
        double rate = count / elapsed.TotalSeconds;
        Line(what, string.Create(CultureInfo.InvariantCulture, $"{rate:N0}{unit}"), target is { } minimum ? string.Create(CultureInfo.InvariantCulture, $"{rate / minimum:0.0} times the target of {minimum:N0}") : "");
    }

    /// <summary>A figure without a target.</summary>
    public static void Figure(string what, double value, string unit, string note = "") =>
        Line(what, string.Create(CultureInfo.InvariantCulture, $"{value:N2} {unit}"), note);

    /// <summary>How long an action takes.</summary>
    public static async Task<TimeSpan> TimeAsync(Func<Task> action)
    {
        long start = Stopwatch.GetTimestamp();
        await action();
        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>The median time, which one hiccup does not move.</summary>
    public static TimeSpan Median(IEnumerable<TimeSpan> times)
    {
        TimeSpan[] sorted = [.. times.Order()];
        return sorted[sorted.Length / 2];
    }

    /// <summary>The time that a share of the times stay within: 0.99 for all but the slowest hundredth.</summary>
    public static TimeSpan Percentile(IEnumerable<TimeSpan> times, double share)
    {
        TimeSpan[] sorted = [.. times.Order()];
        return sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
    }

    private static void Line(string what, string value, string note) => Console.WriteLine($"{what,-68} {value,16}  {note}");
}
