using System.Diagnostics.CodeAnalysis;

namespace Yuekao.Assessment.Values;

/// <summary>A number with a unit and bounds of its own, a plain number in JSON.</summary>
/// <typeparam name="TSelf">The value itself.</typeparam>
public interface INumberValue<TSelf> where TSelf : struct, INumberValue<TSelf>
{
    /// <summary>The number.</summary>
    decimal Value { get; }

    /// <summary>What the number must be, to finish the sentence "it must be ...".</summary>
    [SuppressMessage("Design", "CA1000", Justification = "Static abstract: called through the type parameter.")]
    static abstract LocalizableString Expected { get; }

    /// <summary>Checks a number and gives it its unit.</summary>
    /// <returns>Whether <paramref name="value"/> lies within the bounds and has no decimals too many.</returns>
    [SuppressMessage("Design", "CA1000", Justification = "Static abstract: called through the type parameter.")]
    static abstract bool TryOf(decimal value, out TSelf result);
}

internal static class Numbers
{
    public static TValue Require<TValue>(decimal value) where TValue : struct, INumberValue<TValue> =>
        TValue.TryOf(value, out var result) ? result : throw new FormatException($"{Fixed.Show(value)} is not valid as {typeof(TValue).Name}: it must be {TValue.Expected}.");
}
