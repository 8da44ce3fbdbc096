using System.Diagnostics;

namespace Yuekao.Benchmarks;

/// <summary>Prints a table: what, its target, what was measured, what it is measured against, and how they stand to each other.</summary>
internal static class Report
{
    /// <summary>How busy the machine is: a time that was taken beside other work is not what it seems. Empty where the system does not tell.</summary>
    public static string Load => File.Exists("/proc/loadavg") ? $", load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}" : "";

    /// <summary>Prints the column heads.</summary>
    public static void Heads() => Row("what", "target", "measured", "anchor", "ratio");

    /// <summary>Prints a row; the target is words, so that it says what it is of.</summary>
    public static void Row(string what, string target, string measured, string anchor = "", string ratio = "") =>
        Console.WriteLine($"{what,-72} | {target,-26} | {measured,-40} | {anchor,-30} | {ratio}".TrimEnd());

    /// <summary>Prints a row of times beside those of an anchor.</summary>
    public static void Against(string what, string target, Sample measured, Sample anchor) =>
        Row(what, target, measured.ToString(), anchor.ToString(), FormattableString.Invariant($"{measured.Median / anchor.Median:0.00}"));

    /// <summary>How long an action takes.</summary>
    public static async Task<TimeSpan> TimeAsync(Func<Task> action)
    {
        long start = Stopwatch.GetTimestamp();
        await action();
        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>How long an action takes.</summary>
    public static TimeSpan Time(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start);
    }
}
