using System.Globalization;
using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Support;

/// <summary>Random complete input for a scheme: every reading is there, ties are common.</summary>
internal sealed class RandomPool(Scheme scheme, Random random)
{
    public static PoolInput Create(Scheme scheme, Random random) => new RandomPool(scheme, random).Input(random.Next(0, 25));

    /// <summary>Another value of an item that is not worse, and better where there is a better one.</summary>
    public static ReadingValue Raise(Item item, ReadingValue value, Random random) => item switch
    {
        CheckItem => value == ReadingValue.NotMet && random.Next(2) == 0 ? ReadingValue.NotApplicable : ReadingValue.Met,
        PointsItem points => ReadingValue.Of(Math.Min(points.Maximum.Value, value.Number!.Value.Value + (random.Next(1, 300) / 100m))),
        MeasureItem measure => ReadingValue.Of(value.Number!.Value.Value + ((measure.Better == Direction.Higher ? 1 : -1) * random.Next(1, 400) / 100m)),
        _ => ReadingValue.Of(((LevelItem)item).Levels.TakeWhile(level => level.Id.Value != value.Word).LastOrDefault()?.Id.Value ?? value.Word!),
    };

    private PoolInput Input(int count)
    {
        RosterEntry[] roster = [.. Enumerable.Range(0, count).Select(Entry)];
        return new()
        {
            Period = Make.October,
            Roster = roster,
            Readings = [.. scheme.Document.Items.SelectMany(item => Readings(item, roster))],
            Waivers = Waivers(),
            Observations = [.. Enumerable.Range(0, random.Next(6)).Select(place => Observation(place, count)).OfType<Observation>()],
        };
    }

    private RosterEntry Entry(int place)
    {
        int? inPost = random.Next(4) == 0 ? random.Next(0, 32) : null;
        return Make.Entry(place, Base(), Id("t", random.Next(3)), Id("v", random.Next(5))) with
        {
            Status = random.Next(8) switch { 0 => PostStatus.OnLeave, 1 => PostStatus.Suspended, _ => PostStatus.Serving },
            DaysInPost = inPost,
            DaysServed = random.Next(4) == 0 ? random.Next(0, (inPost ?? 31) + 1) : null,
        };
    }

    private static string Id(string kind, int place) => string.Create(CultureInfo.InvariantCulture, $"{kind}{place}");

    private long Base() => random.Next(5) switch
    {
        0 => 0,
        1 => 1,
        2 => Fen.MaximumBase.Amount - random.Next(3),
        _ => random.Next(1, 500_000),
    };

    private IEnumerable<Reading> Readings(Item item, RosterEntry[] roster)
    {
        var raters = scheme.Document.Components.FirstOrDefault(component => component.Items.Contains(item.Id))?.Raters ?? [];
        IEnumerable<SourceId> sources = item.Source is { } source ? [source] : raters.Select(rater => rater.Source);
        return item.Level == ItemLevel.Village
            ? from source1 in sources
              from village in roster.Select(entry => entry.Village).Distinct()
              select new Reading { Item = item.Id, Source = source1, Village = village, Value = Value(item), At = Make.Noon }
            : from source1 in sources
              from entry in roster
              select new Reading { Item = item.Id, Source = source1, Subject = entry.Subject, Value = Value(item), At = Make.Noon };
    }

    private ReadingValue Value(Item item) => item switch
    {
        CheckItem => random.Next(8) switch { 0 => ReadingValue.NotMet, 1 => ReadingValue.NotApplicable, _ => ReadingValue.Met },
        PointsItem points => ReadingValue.Of(Math.Min(points.Maximum.Value, random.Next(1, 5) * 0.75m)),
        MeasureItem => ReadingValue.Of(random.Next(-1, 6)),
        _ => ReadingValue.Of(((LevelItem)item).Levels[random.Next(3)].Id.Value),
    };

    /// <summary>Never all of the scoring items: then nothing would be left to score.</summary>
    private Waiver[] Waivers()
    {
        var kept = scheme.Document.Components[0].Items[0];
        return [.. scheme.Document.Items.Where(item => item.Id != kept && random.Next(8) == 0).Select(item => new Waiver { Item = item.Id, Reason = "flood", At = Make.Noon })];
    }

    private Observation? Observation(int place, int count)
    {
        var document = scheme.Document;
        List<(RuleId Rule, SourceId Source, decimal? Points, string? Level)> rules =
        [
            .. (document.Bonus?.Rules ?? []).Select(rule => (rule.Id, rule.Sources[0], (decimal?)null, (string?)(random.Next(2) == 0 ? "central" : "county"))),
            .. (document.Deductions?.Rules ?? []).Select(rule => (rule.Id, rule.Sources[0], rule is RangeObservationRule ? random.Next(1, 12) : (decimal?)null, (string?)null)),
            .. document.Vetoes.Where(_ => random.Next(3) == 0).Select(veto => (veto.Id, veto.Sources[0], (decimal?)null, (string?)null)),
        ];
        if (rules.Count == 0 || count == 0)
            return null;
        var (rule, source, points, level) = rules[random.Next(rules.Count)];
        return Make.Observation(rule.Value, random.Next(count), Id("o", place), source.Value, points, level);
    }
}
