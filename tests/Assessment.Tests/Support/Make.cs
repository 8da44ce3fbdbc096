using System.Globalization;
using Yuekao.Assessment.Decisions;
using Yuekao.Assessment.Outcomes;
using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Support;

/// <summary>Short ways to the things that tests are about.</summary>
internal static class Make
{
    public static readonly DateTimeOffset Noon = new(2026, 10, 31, 12, 0, 0, TimeSpan.FromHours(8));

    public static readonly Period October = Period.Of("2026-10");

    public static readonly GradeId Excellent = GradeId.Of("excellent");

    public static readonly GradeId Fair = GradeId.Of("fair");

    public static readonly GradeId Poor = GradeId.Of("poor");

    public static QuotaGrading TwentySixtyTwenty { get; } = Quota(0.2m, 0.6m, 0.2m);

    public static LocalText Text(string text) => new() { ZhCn = text };

    public static SubjectId Subject(int place) => SubjectId.Of(string.Create(CultureInfo.InvariantCulture, $"s{place:000}"));

    public static QuotaGrading Quota(decimal excellent, decimal fair, decimal poor) => new()
    {
        Middle = Fair,
        Grades =
        [
            new() { Id = Excellent, Title = Text("优秀"), Share = Share.Of(excellent) },
            new() { Id = Fair, Title = Text("一般"), Share = Share.Of(fair) },
            new() { Id = Poor, Title = Text("较差"), Share = Share.Of(poor) },
        ],
    };

    public static ThresholdGrading Thresholds(params (string Grade, decimal From)[] grades) =>
        new() { Grades = [.. grades.Select(grade => new ThresholdGrade { Id = GradeId.Of(grade.Grade), Title = Text(grade.Grade), From = Points.Of(grade.From) })] };

    public static PointsItem PointsItem(string id, decimal maximum) =>
        new() { Id = ItemId.Of(id), Title = Text(id), Provenance = Provenance.Example, Source = SourceId.Township, Maximum = Points.Of(maximum) };

    public static CheckItem CheckItem(string id, decimal? maximum = null) =>
        new() { Id = ItemId.Of(id), Title = Text(id), Provenance = Provenance.Example, Source = SourceId.Township, Maximum = maximum is { } most ? Points.Of(most) : null };

    /// <summary>A scheme with one component of 100 points, "work", and a gate of one check, "duty".</summary>
    public static SchemeDocument Document(Grading grading, params Item[] items) => new()
    {
        Id = SchemeId.Of("test.scheme"),
        Version = 1,
        Title = Text("试"),
        Period = PeriodKind.Month,
        Subject = SubjectKind.Cadre,
        Pool = Tier.Township,
        DecidedBy = Tier.Township,
        Sources = [new() { Id = SourceId.Township, Title = Text("乡镇") }],
        Items = [CheckItem("duty"), .. items],
        Gate = new() { Outcome = grading.AllGrades.Count == 0 ? null : grading.AllGrades[^1].Id, Conditions = [new() { Item = ItemId.Of("duty") }] },
        Components = [Component("work", 100, items)],
        Grading = grading,
        Calendar = new()
        {
            CollectingOpens = new() { From = CalendarAnchor.PeriodEnd, Time = new(8, 0) },
            CollectingDue = new() { From = CalendarAnchor.PeriodEnd, Days = 3, Time = new(18, 0) },
            DecisionDue = new() { From = CalendarAnchor.PeriodEnd, Days = 6, Time = new(18, 0) },
        },
    };

    public static Component Component(string id, decimal weight, params Item[] items) =>
        new() { Id = ComponentId.Of(id), Title = Text(id), Weight = Weight.Of(weight), Items = [.. items.Select(item => item.Id)] };

    /// <summary>The simplest scheme: one item, "work", of 100 points, behind the gate.</summary>
    public static Scheme Scheme(Grading? grading = null, Func<SchemeDocument, SchemeDocument>? change = null)
    {
        var document = Document(grading ?? TwentySixtyTwenty, PointsItem("work", 100));
        return Assessment.Scheme.From(change is null ? document : change(document)).Required();
    }

    public static RosterEntry Entry(int place, long baseSubsidy = 0, string township = "t1", string village = "v1") => new()
    {
        Subject = Subject(place),
        Township = TownshipId.Of(township),
        Village = VillageId.Of(village),
        BaseSubsidy = new(baseSubsidy),
    };

    public static Reading Reading(string item, int subject, ReadingValue value, string source = "township") =>
        new() { Item = ItemId.Of(item), Source = SourceId.Of(source), Subject = Subject(subject), Value = value, At = Noon };

    /// <summary>A pool of the simplest scheme: a score each, and null for whoever fails the gate.</summary>
    public static PoolInput Pool(params decimal?[] scores) => new()
    {
        Period = October,
        Roster = [.. scores.Select((_, place) => Entry(place))],
        Readings =
        [
            .. scores.Select((score, place) => Reading("duty", place, score is null ? ReadingValue.NotMet : ReadingValue.Met)),
            .. scores.Index().Where(score => score.Item is not null).Select(score => Reading("work", score.Index, ReadingValue.Of(score.Item!.Value))),
        ],
    };

    public static Observation Observation(string rule, int subject, string id = "o1", string source = "township", decimal? points = null, string? level = null) => new()
    {
        Id = id,
        Rule = RuleId.Of(rule),
        Subject = Subject(subject),
        Source = SourceId.Of(source),
        On = new(2026, 10, 15),
        Points = points is { } some ? Points.Of(some) : null,
        Level = level is null ? null : LevelId.Of(level),
        Evidence = "photo",
        At = Noon,
    };

    public static Proposal Propose(Scheme scheme, PoolInput pool) => Assert.IsType<Proposal>(Assessor.Assess(scheme, pool));

    public static Decided Approve(Scheme scheme, PoolInput pool) =>
        Assert.IsType<Decided>(Meeting.Decide(scheme, Propose(scheme, pool), MeetingDecision.Approval));

    /// <summary>The grades in roster order, as their first letters; "-" without one.</summary>
    public static string Letters(IEnumerable<GradeId?> grades) => string.Concat(grades.Select(grade => grade?.Value[..1] ?? "-"));

    public static string Letters(Proposal proposal) => Letters(proposal.Outcomes.Select(outcome => outcome.Grade));
}
