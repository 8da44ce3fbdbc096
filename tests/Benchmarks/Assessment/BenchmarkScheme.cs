using System.Globalization;
using Yuekao.Assessment;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Benchmarks.Assessment;

/// <summary>A monthly scheme of 18 items, 8 in the gate and 10 scored, of every kind, with a quota and a pooled reward.</summary>
internal static class BenchmarkScheme
{
    public const int Columns = 18;

    private static readonly GradeId Excellent = GradeId.Of("excellent");
    private static readonly GradeId Fair = GradeId.Of("fair");
    private static readonly GradeId Poor = GradeId.Of("poor");

    /// <summary>The scheme's grades, the best first.</summary>
    public static IEnumerable<GradeId> GradesOf(Scheme scheme) => ((QuotaGrading)scheme.Document.Grading).Grades.Select(grade => grade.Id);

    public static Scheme Create()
    {
        Item[] gate = [.. Enumerable.Range(0, 8).Select(place => new CheckItem { Id = Id("gate", place), Title = Text("gate"), Provenance = Provenance.Example, Source = SourceId.Township })];
        Item[] scored =
        [
            .. Enumerable.Range(0, 6).Select(place => new PointsItem { Id = Id("points", place), Title = Text("points"), Provenance = Provenance.Example, Source = SourceId.Township, Maximum = Points.Of(12) }),
            .. Enumerable.Range(0, 2).Select(place => new MeasureItem
            {
                Id = Id("measure", place), Title = Text("measure"), Provenance = Provenance.Example, Source = SourceId.Township, Unit = Text("yuan"), Least = Quantity.Of(0), Greatest = Quantity.Of(1_000_000), Decimals = 2,
                Bands = [Band(10_000, 2), Band(30_000, 5), Band(50_000, 8)],
            }),
            new LevelItem
            {
                Id = Id("level", 0), Title = Text("level"), Provenance = Provenance.Example, Source = SourceId.Township,
                Levels = [Level("excellent", 8), Level("good", 6), Level("average", 4), Level("poor", 1)],
            },
            new CheckItem { Id = Id("check", 0), Title = Text("check"), Provenance = Provenance.Example, Source = SourceId.Township, Maximum = Points.Of(4) },
        ];
        return Scheme.From(Document(gate, scored)).Required();
    }

    private static SchemeDocument Document(Item[] gate, Item[] scored) => new()
    {
        Id = SchemeId.Of("benchmark.monthly"),
        Version = 1,
        Title = Text("benchmark"),
        Period = PeriodKind.Month,
        Subject = SubjectKind.Cadre,
        Pool = Tier.Township,
        DecidedBy = Tier.Township,
        Sources = [new() { Id = SourceId.Township, Title = Text("township") }],
        Items = [.. gate, .. scored],
        Gate = new() { Outcome = Poor, Conditions = [.. gate.Select(item => new GateCondition { Item = item.Id })] },
        Components =
        [
            new() { Id = ComponentId.Of("work"), Title = Text("work"), Weight = Weight.Of(70), Items = [.. scored[..6].Select(item => item.Id)] },
            new() { Id = ComponentId.Of("village"), Title = Text("village"), Weight = Weight.Of(30), Items = [.. scored[6..].Select(item => item.Id)] },
        ],
        TieBreakers = [new ComponentTieBreaker { Component = ComponentId.Of("work") }, new ItemTieBreaker { Item = scored[0].Id }],
        Grading = new QuotaGrading
        {
            Middle = Fair,
            Grades = [Grade(Excellent, 0.2m), Grade(Fair, 0.6m), Grade(Poor, 0.2m)],
        },
        NotAssessed = new() { MinimumDays = 15 },
        Subsidy = new()
        {
            AssessedShare = Share.Of(0.2m),
            Grades = [new() { Grade = Excellent, Paid = Share.Of(1), Rewarded = true }, new() { Grade = Fair, Paid = Share.Of(1) }, new() { Grade = Poor, Paid = Share.Of(0) }],
            Reward = new PooledReward(),
        },
        Calendar = new() { CollectingOpens = Moment(0), CollectingDue = Moment(3), DecisionDue = Moment(6) },
    };

    private static ItemId Id(string kind, int place) => ItemId.Of(string.Create(CultureInfo.InvariantCulture, $"{kind}-{place}"));

    private static LocalText Text(string text) => new() { ZhCn = text };

    private static Band Band(decimal from, decimal points) => new() { From = Quantity.Of(from), Points = Points.Of(points) };

    private static Level Level(string id, decimal points) => new() { Id = LevelId.Of(id), Title = Text(id), Points = Points.Of(points) };

    private static QuotaGrade Grade(GradeId id, decimal share) => new() { Id = id, Title = Text(id.Value), Share = Share.Of(share) };

    private static CalendarMoment Moment(int days) => new() { From = CalendarAnchor.PeriodEnd, Days = days, Time = new(18, 0) };
}
