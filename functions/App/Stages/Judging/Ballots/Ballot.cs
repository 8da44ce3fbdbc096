namespace Yuekao.App.Stages.Judging;

/// <summary>
/// The box of a pool's secret ballot: how many for each level, and nothing else. Nobody reads what is in it until collecting ends; no ballot is kept, nor anything that could
/// tell it.
/// </summary>
public sealed record BallotBox(bool IsOpen, int Ballots, IReadOnlyList<Tally> Tallies) : Stored
{
    public static readonly BallotBox Empty = new(IsOpen: true, 0, []);

    /// <summary>With one ballot more.</summary>
    public BallotBox With(IReadOnlyList<BallotMark> marks)
    {
        var added = marks.ToDictionary(mark => (mark.Subject, mark.Item), mark => mark.Level);
        HashSet<(SubjectId, ItemId)> known = [.. Tallies.Select(tally => (tally.Subject, tally.Item))];
        IEnumerable<Tally> all = Tallies.Concat(added.Keys.Where(one => !known.Contains(one)).Select(one => new Tally(one.Subject, one.Item, new Dictionary<LevelId, int>())));
        Tally[] next = [.. all.Select(tally => added.TryGetValue((tally.Subject, tally.Item), out LevelId level) ? Counted(tally, level) : tally)];
        return this with { Ballots = Ballots + 1, Tallies = next };
    }

    private static Tally Counted(Tally tally, LevelId level) =>
        tally with { Counts = new Dictionary<LevelId, int>(tally.Counts) { [level] = tally.Counts.GetValueOrDefault(level) + 1 } };
}

/// <summary>That somebody cast their ballot; not how.</summary>
public sealed record BallotVote(JudgeId Voter, DateTimeOffset At);

/// <param name="Marks">One for each subject whom the voter rates, and each item, in any order.</param>
public sealed record BallotRequest(IReadOnlyList<BallotMark> Marks);

public sealed record BallotMark(SubjectId Subject, ItemId Item, LevelId Level);

internal static class BallotRules
{
    /// <summary>Everything that is wrong with a ballot, with its JSON path, in its order; then what is missing.</summary>
    public static IReadOnlyList<ProblemError> Check(SheetPlace place, IReadOnlyList<SubjectId> subjects, BallotRequest asked)
    {
        Dictionary<ItemId, LevelItem> items = place.Items.OfType<LevelItem>().ToDictionary(item => item.Id);
        HashSet<SubjectId> rated = [.. subjects];
        HashSet<(SubjectId, ItemId)> left = [.. subjects.SelectMany(subject => items.Keys, (subject, item) => (subject, item))];
        var errors = new List<ProblemError>();
        foreach ((int index, BallotMark mark) in asked.Marks.Index())
        {
            string path = $"$.marks[{index}]";
            if (!rated.Contains(mark.Subject))
                errors.Add(new ProblemError($"{path}.subject", $"'{mark.Subject}' is nobody whom this voter rates."));
            else if (!items.TryGetValue(mark.Item, out LevelItem? item))
                errors.Add(new ProblemError($"{path}.item", $"'{mark.Item}' is not voted on: it must be one of {string.Join(", ", items.Keys)}."));
            else if (!left.Remove((mark.Subject, mark.Item)))
                errors.Add(new ProblemError(path, $"'{mark.Item}' of '{mark.Subject}' is there twice."));
            else if (item.Levels.All(level => level.Id != mark.Level))
                errors.Add(new ProblemError($"{path}.level", $"'{mark.Level}' is no level: it must be one of {string.Join(", ", item.Levels.Select(level => level.Id))}."));
        }

        return [.. errors, .. left.OrderBy(one => $"{one.Item1}|{one.Item2}", StringComparer.Ordinal).Select(one => new ProblemError("$.marks", $"'{one.Item2}' of '{one.Item1}' is missing: a ballot rates everybody in everything."))];
    }
}
