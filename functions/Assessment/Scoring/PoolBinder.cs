using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Scoring;

/// <summary>Checks a pool's input against the scheme and lays it out. Every problem is found, not only the first.</summary>
internal sealed class PoolBinder
{
    private readonly BoundPool pool;
    private readonly List<InputProblem> problems = [];
    private readonly Dictionary<SubjectId, int> subjects;
    private readonly Dictionary<VillageId, List<int>> villages = [];

    // Readings mostly come subject by subject or item by item, so that the last place, or the one after it, is tried before a look-up.
    private int lastColumn;
    private int lastSubject;

    private PoolBinder(SchemePlan plan, PoolInput input)
    {
        var waived = CheckWaivers(plan, input.Waivers);
        pool = new(plan, input, plan.WeightsWithout(waived));
        subjects = new(input.Roster.Count);
    }

    /// <summary>Lays out the input.</summary>
    /// <returns>The pool, of which nothing counts where there are problems, and the problems.</returns>
    public static (BoundPool Pool, IReadOnlyList<InputProblem> Problems) Bind(SchemePlan plan, PoolInput input)
    {
        var binder = new PoolBinder(plan, input);
        if (input.Period.Kind != plan.Document.Period)
            binder.Problem("$.period", "wrong-period", $"{input.Period} is not of the scheme's kind: it must be a period of kind {plan.Document.Period}.");
        binder.CheckRoster();
        for (var index = 0; index < input.Readings.Count; index++)
            binder.Place(input.Readings[index], index);
        binder.CheckObservations();
        if (!binder.pool.Weights.CanScore)
            binder.Problem("$.waivers", "nothing-left", "Every scoring item is waived: nothing is left to score. Waive fewer items.");
        return (binder.pool, binder.problems);
    }

    private void Problem(string path, string code, LocalizableString message) => problems.Add(new(path, code, message));

    private HashSet<ItemId> CheckWaivers(SchemePlan plan, IReadOnlyList<Waiver> waivers)
    {
        var waived = new HashSet<ItemId>();
        foreach (var (index, waiver) in waivers.Index())
        {
            if (!plan.TryColumns(waiver.Item, out _, out _))
                Problem($"$.waivers[{index}].item", "unknown-item", $"'{waiver.Item}' is not an item of this scheme.");
            else if (!waived.Add(waiver.Item))
                Problem($"$.waivers[{index}].item", "duplicate", $"'{waiver.Item}' is already waived: once is enough.");
        }

        return waived;
    }

    private void CheckRoster()
    {
        var needsVillage = pool.Plan.Document.Items.Any(item => item.Level == ItemLevel.Village);
        foreach (var (index, entry) in pool.Input.Roster.Index())
        {
            var path = $"$.roster[{index}]";
            if (!subjects.TryAdd(entry.Subject, index))
                Problem($"{path}.subject", "duplicate", $"'{entry.Subject}' stands in the roster before: once is enough.");
            CheckDays($"{path}.daysInPost", entry.DaysInPost, pool.Input.Period.Days);
            CheckDays($"{path}.daysServed", entry.DaysServed, Math.Clamp(entry.InPost(pool.Input.Period), 0, pool.Input.Period.Days));
            if (entry.BaseSubsidy < Fen.Zero || entry.BaseSubsidy > Fen.MaximumBase)
                Problem($"{path}.baseSubsidy", "out-of-range", $"{entry.BaseSubsidy} fen is out of range: it must be from 0 to {Fen.MaximumBase}.");
            if (entry.Village is not { } village)
            {
                if (needsVillage)
                    Problem($"{path}.village", "missing", $"'{entry.Subject}' has no village, and the scheme has items of village level.");
                continue;
            }

            if (!villages.TryGetValue(village, out var members))
                villages.Add(village, members = []);
            members.Add(index);
        }
    }

    private void CheckDays(string path, int? given, int most)
    {
        if (given is { } days && (days < 0 || days > most))
            Problem(path, "out-of-range", $"{days} days do not fit {pool.Input.Period}: it must be from 0 to {most}.");
    }

