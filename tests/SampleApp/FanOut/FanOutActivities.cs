using Microsoft.Azure.Functions.Worker;

namespace SampleApp.FanOut;

/// <summary>What the fan-out runs.</summary>
public static class FanOutActivities
{
    /// <summary>Squares a number.</summary>
    [Function(nameof(Square))]
    public static long Square([ActivityTrigger] int number) => (long)number * number;
}

/// <summary>What a fan-out came to.</summary>
/// <param name="Count">How many activities ran.</param>
/// <param name="Sum">The sum of the squares.</param>
public sealed record FanOutResult(int Count, long Sum);
