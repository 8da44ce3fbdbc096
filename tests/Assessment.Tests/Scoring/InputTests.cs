using Yuekao.Assessment.Outcomes;
using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Tests.Support;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Scoring;

public sealed class InputTests
{
    private static readonly Scheme Scheme = SampleScheme.Scheme;

    private static readonly PoolInput Empty = new() { Period = Make.October, Roster = [Make.Entry(0), Make.Entry(1), Make.Entry(2, village: "v2")], Readings = [] };

    public static TheoryData<string, Reading> BadReadings => new()
    {
        { "unknown-item", Make.Reading("party-night", 0, ReadingValue.Of(1)) },
        { "wrong-source", Make.Reading("party-day", 0, ReadingValue.Of(1), "department:organization") },
        { "unknown-subject", Make.Reading("party-day", 9, ReadingValue.Of(1)) },
        { "wrong-value", Make.Reading("party-day", 0, ReadingValue.Of(20.01m)) },
        { "wrong-value", Make.Reading("party-day", 0, ReadingValue.Of(-0.01m)) },
        { "wrong-value", Make.Reading("party-day", 0, ReadingValue.Met) },
        { "wrong-value", Make.Reading("on-duty", 0, ReadingValue.Of(1)) },
        { "wrong-value", Make.Reading("on-duty", 0, ReadingValue.Of("good")) },
        { "wrong-value", Make.Reading("review", 0, ReadingValue.Of("brilliant")) },
        { "wrong-value", Make.Reading("income", 0, ReadingValue.Met, "department:civil-affairs") },
        { "wrong-value", Make.Reading("income", 0, ReadingValue.Of(-1_000_000.01m), "department:civil-affairs") },
        { "wrong-value", Make.Reading("income", 0, ReadingValue.Of(100_000_000.01m), "department:civil-affairs") },
        { "wrong-level", Make.Reading("grid", 0, ReadingValue.Met) },
        { "wrong-level", Make.Reading("on-duty", 0, ReadingValue.Met) with { Village = VillageId.Of("v1") } },
        { "wrong-level", Make.Reading("on-duty", 0, ReadingValue.Met) with { Subject = null } },
        { "unknown-village", Make.Reading("grid", 0, ReadingValue.Met) with { Subject = null, Village = VillageId.Of("v9") } },
    };

    public static TheoryData<string, Observation> BadObservations => new()
    {
        { "unknown-rule", Make.Observation("dancing", 0) },
        { "unknown-subject", Make.Observation("absence", 9) },
        { "wrong-source", Make.Observation("absence", 0, source: "department:organization") },
        { "wrong-source", Make.Observation("accident", 0) },
        { "wrong-day", Make.Observation("absence", 0) with { On = new(2026, 11, 1) } },
        { "not-allowed", Make.Observation("absence", 0, points: 1) },
        { "not-allowed", Make.Observation("absence", 0, level: "county") },
        { "out-of-range", Make.Observation("complaint", 0) },
        { "out-of-range", Make.Observation("complaint", 0, points: 0) },
        { "out-of-range", Make.Observation("complaint", 0, points: 3.01m) },
        { "unknown-level", Make.Observation("commendation", 0, source: "department:organization", level: "world") },
        { "unknown-level", Make.Observation("commendation", 0, source: "department:organization") },
    };

    [Theory]
    [MemberData(nameof(BadReadings))]
    public void Check_ReadingThatTheSchemeForbids_IsAProblem(string code, Reading reading)
    {
        var problem = Assert.Single(Assessor.Check(Scheme, Empty with { Readings = [reading] }).Problems);

        Assert.Equal(code, problem.Code);
        Assert.StartsWith("$.readings[0]", problem.Path, StringComparison.Ordinal);
        Assert.IsType<Refused>(Assessor.Assess(Scheme, Empty with { Readings = [reading] }));
    }

    [Theory]
    [MemberData(nameof(BadObservations))]
    public void Check_ObservationThatTheSchemeForbids_IsAProblem(string code, Observation observation) =>
        Assert.Equal(code, Assert.Single(Assessor.Check(Scheme, Empty with { Observations = [observation] }).Problems).Code);

    [Fact]
    public void Check_SameReadingTwice_IsAProblem()
    {
        var reading = Make.Reading("party-day", 0, ReadingValue.Of(1));
        var village = Make.Reading("grid", 0, ReadingValue.Met) with { Subject = null, Village = VillageId.Of("v1") };

        var problems = Assessor.Check(Scheme, Empty with { Readings = [reading, village, reading, village] }).Problems;

        Assert.Equal([("$.readings[2]", "duplicate"), ("$.readings[3]", "duplicate")], problems.Select(problem => (problem.Path, problem.Code)));
    }

