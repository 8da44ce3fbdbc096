using System.Globalization;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Support;

/// <summary>Random valid schemes of every kind: all item kinds, raters, caps, vetoes, tie-breakers, the three gradings. Few distinct values, so that ties are common.</summary>
internal sealed class RandomScheme(Random random)
{
    private static readonly SourceId[] Sources = [SourceId.Township, SourceId.Of("department:a"), SourceId.Of("department:b")];

    private readonly bool great = random.Next(4) == 0;

    public static Scheme Create(Random random) => Scheme.From(new RandomScheme(random).Document()).Required();

    private SchemeDocument Document()
    {
        var grading = Grading();
        var rated = random.Next(3) == 0;
        var scored = Enumerable.Range(0, random.Next(2, 6)).Select(place => Scoring(Id("item", place), Source())).ToList();
        List<Component> components = scored.Count >= 3 && random.Next(2) == 0
            ? [Component("first", 0, scored[..2]), Component("second", 0, scored[2..])]
            : [Component("first", 0, scored)];
        if (rated)
        {
            var review = Enumerable.Range(0, random.Next(1, 3)).Select(place => Scoring(Id("review", place), null)).ToList();
            components.Add(Component("review", 0, review) with { Raters = Raters() });
            scored.AddRange(review);
        }

        var gate = Enumerable.Range(0, random.Next(3)).Select(place => GateItem(Id("gate", place))).ToList();
        return Make.Document(grading) with
        {
            Sources = [.. Sources.Select(source => new SourceDeclaration { Id = source, Title = Make.Text("源") })],
            Items = [.. gate.Select(one => one.Item), .. scored],
            Gate = gate.Count == 0 ? null : new() { Outcome = grading.AllGrades.Count == 0 ? null : grading.AllGrades[^1].Id, Conditions = [.. gate.Select(one => one.Condition)] },
            Components = Weighted(components),
            Bonus = random.Next(2) == 0 ? Bonus() : null,
            Deductions = random.Next(2) == 0 ? Deductions() : null,
            Vetoes = random.Next(2) == 0 ? [new() { Id = RuleId.Of("veto"), Title = Make.Text("否决"), Provenance = Provenance.Example, Sources = [Source()], Outcome = grading.AllGrades.Count == 0 ? null : grading.AllGrades[random.Next(1, grading.AllGrades.Count)].Id }] : [],
            NotAssessed = random.Next(2) == 0 ? new() { MinimumDays = random.Next(16), OnLeave = random.Next(2) == 0 } : null,
            Subsidy = grading.AllGrades.Count == 0 ? null : Subsidy(grading),
            TieBreakers = TieBreakers(scored, components),
        };
    }

    private static ItemId Id(string kind, int place) => ItemId.Of(string.Create(CultureInfo.InvariantCulture, $"{kind}-{place}"));

    private SourceId Source() => Sources[random.Next(Sources.Length)];

    private ItemLevel Level() => random.Next(3) == 0 ? ItemLevel.Village : ItemLevel.Subject;

    private static Component Component(string id, decimal weight, List<Item> items) =>
        Make.Component(id, weight == 0 ? 1 : weight, [.. items]);

    private List<Component> Weighted(List<Component> components)
    {
        decimal[] weights = components.Count switch { 1 => [100], 2 => [33.33m, 66.67m], _ => [30, 29.5m, 40.5m] };
        random.Shuffle(weights);
        return [.. components.Zip(weights, (component, weight) => component with { Weight = Weight.Of(weight) })];
    }

    private Item Scoring(ItemId id, SourceId? source)
    {
        var (title, provenance, level) = (Make.Text(id.Value), Provenance.Example, Level());
        return random.Next(great ? 8 : 5) switch
        {
            0 => new CheckItem { Id = id, Title = title, Provenance = provenance, Source = source, Level = level, Maximum = Points.Of(random.Next(1, 6)) },
            1 => new MeasureItem { Id = id, Title = title, Provenance = provenance, Source = source, Level = level, Unit = Make.Text("元"), Least = Quantity.Of(-20), Greatest = Quantity.Of(20), Decimals = 2, Bands = [Band(-1, 0), Band(2, 1.5m), Band(4, 3)] },
            2 => new MeasureItem { Id = id, Title = title, Provenance = provenance, Source = source, Level = level, Unit = Make.Text("件"), Least = Quantity.Of(-20), Greatest = Quantity.Of(20), Decimals = 2, Better = Direction.Lower, Bands = [Band(0, 3), Band(1, 2), Band(3, 0)] },
            3 => new LevelItem { Id = id, Title = title, Provenance = provenance, Source = source, Level = level, Levels = [Named("good", 3), Named("average", 2), Named("poor", 0.5m)] },
            _ => new PointsItem { Id = id, Title = title, Provenance = provenance, Source = source, Level = level, Maximum = Maximum() },
        };
    }

