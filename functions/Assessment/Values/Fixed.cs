using System.Globalization;

namespace Yuekao.Assessment.Values;

/// <summary>Decimal text and numbers to scaled integers and back, exactly or not at all.</summary>
internal static class Fixed
{
    /// <summary>Scales a number up to an integer; false when it has more decimals than the scale or lies outside the bounds.</summary>
    public static bool TryScale(decimal value, int scale, long minimum, long maximum, out long scaled)
    {
        scaled = 0;
        if (value < (decimal)minimum / scale || value > (decimal)maximum / scale)
            return false;
        var product = value * scale;
        if (product != decimal.Truncate(product))
            return false;
        scaled = (long)product;
        return true;
    }

    public static string Show(decimal value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
