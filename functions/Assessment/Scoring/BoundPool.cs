using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Scoring;

/// <summary>A pool's input laid out in flat memory, after checks.</summary>
internal sealed class BoundPool(SchemePlan plan, PoolInput input, PoolWeights weights)
{
    private readonly int columns = plan.Columns.Length;
    private int[] counts = [];

    public SchemePlan Plan { get; } = plan;

    public PoolInput Input { get; } = input;

    public PoolWeights Weights { get; } = weights;

    public int Count { get; } = input.Roster.Count;

    public long[] Codes { get; } = NewCodes(input.Roster.Count * plan.Columns.Length);

    /// <summary>How many values each code is the sum of: 1 but for means; empty when there is no mean.</summary>
    public ReadOnlySpan<int> Counts => counts;

    public Reading?[] Readings { get; } = new Reading?[input.Roster.Count * plan.Columns.Length];

    public NotAssessedReason?[] Reasons { get; } = [.. input.Roster.Select(entry => ReasonOf(plan.Document.NotAssessed, entry, input.Period))];

    public Observed[] Observed { get; } = new Observed[input.Roster.Count];

    public ReadOnlySpan<long> CodesOf(int subject) => Codes.AsSpan(subject * columns, columns);

    public ReadOnlySpan<int> CountsOf(int subject) => counts.Length == 0 ? [] : counts.AsSpan(subject * columns, columns);

    public ReadOnlySpan<Reading?> ReadingsOf(int subject) => Readings.AsSpan(subject * columns, columns);

    /// <summary>Places a reading.</summary>
    /// <returns>False when another one stands there.</returns>
    public bool TryPlace(int subject, int column, long code, int count, Reading reading)
    {
        var at = (subject * columns) + column;
        if (Readings[at] is not null)
            return false;
        (Codes[at], Readings[at]) = (code, reading);
        if (count == 1)
            return true;
        if (counts.Length == 0)
            Array.Fill(counts = new int[Codes.Length], 1);
        counts[at] = count;
        return true;
    }

    /// <summary>Whether the subject fails the gate by the readings that are there.</summary>
    public bool FailsGate(int subject)
    {
        var codes = CodesOf(subject);
        foreach (var step in Weights.Gate)
            if (codes[step.Index] != PoolFrame.Missing && !step.Passes(codes[step.Index]))
                return true;
        return false;
    }

    public PoolFrame NewFrame() => new()
    {
        Codes = Codes,
        Counts = counts,
        Columns = columns,
        NotAssessed = Reasons.Select(reason => (byte)(reason is null ? 0 : (int)reason + 1)).ToArray(),
        Bonus = Observed.Select(one => (int)one.Bonus.Counted.Hundredths).ToArray(),
        Deductions = Observed.Select(one => (int)one.Deductions.Counted.Hundredths).ToArray(),
        Vetoes = Observed.Select(one => one.VetoCode).ToArray(),
        Kinds = new byte[Count],
        Grades = new byte[Count],
        Ranks = new int[Count],
        Marks = new OutcomeMarks[Count],
        Totals = new long[Count],
    };

    internal static NotAssessedReason? ReasonOf(NotAssessedRules? rules, RosterEntry entry, Period period) => rules switch
    {
        null => null,
        { Suspended: true } when entry.Status == PostStatus.Suspended => NotAssessedReason.Suspended,
        { OnLeave: true } when entry.Status == PostStatus.OnLeave => NotAssessedReason.OnLeave,
        _ when entry.Served(period) < rules.MinimumDays => NotAssessedReason.ShortService,
        _ => null,
    };

    private static long[] NewCodes(int length)
    {
        var codes = new long[length];
        Array.Fill(codes, PoolFrame.Missing);
        return codes;
    }
}
