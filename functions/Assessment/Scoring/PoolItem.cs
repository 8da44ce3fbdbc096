using Yuekao.Assessment.Decisions;
using Yuekao.Assessment.Outcomes;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Scoring;

/// <summary>One item in one decided pool: what each subject's explanation says of it.</summary>
internal sealed class PoolItem
{
    private readonly Column[] columns;

    private PoolItem(Item item, Column[] columns, bool waived)
    {
        (Item, this.columns, Waived) = (item, columns, waived);
        Maximum = waived || columns[0].Component < 0 ? null : item.Most;
    }

    public Item Item { get; }

    public bool Waived { get; }

    /// <summary>The most it gives; null where it is waived or only stands in the gate.</summary>
    public Points? Maximum { get; }

    /// <summary>Every item, in the scheme's order.</summary>
    /// <exception cref="ArgumentException">The pool was decided under another scheme.</exception>
    public static IReadOnlyList<PoolItem> AllOf(Scheme scheme, Decided decided)
    {
        if (decided.Pool.Scheme != scheme.Key)
            throw new ArgumentException($"The pool was decided under {decided.Pool.Scheme}, not under {scheme.Key}.", nameof(decided));
        var waived = decided.Pool.Waivers.Select(waiver => waiver.Item).ToHashSet();
        return [.. scheme.Document.Items.Select(item => new PoolItem(item, ColumnsOf(scheme.Plan, item.Id), waived.Contains(item.Id)))];
    }

    /// <summary>The readings of the subject or of its village: one of each source that gave one, in the scheme's order.</summary>
    public IReadOnlyList<ReadingLine> LinesOf(SubjectOutcome outcome) => [.. outcome.Explanation.Readings.Where(line => line.Reading.Item == Item.Id)];

    /// <summary>Whether a reading of it failed the subject's gate.</summary>
    public bool IsFailedBy(SubjectOutcome outcome) => outcome.Explanation.GateFailures.Any(reading => reading.Item == Item.Id);

    /// <summary>What it gave, with raters their weighted mean; null where it does not count, a source's reading is missing or the subject was not assessed.</summary>
    public Score? ObtainedBy(SubjectOutcome outcome)
    {
        var lines = LinesOf(outcome);
        if (Maximum is null || outcome.Kind == OutcomeKind.NotAssessed || lines.Count < columns.Length)
            return null;
        var weights = columns.Sum(column => column.RaterWeight);
        if (!columns.Any(column => column.TakesMeans))
            return Score.Of(columns.Zip(lines, (column, line) => column.RaterWeight * line.Points!.Value.Hundredths).Sum(), 100 * weights);
        var weighted = columns.Zip(lines, (column, line) => line.Gave!.Value.Times(column.RaterWeight)).Aggregate(Score.Zero, (sum, one) => sum + one);
        return Score.Of(weighted.Numerator, weighted.Denominator * weights);
    }

    private static Column[] ColumnsOf(SchemePlan plan, ItemId item)
    {
        _ = plan.TryColumns(item, out var columns, out _);
        return columns.ToArray();
    }
}