    /// <summary>Small, or in some schemes great primes, so that common denominators outgrow 64 bits.</summary>
    private Points Maximum() => great ? Points.FromHundredths(random.Next(2) == 0 ? 99_999_989 : 99_999_971) : Points.Of(random.Next(1, 8));

    private (Item Item, GateCondition Condition) GateItem(ItemId id)
    {
        var title = Make.Text(id.Value);
        return random.Next(3) switch
        {
            0 => (new MeasureItem { Id = id, Title = title, Provenance = Provenance.Source, Source = Source(), Level = Level(), Unit = Make.Text("岁"), Least = Quantity.Of(-20), Greatest = Quantity.Of(20), Decimals = 2, Better = Direction.Lower }, new() { Item = id, AtMost = Quantity.Of(4) }),
            1 => (new MeasureItem { Id = id, Title = title, Provenance = Provenance.Source, Source = Source(), Level = Level(), Unit = Make.Text("元"), Least = Quantity.Of(-20), Greatest = Quantity.Of(20), Decimals = 2 }, new() { Item = id, AtLeast = Quantity.Of(1) }),
            _ => (new CheckItem { Id = id, Title = title, Provenance = Provenance.Source, Source = Source(), Level = Level() }, new() { Item = id }),
        };
    }

    private IReadOnlyList<Rater> Raters() => random.Next(2) == 0
        ? [new() { Source = Sources[0] }, new() { Source = Sources[1] }, new() { Source = Sources[2] }]
        : [new() { Source = Sources[0], Weight = Weight.Of(60) }, new() { Source = Sources[2], Weight = Weight.Of(40) }];

    private Grading Grading() => random.Next(6) switch
    {
        0 => Make.Thresholds(("excellent", 80), ("fair", 50.5m), ("poor", 0)),
        1 => new RankingGrading { Selects = random.Next(2) == 0 ? random.Next(1, 6) : null },
        2 => Make.Quota(0.5m, 0, 0.5m),
        3 => Make.Quota(0.15m, 0.7m, 0.15m),
        _ => Make.TwentySixtyTwenty,
    };

    private ObservationRules Bonus() => new()
    {
        Cap = Points.Of(4),
        Rules =
        [
            new LevelObservationRule { Id = RuleId.Of("commendation"), Title = Make.Text("表彰"), Provenance = Provenance.Source, Sources = [Source()], Counting = random.Next(2) == 0 ? Counting.Highest : Counting.Each, Levels = [Named("central", 3), Named("county", 1)] },
        ],
    };

    private ObservationRules Deductions() => new()
    {
        Cap = Points.Of(12),
        Rules =
        [
            new FixedObservationRule { Id = RuleId.Of("absence"), Title = Make.Text("缺勤"), Provenance = Provenance.Example, Sources = [Source()], Points = Points.Of(0.5m), Cap = Points.Of(1) },
            new RangeObservationRule { Id = RuleId.Of("complaint"), Title = Make.Text("投诉"), Provenance = Provenance.Example, Sources = [Source()], Maximum = Points.Of(12) },
        ],
    };

    private SubsidyRules Subsidy(Grading grading) => new()
    {
        AssessedShare = Share.Of(random.Next(0, 10_001) / 10_000m),
        Reward = random.Next(2) == 0 ? new PooledReward() : new FixedReward { Amount = new(random.Next(1, 30_001)), FundedBy = Tier.County },
        Grades = [.. grading.AllGrades.Index().Select(grade => new GradePay { Grade = grade.Item.Id, Paid = Share.Of(grade.Index == 0 ? 1 : grade.Index == 1 ? 0.9m : 0), Rewarded = grade.Index == 0 })],
        NotAssessed = new() { OnLeave = (SubsidyTreatment)random.Next(3), Suspended = (SubsidyTreatment)random.Next(3), ShortService = (SubsidyTreatment)random.Next(3) },
    };

    private List<TieBreaker> TieBreakers(List<Item> scored, List<Component> components)
    {
        List<TieBreaker> breakers = [];
        if (random.Next(3) == 0)
            breakers.Add(new ItemTieBreaker { Item = scored[random.Next(scored.Count)].Id });
        if (random.Next(3) == 0)
            breakers.Add(new ComponentTieBreaker { Component = components[random.Next(components.Count)].Id });
        return breakers;
    }

    private static Band Band(decimal from, decimal points) => new() { From = Quantity.Of(from), Points = Points.Of(points) };

    private static Level Named(string id, decimal points) => new() { Id = LevelId.Of(id), Title = Make.Text(id), Points = Points.Of(points) };
}
