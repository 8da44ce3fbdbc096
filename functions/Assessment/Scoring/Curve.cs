using Yuekao.Assessment.Rules;

namespace Yuekao.Assessment.Scoring;

/// <summary>
/// How an item's readings are coded and what they give. A code is an integer, and a greater one is never worse: a check is 0 not met, 1 not applicable, 2 met;
/// points and measures are hundredths, negated where lower is better; a level is its place from the bottom.
/// </summary>
internal sealed class Curve
{
    private readonly long[] starts;
    private readonly long[] points;

    private Curve(long least, long most, bool linear, long[] starts, long[] points) =>
        (Least, Most, IsLinear, this.starts, this.points) = (least, most, linear, starts, points);

    /// <summary>The smallest valid code.</summary>
    public long Least { get; }

    /// <summary>The greatest valid code.</summary>
    public long Most { get; }

    /// <summary>Whether the code is the hundredths of points themselves.</summary>
    public bool IsLinear { get; }

    /// <summary>The first code of each step, the first one being <see cref="Least"/>.</summary>
    public ReadOnlySpan<long> Starts => starts;

    /// <summary>What each step gives, in hundredths.</summary>
    public ReadOnlySpan<long> Points => points;

    public static Curve Of(Item item) => item switch
    {
        CheckItem check => new(0, 2, false, [0, 1], [0, check.Maximum?.Hundredths ?? 0]),
        PointsItem given => new(0, given.Maximum.Hundredths, true, [], []),
        LevelItem level => new(0, level.Levels.Count - 1, false, [.. Enumerable.Range(0, level.Levels.Count).Select(place => (long)place)], [.. level.Levels.Reverse().Select(one => one.Points.Hundredths)]),
        MeasureItem measure => OfBands(measure),
        _ => throw new InvalidOperationException($"Item '{item.Id}' has an unknown kind."),
    };

    /// <summary>The curve of an item whose values are what it gives, as they are of means: points or levels.</summary>
    public static Curve OfMeans(Item item) => new(item is LevelItem { Levels: [.., var worst] } ? worst.Points.Hundredths : 0, item.Most?.Hundredths ?? 0, true, [], []);

    /// <summary>What a valid code gives, in hundredths.</summary>
    public long PointsOf(long code)
    {
        if (IsLinear)
            return code;
        var step = starts.Length - 1;
        while (code < starts[step])
            step--;
        return points[step];
    }

    private static Curve OfBands(MeasureItem measure)
    {
        var bands = measure.Bands;
        var (least, greatest) = (measure.Least.Hundredths, measure.Greatest.Hundredths);
        if (measure.Better == Direction.Higher)
        {
            // Below the first band there is nothing to be had, unless nothing lies below it.
            bool isBelow = bands.Count == 0 || bands[0].From.Hundredths > least;
            return new(least, greatest, false,
                [.. isBelow ? [least] : Array.Empty<long>(), .. bands.Select(band => band.From.Hundredths)],
                [.. isBelow ? [0] : Array.Empty<long>(), .. bands.Select(band => band.Points.Hundredths)]);
        }

        if (bands.Count == 0)
            return new(-greatest, -least, false, [-greatest], [0]);
        // Negated, "below the next band's start" becomes "from one hundredth above its negative on".
        return new(-greatest, -least, false,
            [-greatest, .. bands.Skip(1).Reverse().Select(band => 1 - band.From.Hundredths)],
            [.. bands.Reverse().Select(band => band.Points.Hundredths)]);
    }
}
