namespace Yuekao.Benchmarks.County;

/// <summary>What orchestrations did, as their histories have it.</summary>
/// <param name="rows">The rows in the order they were written.</param>
internal sealed class HistoryCounts(IReadOnlyList<HistoryRow> rows)
{
    /// <summary>How many turns orchestrators took.</summary>
    public int Turns => rows.Count(row => row.Event == HistoryRow.TurnStarts);

    /// <summary>How many activities were scheduled.</summary>
    public int Activities => rows.Count(row => row.Event == HistoryRow.Schedules);

    /// <summary>
    /// The turns by orchestrator and by what woke it, the most first. Of several things that came at once, the first counts. A turn is idle that asks for
    /// nothing: a timer that was cancelled comes all the same when its time is there.
    /// </summary>
    public IEnumerable<(string Orchestrator, string Cause, int Count, int Idle)> ByCause()
    {
        var names = rows.Where(row => row.Event == HistoryRow.Starts).GroupBy(row => row.Instance, row => row.Name, StringComparer.Ordinal)
            .ToDictionary(one => one.Key, one => one.First()!, StringComparer.Ordinal);
        return rows.GroupBy(row => row.Instance, StringComparer.Ordinal)
            .SelectMany(instance => TurnsOf([.. instance]).Select(turn => (Orchestrator: names.GetValueOrDefault(instance.Key, "begun before"), turn.Cause, turn.IsIdle)))
            .GroupBy(turn => (turn.Orchestrator, turn.Cause)).OrderByDescending(turns => turns.Count())
            .Select(turns => (turns.Key.Orchestrator, turns.Key.Cause, turns.Count(), turns.Count(turn => turn.IsIdle)));
    }

    /// <summary>The activities by name, the most first.</summary>
    public IEnumerable<(string Activity, int Count)> ByActivity() =>
        rows.Where(row => row.Event == HistoryRow.Schedules).CountBy(row => row.Name!).OrderByDescending(one => one.Value).Select(one => (one.Key, one.Value));

    private static IEnumerable<(string Cause, bool IsIdle)> TurnsOf(HistoryRow[] instance)
    {
        int[] starts = [.. instance.Index().Where(row => row.Item.Event == HistoryRow.TurnStarts).Select(row => row.Index), instance.Length];
        foreach ((int start, int end) in starts.Zip(starts.Skip(1)))
        {
            if (end - start < 2)
                continue;
            HistoryRow first = instance[start + 1];
            yield return (first.Event == HistoryRow.Starts ? first.Event : $"{first.Event} {first.Name}".Trim(), !instance[start..end].Any(row => row.IsNext));
        }
    }
}
