using Yuekao.Assessment.Results;

namespace Yuekao.App.Stages.Seal;

/// <summary>Computes what a scheme of the year reads of the places in others anew, by the rules that the cycle froze, from the places that are archived with each reading.</summary>
internal static class ResultsVerifier
{
    public static void Verify(string entry, CycleContext context, PoolInput input, ArchiveFindings findings)
    {
        foreach ((int index, Reading reading) in input.Readings.Index().Where(one => one.Item.Source == SourceId.Results))
        {
            string path = $"$.input.readings[{index}]";
            PlaceRule? rule = (context.Scheme.Document.Items.FirstOrDefault(item => item.Id == reading.Item) as PointsItem)?.Rule as PlaceRule;
            if (rule is null || reading.Subject is not { } subject || reading.Basis is not PlaceBasis basis)
            {
                findings.Add($"{entry} {path}", "It does not say of which places it comes.");
                continue;
            }

            if (basis.Places.Any(one => one.Period.Year != context.Key.Period.Year) || basis.Places.DistinctBy(one => one.Period).Count() < basis.Places.Count)
                findings.Add($"{entry} {path}.basis.places", "It counts a cycle of another year, or one twice.");
            findings.Compare(entry, path, PlaceReadings.Of(reading.Item, rule, subject, basis.Places.Select(one => new PeriodPlace(one.Period, one.Place)), context.Times.PeriodEnds), reading);
        }
    }
}