    [Fact]
    public void Check_Roster_IsCheckedAsAWhole()
    {
        var input = Empty with
        {
            Period = Period.Of("2026-Q4"),
            Roster = [Make.Entry(0), Make.Entry(0), Make.Entry(1) with { Village = null }, Make.Entry(2) with { DaysInPost = 93, DaysServed = 93 }, Make.Entry(3) with { DaysInPost = 9, DaysServed = 10 }, Make.Entry(4) with { BaseSubsidy = new(-1) }, Make.Entry(5, Fen.MaximumBase.Amount + 1)],
            Waivers = [new() { Item = ItemId.Of("nothing"), Reason = "x", At = Make.Noon }],
            Observations = [Make.Observation("absence", 0, "same") with { On = new(2026, 12, 1) }, Make.Observation("absence", 0, "same") with { On = new(2026, 12, 2) }],
        };

        Assert.Equal(
            [
                ("$.waivers[0].item", "unknown-item"), ("$.period", "wrong-period"), ("$.roster[1].subject", "duplicate"), ("$.roster[2].village", "missing"), ("$.roster[3].daysInPost", "out-of-range"), ("$.roster[3].daysServed", "out-of-range"),
                ("$.roster[4].daysServed", "out-of-range"), ("$.roster[5].baseSubsidy", "out-of-range"), ("$.roster[6].baseSubsidy", "out-of-range"), ("$.observations[1].id", "duplicate"),
            ],
            Assessor.Check(Scheme, input).Problems.Select(problem => (problem.Path, problem.Code)));
    }

    [Fact]
    public void Assess_NothingReported_ListsEveryMissingReadingOnce()
    {
        var missing = Assert.IsType<Incomplete>(Assessor.Assess(Scheme, Empty)).Missing;

        // on-duty and party-day of three subjects, income and grid of two villages, review by two raters of three subjects.
        Assert.Equal((3 + 3 + 2 + 2 + 6, 16), (missing.Count, missing.Distinct().Count()));
        Assert.Contains(new(ItemId.Of("income"), SourceId.Of("department:civil-affairs"), null, VillageId.Of("v2")), missing);
        Assert.Contains(new(ItemId.Of("review"), SourceId.Of("department:organization"), Make.Subject(2), null), missing);
    }

    [Fact]
    public void Check_WhoFailsTheGate_NeedsNoScore()
    {
        var missing = Assessor.Check(Make.Scheme(), Make.Pool(null, 50) with { Readings = [Make.Reading("duty", 0, ReadingValue.NotMet), Make.Reading("duty", 1, ReadingValue.Met)] }).Missing;

        Assert.Equal([new(ItemId.Of("work"), SourceId.Township, Make.Subject(1), null)], missing);
    }

    [Fact]
    public void Check_WaivedItem_IsNotMissing()
    {
        var input = Make.Pool((decimal?)null) with { Waivers = [new() { Item = ItemId.Of("duty"), Reason = "flood", At = Make.Noon }] };

        Assert.Equal(["work"], Assessor.Check(Make.Scheme(), input with { Readings = [] }).Missing.Select(missing => missing.Item.Value));
    }

    [Theory]
    [InlineData(PostStatus.Serving, null, null)]
    [InlineData(PostStatus.Serving, 15, null)]
    [InlineData(PostStatus.Serving, 14, NotAssessedReason.ShortService)]
    [InlineData(PostStatus.OnLeave, 31, NotAssessedReason.OnLeave)]
    [InlineData(PostStatus.OnLeave, 3, NotAssessedReason.OnLeave)]
    [InlineData(PostStatus.Suspended, 3, NotAssessedReason.Suspended)]
    public void Assess_NotAssessed_StayOutOfThePoolWithTheReason(PostStatus status, int? days, NotAssessedReason? reason)
    {
        var scheme = Make.Scheme(change: document => document with { NotAssessed = new() { MinimumDays = 15 } });
        var pool = Make.Pool(90, 80);
        pool = pool with { Roster = [pool.Roster[0] with { Status = status, DaysServed = days }, pool.Roster[1]] };

        var proposal = Make.Propose(scheme, reason is null ? pool : pool with { Readings = [.. pool.Readings.Where(reading => reading.Subject == Make.Subject(1))] });

        Assert.Equal(reason, proposal.Outcomes[0].Reason);
        Assert.Equal(reason is null ? "ef" : "-f", Make.Letters(proposal));
        Assert.Equal(reason is null ? 2 : 1, proposal.Pool.Assessed);
    }

    [Fact]
    public void Assess_SchemeThatAssessesEveryone_IgnoresLeave()
    {
        var pool = Make.Pool(90);

        Assert.Equal("f", Make.Letters(Make.Propose(Make.Scheme(), pool with { Roster = [pool.Roster[0] with { Status = PostStatus.OnLeave, DaysServed = 0 }] })));
    }
}