    private void Place(Reading reading, int index)
    {
        if (FindColumn(reading, index) is not { } at)
            return;
        var column = pool.Plan.Columns[at];
        if (column.TryEncode(reading.Value, out var code, out var count) is { } expected)
            Problem($"$.readings[{index}].value", "wrong-value", $"'{reading.Value}' does not fit '{reading.Item}': {expected}.");
        else if (reading.Basis is not null && !column.TakesMeans)
            Problem($"$.readings[{index}].basis", "not-allowed", $"'{reading.Source}' says itself what it reads of '{reading.Item}': leave the basis out.");
        else if (column.Item.Level == ItemLevel.Village)
            PlaceForVillage(reading, at, code, index);
        else
            PlaceForSubject(reading, at, code, count, index);
    }

    private int? FindColumn(Reading reading, int index)
    {
        var all = pool.Plan.Columns;
        for (var column = lastColumn; column < all.Length && column <= lastColumn + 1; column++)
            if (IsColumn(all[column], reading))
                return lastColumn = column;
        if (!pool.Plan.TryColumns(reading.Item, out var columns, out var first))
        {
            Problem($"$.readings[{index}].item", "unknown-item", $"'{reading.Item}' is not an item of this scheme.");
            return null;
        }

        for (var column = 0; column < columns.Length; column++)
            if (columns[column].Source == reading.Source)
                return lastColumn = first + column;
        Problem($"$.readings[{index}].source", "wrong-source", $"'{reading.Source}' does not read '{reading.Item}': it must be {LocalizableString.AnyOf(columns.ToArray().Select(one => one.Source))}.");
        return null;
    }

    private static bool IsColumn(Column column, Reading reading) => column.Item.Id == reading.Item && column.Source == reading.Source;

    private bool TryFindSubject(SubjectId subject, out int place)
    {
        var roster = pool.Input.Roster;
        for (place = lastSubject; place < roster.Count && place <= lastSubject + 1; place++)
        {
            if (roster[place].Subject != subject)
                continue;
            lastSubject = place;
            return true;
        }

        if (!subjects.TryGetValue(subject, out place))
            return false;
        lastSubject = place;
        return true;
    }

    private void PlaceForSubject(Reading reading, int column, long code, int count, int index)
    {
        if (reading.Subject is not { } subject || reading.Village is not null)
            Problem($"$.readings[{index}]", "wrong-level", $"'{reading.Item}' is read of a subject: give the subject and no village.");
        else if (!TryFindSubject(subject, out var place))
            Problem($"$.readings[{index}].subject", "unknown-subject", $"'{subject}' is not in the roster.");
        else if (!pool.TryPlace(place, column, code, count, reading))
            Problem($"$.readings[{index}]", "duplicate", $"'{reading.Source}' already reads '{reading.Item}' of '{subject}': keep one reading.");
    }

    private void PlaceForVillage(Reading reading, int column, long code, int index)
    {
        if (reading.Village is not { } village || reading.Subject is not null)
            Problem($"$.readings[{index}]", "wrong-level", $"'{reading.Item}' is read of a village: give the village and no subject.");
        else if (!villages.TryGetValue(village, out var members))
            Problem($"$.readings[{index}].village", "unknown-village", $"'{village}' is no village of the roster.");
        else if (members.Exists(member => !pool.TryPlace(member, column, code, count: 1, reading)))
            Problem($"$.readings[{index}]", "duplicate", $"'{reading.Source}' already reads '{reading.Item}' of '{village}': keep one reading.");
    }

    private void CheckObservations()
    {
        Array.Fill(pool.Observed, Observed.Nothing);
        var ids = new HashSet<string>();
        var bySubject = new Dictionary<int, List<Observation>>();
        foreach (var (index, observation) in pool.Input.Observations.Index())
        {
            var path = $"$.observations[{index}]";
            if (!ids.Add(observation.Id))
                Problem($"{path}.id", "duplicate", $"Observation '{observation.Id}' is already there: each has an id of its own.");
            if (!subjects.TryGetValue(observation.Subject, out var place))
                Problem($"{path}.subject", "unknown-subject", $"'{observation.Subject}' is not in the roster.");
            else if (pool.Plan.Observed.Problem(observation, pool.Input.Period) is (var code, var message))
                Problem(path, code, message);
            else if (bySubject.TryGetValue(place, out var known))
                known.Add(observation);
            else
                bySubject.Add(place, [observation]);
        }

        foreach (var (place, observations) in bySubject)
            pool.Observed[place] = pool.Plan.Observed.Count(observations);
    }
}
