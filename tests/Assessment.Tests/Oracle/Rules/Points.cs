using Yuekao.Assessment.Tests.Oracle.Plain;

namespace Yuekao.Assessment.Tests.Oracle.Rules;

/// <summary>What one reading gives.</summary>
internal static class Points
{
    public static Fraction Of(PlainItem item, object reading) => item.Kind switch
    {
        "check" => (string)reading == "notMet" ? 0 : Fraction.Of(item.Maximum),
        "points" => Fraction.Of((decimal)reading),
        "measure" => Fraction.Of(Measured(item, (decimal)reading)),
        "level" => Fraction.Of(item.Steps.Single(step => step.Name == (string)reading).Points),
        _ => throw new ArgumentException(item.Kind),
    };

    private static decimal Measured(PlainItem item, decimal number)
    {
        var reached = item.Steps.LastOrDefault(step => step.From <= number);
        if (reached is not null)
            return reached.Points;
        return item.LowerIsBetter ? item.Steps[0].Points : 0;
    }
}
