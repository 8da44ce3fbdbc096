using System.Numerics;
using Yuekao.Assessment.Outcomes;
using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Scoring;

/// <summary>Writes down how each subject's outcome came about.</summary>
internal readonly struct Explainer(BoundPool pool, PoolSummary summary)
{
    public Explanation Explain(int subject, OutcomeKind kind, BoundaryTie? tie)
    {
        var observed = pool.Observed[subject];
        return new()
        {
            Pool = summary,
            Readings = Readings(subject),
            GateFailures = kind == OutcomeKind.Gated ? GateFailures(subject) : [],
            Components = kind is OutcomeKind.Scored or OutcomeKind.Vetoed ? Components(subject) : [],
            Bonus = observed.Bonus,
            Deductions = observed.Deductions,
            Vetoes = observed.Vetoes,
            Tie = tie,
        };
    }

    private ReadingLine[] Readings(int subject)
    {
        var readings = pool.ReadingsOf(subject);
        var codes = pool.CodesOf(subject);
        var count = 0;
        foreach (var reading in readings)
            count += reading is null ? 0 : 1;
        var lines = new ReadingLine[count];
        for (var (index, line) = (0, 0); index < readings.Length; index++)
        {
            if (readings[index] is not { } reading)
                continue;
            var column = pool.Plan.Columns[index];
            lines[line++] = new(reading, pool.Weights.IsCounted(index) ? reading.Value.Mean?.Shown ?? Points.FromHundredths(column.Curve.PointsOf(codes[index])) : null);
        }

        return lines;
    }

    private List<Reading> GateFailures(int subject)
    {
        var failures = new List<Reading>();
        foreach (var step in pool.Weights.Gate)
            if (!step.Passes(pool.CodesOf(subject)[step.Index]))
                failures.Add(pool.ReadingsOf(subject)[step.Index]!);
        return failures;
    }

    private ComponentLine[] Components(int subject)
    {
        var weights = pool.Weights;
        var codes = pool.CodesOf(subject);
        if (!pool.Counts.IsEmpty)
            return ComponentsOfMeans(weights, codes, pool.CountsOf(subject));
        Span<long> obtained = stackalloc long[weights.Scales.Length];
        obtained.Clear();
        var columns = pool.Plan.Columns;
        for (var index = 0; index < columns.Length; index++)
            if (weights.IsCounted(index))
                obtained[columns[index].Component] += columns[index].RaterWeight * columns[index].Curve.PointsOf(codes[index]);

        var lines = new ComponentLine[weights.Scales.Length];
        for (var index = 0; index < lines.Length; index++)
        {
            var scale = weights.Scales[index];
            lines[index] = new(scale.Component.Id, Score.OfSmall(obtained[index], 100 * scale.RaterWeights), Contribution(scale, obtained[index]));
        }

        return lines;
    }

    private ComponentLine[] ComponentsOfMeans(PoolWeights weights, ReadOnlySpan<long> codes, ReadOnlySpan<int> counts)
    {
        var obtained = new Score[weights.Scales.Length];
        foreach (var (index, column) in pool.Plan.Columns.Index())
            if (weights.IsCounted(index))
                obtained[column.Component] += Score.Of((BigInteger)column.RaterWeight * column.Curve.PointsOf(codes[index]), (BigInteger)100 * weights.Scales[column.Component].RaterWeights * counts[index]);
        return [.. weights.Scales.Zip(obtained, (scale, points) => new ComponentLine(scale.Component.Id, points, Contribution(scale, points, weights.RemainingWeight)))];
    }

    private static Score Contribution(ComponentScale scale, Score obtained, long remaining) => scale.Maximum == 0
        ? Score.Zero
        : Score.Of(obtained.Numerator * 100 * 100 * scale.Weight, obtained.Denominator * scale.Maximum * remaining);

    private Score Contribution(ComponentScale scale, long obtained)
    {
        if (scale.Maximum == 0)
            return Score.Zero;
        var (numerator, denominator) = ((Int128)obtained * 100 * scale.Weight, (Int128)scale.RaterWeights * scale.Maximum * pool.Weights.RemainingWeight);
        return numerator <= long.MaxValue && denominator <= long.MaxValue ? Score.OfSmall((long)numerator, (long)denominator) : Score.Of(numerator, denominator);
    }
}
