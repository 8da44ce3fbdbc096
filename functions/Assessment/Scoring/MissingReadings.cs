using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Rules;

namespace Yuekao.Assessment.Scoring;

/// <summary>Finds the readings that a pool still needs: those of the gate for everyone assessed, and those of the components for everyone not known to fail it.</summary>
internal static class MissingReadings
{
    public static IReadOnlyList<MissingReading> Of(BoundPool pool)
    {
        var missing = new List<MissingReading>();
        var scored = Enumerable.Range(0, pool.Count).Select(subject => !pool.FailsGate(subject)).ToArray();
        foreach (var (index, column) in pool.Plan.Columns.Index())
        {
            var (gates, counts) = (pool.Weights.Gates(column), pool.Weights.Counts(column));
            if (!gates && !counts)
                continue;
            for (var subject = 0; subject < pool.Count; subject++)
                if (pool.Reasons[subject] is null && (gates || scored[subject]) && pool.ReadingsOf(subject)[index] is null)
                    missing.Add(Missing(column, pool.Input.Roster[subject]));
        }

        // One village's reading is missing once, however many subjects it counts for.
        return [.. missing.Distinct()];
    }

    private static MissingReading Missing(Column column, RosterEntry entry) => column.Item.Level == ItemLevel.Village
        ? new(column.Item.Id, column.Source, null, entry.Village)
        : new(column.Item.Id, column.Source, entry.Subject, null);
}
