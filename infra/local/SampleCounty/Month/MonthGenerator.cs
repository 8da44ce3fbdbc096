namespace Yuekao.Local.SampleCounty.Month;

/// <summary>
/// Makes up a month of readings for any scheme of cadres pooled by township. The same seed gives the same month.
/// In it are cadres who fail the gate, alone and with their whole village, cadres who tie exactly, a late source, and observations that add and take points.
/// </summary>
public static class MonthGenerator
{
    /// <summary>The seed of the month that the demo shows: one in which some cadres tie across a line between grades.</summary>
    public const int DemoSeed = 202637;

    /// <summary>Makes up a period's submissions and observations.</summary>
    /// <param name="county">The county, whose roster says who is in post.</param>
    /// <param name="scheme">The scheme, whose items say what is read.</param>
    /// <param name="period">The period, of the scheme's kind.</param>
    /// <param name="seed">The seed.</param>
    public static SampleMonth Generate(SampleCountyData county, Scheme scheme, Period period, int seed)
    {
        // Villages and cadres are about as good as they were, month by month; only the rest is chance.
        var qualities = new Qualities(seed, period);
        TownshipId late = new Dice(seed, $"late source of {period}").Pick(county.Townships).Id;
        return new SampleMonth(scheme.Key, period, [.. county.Townships.Select(township => Township(township.Id))]);

        SampleTownshipMonth Township(TownshipId id)
        {
            var dice = new Dice(seed, $"{id} {period}");
            IReadOnlyList<SamplePosting> serving = [.. county.PostingsIn(id).Where(posting => posting.DaysServed(period) > 0)];
            var cases = SpecialReadings.Choose(scheme.Document, serving, dice);
            var hours = new ReportingHours(scheme.Document.Calendar, period, dice);
            SourceId[] sources = [.. scheme.Document.Items.Select(item => item.Source).OfType<SourceId>().Distinct()];
            SourceId? lateSource = id == late ? dice.Pick(sources) : null;
            var readings = new ReadingGenerator(scheme.Document, serving, qualities, cases);
            return new SampleTownshipMonth(id, [.. sources.Select(Submission)], ObservationGenerator.Generate(scheme.Document, period, serving, cases, dice));

            SampleSubmission Submission(SourceId source)
            {
                bool isLate = source == lateSource;
                DateTimeOffset at = isLate ? hours.Late() : hours.InTime();
                return new SampleSubmission(source, at, isLate, [.. readings.Of(source, at)]);
            }
        }
    }
}
