using System.Text.Json;
using Yuekao.Assessment;
using Yuekao.Assessment.Outcomes;
using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;
using Yuekao.Local.SampleCounty.Month;

namespace Yuekao.Local.SampleCounty.Tests;

public sealed class MonthGeneratorTests
{
    private static readonly Period October = Period.Of("2026-10");
    private static readonly Scheme Monthly = SchemeCatalog.Latest(SchemeId.Of("haixing.village-monthly"))!;
    private static readonly SampleCountyData County = HaixingCounty.Committed();
    private static readonly SampleMonth Month = MonthGenerator.Generate(County, Monthly, October, MonthGenerator.DemoSeed);

    public static TheoryData<string> Townships => [.. County.Townships.Select(township => township.Id.Value)];

    [Fact]
    public void Generate_SameSeed_GivesTheSameMonth()
    {
        SampleMonth again = MonthGenerator.Generate(HaixingCounty.Committed(), Monthly, October, MonthGenerator.DemoSeed);

        Assert.Equal(JsonSerializer.Serialize(Month, AssessmentJson.Options), JsonSerializer.Serialize(again, AssessmentJson.Options));
    }

    [Fact]
    public void Generate_AnotherSeedOrMonth_GivesOtherReadings()
    {
        SampleMonth[] others =
        [
            MonthGenerator.Generate(County, Monthly, October, MonthGenerator.DemoSeed + 1),
            MonthGenerator.Generate(County, Monthly, October.Plus(1), MonthGenerator.DemoSeed),
        ];

        Assert.All(others, other => Assert.NotEqual(Values(Month), Values(other)));

        static string Values(SampleMonth month) =>
            string.Join(' ', month.Townships.SelectMany(township => township.Submissions).SelectMany(submission => submission.Readings).Select(reading => reading.Value));
    }

    [Fact]
    public void Generate_October_EverySourceWithItemsReportsForEveryTownship()
    {
        var sources = Monthly.Document.Items.Select(item => item.Source!.Value).ToHashSet();

        Assert.Equal(8, sources.Count);
        Assert.Equal(7, Month.Townships.Count);
        Assert.All(Month.Townships, township => Assert.Equal(sources, township.Submissions.Select(submission => submission.Source).ToHashSet()));
        Assert.All(Month.Townships, township => Assert.Equal(sources.Count, township.Submissions.Count));
    }

    [Theory]
    [MemberData(nameof(Townships))]
    public void Generate_October_IsAllThatTheSchemeAsksFor(string township)
    {
        InputCheck check = Assessor.Check(Monthly, InputOf(TownshipId.Of(township)));

        Assert.Empty(check.Problems);
        Assert.Empty(check.Missing);
    }

    [Theory]
    [MemberData(nameof(Townships))]
    public void Generate_October_HasGatedCadresAndAGatedVillage(string township)
    {
        Proposal proposal = Propose(TownshipId.Of(township));

        ILookup<VillageId?, SubjectOutcome> gated = proposal.Outcomes.Where(outcome => outcome.Kind == OutcomeKind.Gated).ToLookup(outcome => outcome.Entry.Village);
        Assert.Contains(gated, village => village.Count() == proposal.Outcomes.Count(outcome => outcome.Entry.Village == village.Key && outcome.Kind != OutcomeKind.NotAssessed));
        Assert.Contains(gated.SelectMany(village => village), outcome => outcome.Explanation.GateFailures.Any(failure => failure.Subject is not null));
    }

    [Theory]
    [MemberData(nameof(Townships))]
    public void Generate_October_HasExactTies(string township)
    {
        Proposal proposal = Propose(TownshipId.Of(township));

        Assert.Contains(proposal.Outcomes.Where(outcome => outcome.Rank is not null).GroupBy(outcome => outcome.Rank), rank => rank.Count() > 1);
    }

    [Fact]
    public void Generate_October_HasATieAcrossALineForAMeetingToLookAt() =>
        Assert.Contains(County.Townships, township => Propose(township.Id).Pool.Ties.Count > 0);

    [Fact]
    public void Generate_October_LeavesOutWhoIsNotAssessed()
    {
        var reasons = County.Townships.SelectMany(township => Propose(township.Id).Outcomes)
            .Select(outcome => outcome.Reason).OfType<NotAssessedReason>().CountBy(reason => reason).ToDictionary();

        Assert.Equal(3, reasons[NotAssessedReason.OnLeave]);
        Assert.Equal(1, reasons[NotAssessedReason.Suspended]);
        Assert.Equal(3, reasons[NotAssessedReason.ShortService]);
    }

    [Fact]
    public void Generate_October_OneSourceIsLate()
    {
        DateTimeOffset due = new(Monthly.Document.Calendar.CollectingDue.In(October), TimeSpan.FromHours(8));
        DateTimeOffset opens = new(Monthly.Document.Calendar.CollectingOpens.In(October), TimeSpan.FromHours(8));
        var submissions = Month.Townships.SelectMany(township => township.Submissions).ToList();

        Assert.Single(submissions, submission => submission.IsLate);
        Assert.All(submissions, submission => Assert.Equal(submission.IsLate, submission.At > due));
        Assert.All(submissions, submission => Assert.True(submission.At >= opens));
    }

    [Theory]
    [MemberData(nameof(Townships))]
    public void Generate_October_HasBonusAndDeductionObservations(string township)
    {
        var outcomes = Propose(TownshipId.Of(township)).Outcomes;

        Assert.Contains(outcomes, outcome => outcome.Explanation.Bonus.Counted > Points.Zero);
        Assert.Contains(outcomes, outcome => outcome.Explanation.Deductions.Counted > Points.Zero);
    }

    [Fact]
    public void Generate_October_SpreadsScores()
    {
        var scores = County.Townships.SelectMany(township => Propose(township.Id).Outcomes).Where(outcome => outcome.Score is not null).Select(outcome => outcome.Score!.Value).ToList();

        Assert.True(scores.Distinct().Count() > 90, $"{scores.Distinct().Count()} of {scores.Count} scores differ.");
    }

    private static Proposal Propose(TownshipId township) => Assert.IsType<Proposal>(Assessor.Assess(Monthly, InputOf(township)));

    private static PoolInput InputOf(TownshipId township)
    {
        SampleTownshipMonth month = Month.Townships.Single(one => one.Township == township);
        return new PoolInput
        {
            Period = October,
            Roster = [.. County.PostingsIn(township).Where(posting => posting.IsInPost(October.LastDay)).Select(Entry)],
            Readings = [.. month.Submissions.SelectMany(submission => submission.Readings)],
            Observations = month.Observations,
        };
    }

    private static RosterEntry Entry(SamplePosting posting) => new()
    {
        Subject = posting.Cadre,
        Township = posting.Township,
        Village = posting.Village,
        Status = posting.DaysServed(October) > 0 || posting.Absence is null ? PostStatus.Serving : posting.Absence.Kind == "suspended" ? PostStatus.Suspended : PostStatus.OnLeave,
        DaysServed = posting.DaysServed(October),
        BaseSubsidy = posting.BaseSubsidy,
    };
}
