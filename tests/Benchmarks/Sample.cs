using System.Globalization;

namespace Yuekao.Benchmarks;

/// <summary>One quantity as several runs gave it. Its median is what counts: one hiccup does not move it.</summary>
/// <param name="Values">What the runs gave: at least one.</param>
/// <param name="Unit">The unit that is printed.</param>
internal sealed record Sample(IReadOnlyList<double> Values, string Unit)
{
    /// <summary>The median.</summary>
    public double Median => At(0.5);

    /// <summary>Times in seconds.</summary>
    public static Sample Seconds(IEnumerable<TimeSpan> times) => new([.. times.Select(time => time.TotalSeconds)], "s");

    /// <summary>Times in milliseconds.</summary>
    public static Sample Milliseconds(IEnumerable<TimeSpan> times) => new([.. times.Select(time => time.TotalMilliseconds)], "ms");

    /// <summary>The value that a share of all stay within: 0.99 for all but the greatest hundredth.</summary>
    public double At(double share) => Values.Order().ElementAt(Math.Max(0, (int)Math.Ceiling(share * Values.Count) - 1));

    /// <summary>The median, and the range where there are several.</summary>
    public override string ToString() => Values.Count == 1
        ? string.Create(CultureInfo.InvariantCulture, $"{Short(Median)} {Unit}")
        : string.Create(CultureInfo.InvariantCulture, $"{Short(Median)} {Unit} ({Short(Values.Min())}..{Short(Values.Max())})");

    private static string Short(double value) => value.ToString(Math.Abs(value) switch { >= 1000 => "N0", >= 10 => "0.0", _ => "0.000" }, CultureInfo.InvariantCulture);
}
