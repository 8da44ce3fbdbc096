using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Scoring;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Bulk;

/// <summary>How one subject's readings lie in flat memory: one code a column, a column being an item as one source reads it.</summary>
public sealed class BulkLayout
{
    private readonly SchemePlan plan;

    internal BulkLayout(SchemePlan plan) => this.plan = plan;

    /// <summary>The code of a reading that is not there.</summary>
    public const long Missing = PoolFrame.Missing;

    /// <summary>The number of columns.</summary>
    public int Columns => plan.Columns.Length;

    /// <summary>The layout of a scheme.</summary>
    public static BulkLayout Of(Scheme scheme) => new(scheme.Plan);

    /// <summary>The item and the source of a column.</summary>
    public (ItemId Item, SourceId Source) ColumnAt(int column) => (plan.Columns[column].Item.Id, plan.Columns[column].Source);

    /// <summary>
    /// The code of a value: 2 met, 1 not applicable, 0 not met; hundredths of points and measures, negative where less is better; a level's place from the bottom.
    /// A village's value stands in the row of each of its subjects. Of a mean it is the sum's hundredths, and the count stands in <see cref="BulkInput.Counts"/>.
    /// </summary>
    /// <exception cref="FormatException">The item does not allow the value.</exception>
    public long Encode(int column, ReadingValue value) =>
        plan.Columns[column].TryEncode(value, out var code, out _) is { } expected
            ? throw new FormatException($"'{value}' does not fit '{plan.Columns[column].Item.Id}': {expected}.")
            : code;
}
