using Yuekao.Assessment.Results;

namespace Yuekao.App.Stages.Grade;

/// <summary>
/// What a scheme of the year reads of the places in others (source <c>results</c>): computed by the scheme's rules when collecting ends, and kept with the proposal, each
/// with the cycles, places and points that it comes of.
/// </summary>
public sealed class YearReadings(IYearGrades years)
{
    /// <summary>A pool's input with those readings; whom no cycle of the year assessed has none. No storage call where no item asks for any. Null while a cycle of the year is not sealed.</summary>
    public async Task<PoolInput?> JoinAsync(CycleContext context, PoolInput input, CancellationToken cancellation)
    {
        (ItemId Item, PlaceRule Rule)[] items = [.. context.Scheme.Document.Items.OfType<PointsItem>().Where(item => item.Rule is PlaceRule).Select(item => (item.Id, (PlaceRule)item.Rule!))];
        if (await years.OfAsync(context.Key, items.Select(item => item.Rule.Scheme), cancellation) is not { } results)
            return null;
        IEnumerable<Reading> read = items.SelectMany(item => input.Roster.Select(entry =>
            PlaceReadings.Of(item.Item, item.Rule, entry.Subject, results[item.Rule.Scheme].PlacesOf(OwnerOf(item.Rule, entry)), context.Times.PeriodEnds))).OfType<Reading>();
        return input with { Readings = [.. input.Readings, .. read] };
    }

    private static SubjectId OwnerOf(PlaceRule rule, RosterEntry entry) => rule.Of == PlaceOwner.Township ? SubjectId.Of(entry.Township.Value) : entry.Subject;
}
