using Yuekao.Assessment.Rules;

namespace Yuekao.Assessment.Scoring;

/// <summary>One condition of the gate.</summary>
internal readonly struct GateStep(int index, Column column)
{
    private readonly long least = column.Curve.Least;
    private readonly ulong span = (ulong)(column.Curve.Most - column.Curve.Least);
    private readonly long passesFrom = column.PassesFrom!.Value;

    public int Index { get; } = index;

    /// <summary>Whether a code is there and valid.</summary>
    public bool IsValid(long code) => unchecked((ulong)(code - least)) <= span;

    public bool Passes(long code) => code >= passesFrom;
}

/// <summary>One column's part of the score.</summary>
internal readonly struct ScoreStep
{
    private readonly long least;
    private readonly ulong span;
    private readonly long coefficient;
    private readonly long[]? starts;
    private readonly long[]? parts;

    public ScoreStep(int index, Curve curve, long coefficient)
    {
        Index = index;
        least = curve.Least;
        span = (ulong)(curve.Most - curve.Least);
        this.coefficient = coefficient;
        if (curve.IsLinear)
            return;
        starts = curve.Starts.ToArray();
        parts = curve.Points.ToArray();
        foreach (ref var one in parts.AsSpan())
            one *= coefficient;
    }

    public int Index { get; }

    /// <summary>What a code counts, in parts.</summary>
    /// <returns>False when the code is missing or not valid.</returns>
    public bool TryCount(long code, out long count)
    {
        // One comparison finds missing, too small and too great: the difference wraps.
        if (unchecked((ulong)(code - least)) > span)
        {
            count = 0;
            return false;
        }

        if (starts is null)
        {
            count = code * coefficient;
            return true;
        }

        // Counting the starts passed has no branch to mispredict: readings are random, and steps are few.
        var step = 0;
        for (var next = 1; next < starts.Length; next++)
            step += code >= starts[next] ? 1 : 0;
        count = parts![step];
        return true;
    }
}

/// <summary>One tie-breaker: some of the score's steps, or what was observed.</summary>
internal sealed class TieStep(TieBreaker breaker, int[]? columns, ScoreStep[] score)
{
    private readonly ScoreStep[] steps = columns is null ? [] : [.. score.Where(step => columns.Contains(step.Index))];

    /// <summary>What is compared; the greater comes first.</summary>
    public long Count(ReadOnlySpan<long> codes, int bonus, int deductions)
    {
        if (breaker is BonusTieBreaker)
            return bonus;
        if (breaker is DeductionsTieBreaker)
            return -deductions;
        var sum = 0L;
        foreach (ref readonly var step in steps.AsSpan())
        {
            step.TryCount(codes[step.Index], out var count);
            sum += count;
        }

        return sum;
    }
}
