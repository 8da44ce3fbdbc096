using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Sheets;

/// <summary>Makes a roll's readings of the tallies of its secret ballot: the mean of the points of the levels, over the ballots that were cast.</summary>
public static class BallotMeans
{
    /// <summary>A roll's readings, by the scheme's order of items and then by subject. The order of tallies changes nothing.</summary>
    /// <param name="scheme">The scheme.</param>
    /// <param name="source">The roll.</param>
    /// <param name="tallies">The tallies.</param>
    /// <returns>No reading of what fewer ballots were cast on than the rules ask for: that stays missing, and is never zero.</returns>
    /// <exception cref="ArgumentException">
    /// The source is no roll of the scheme, a subject and item has two tallies, or a tally has an unknown item or level, or a count below 0 or together above a million.
    /// </exception>
    public static IReadOnlyList<MeanReading> Of(Scheme scheme, SourceId source, IReadOnlyList<Tally> tallies)
    {
        if (SheetMeans.RulesOf(scheme, source) is not BallotSheets rules)
            throw new ArgumentException($"'{source}' is no roll of voters of {scheme}.", nameof(source));
        var items = SheetMeans.ItemsOf(scheme, source).Cast<LevelItem>().ToList();
        if (tallies.GroupBy(tally => (tally.Subject, tally.Item)).FirstOrDefault(group => group.Count() > 1) is { Key: var (subject, item) })
            throw new ArgumentException($"'{subject}' has two tallies of '{item}'.", nameof(tallies));
        if (tallies.FirstOrDefault(tally => items.TrueForAll(one => one.Id != tally.Item)) is { } stray)
            throw new ArgumentException($"'{source}' does not read '{stray.Item}'.", nameof(tallies));
        return
        [
            .. from one in items
               from tally in tallies.Where(tally => tally.Item == one.Id).OrderBy(tally => tally.Subject.Value, StringComparer.Ordinal)
               let cast = CastOn(one, tally)
               where cast >= rules.Least
               select Of(one, tally, cast),
        ];
    }

    private static MeanReading Of(LevelItem item, Tally tally, int cast)
    {
        LevelCount[] levels = [.. item.Levels.Select(level => new LevelCount(level.Id, tally.Counts.GetValueOrDefault(level.Id)))];
        var sum = item.Levels.Zip(levels, (level, count) => level.Points.Hundredths * count.Count).Sum();
        return new(item.Id, tally.Subject, ReadingValue.Of(Mean.Of(sum, cast)), new BallotBasis(cast, sum / 100m, levels));
    }

    private static int CastOn(LevelItem item, Tally tally)
    {
        var cast = 0L;
        foreach (var (level, count) in tally.Counts)
        {
            if (count < 0 || item.Levels.All(one => one.Id != level))
                throw new ArgumentException($"{count} ballots for '{level}' do not fit '{item.Id}': each of its levels has 0 or more.");
            cast += count;
        }

        return cast <= Mean.MaximumCount ? (int)cast : throw new ArgumentException($"{cast} ballots on '{tally.Subject}' are more than {Mean.MaximumCount}.");
    }
}
