using System.Text.Json;
using Yuekao.Assessment.Decisions;
using Yuekao.Assessment.Outcomes;
using Yuekao.Assessment.Subsidies;
using Yuekao.Assessment.Tests.Support;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Tests.Outcomes;

/// <summary>What a cycle seals can be read back from its archive.</summary>
public sealed class OutcomeJsonTests
{
    [Fact]
    public void Json_OfInputOutcomeDecisionAndLedger_ReadsBackTheSame()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var scheme = RandomScheme.Create(random);
            var input = RandomPool.Create(scheme, random);
            var decided = Make.Approve(scheme, input);
            var proposal = Make.Propose(scheme, input);

            var read = ReadsBack(input);
            Assert.Equal(input.Roster, read.Roster);
            Assert.Equal(input.Readings, read.Readings);
            Assert.Equal(proposal.Outcomes.Select(Essence), ReadsBack<Proposal>(proposal).Outcomes.Select(Essence));
            Assert.Equal(decided.Outcomes.Select(one => (Essence(one.Proposed), one.Grade, one.Selected)), ReadsBack(decided).Outcomes.Select(one => (Essence(one.Proposed), one.Grade, one.Selected)));
            if (scheme.Document.Subsidy is null)
                continue;
            var ledger = Subsidy.Compute(scheme, decided);
            Assert.Equal(ledger.Lines, ReadsBack(ledger).Lines);
        }
    }

    [Fact]
    public void Json_OfDecisionsAndCorrections_ReadsBackTheSame()
    {
        ReadsBack(new MeetingDecision { Adjustments = [new() { Subject = Make.Subject(1), Grade = Make.Fair, Reason = "minutes" }], OverrideReason = "flood" });
        ReadsBack(new Correction { Appellant = Make.Subject(1), WithdrawnObservations = ["o1"] });
    }

    [Fact]
    public void Json_OfADecision_IsWhatInstancesInFlightHave() => Assert.Equal(
        """{"adjustments":[{"subject":"s001","grade":"fair","reason":"minutes"}],"overrideReason":"flood"}""",
        JsonSerializer.Serialize(new MeetingDecision { Adjustments = [new() { Subject = Make.Subject(1), Grade = Make.Fair, Reason = "minutes" }], OverrideReason = "flood" }, AssessmentJson.Options));

    // That the text is the same would hold too if it left everything out: what is read is compared as well.
    private static T ReadsBack<T>(T value)
    {
        var json = JsonSerializer.Serialize(value, AssessmentJson.Options);

        var read = JsonSerializer.Deserialize<T>(json, AssessmentJson.Options)!;

        Assert.Equal(json, JsonSerializer.Serialize(read, AssessmentJson.Options));
        return read;
    }

    private static (SubjectId, OutcomeKind, GradeId?, Score?, int?, bool) Essence(SubjectOutcome outcome) =>
        (outcome.Entry.Subject, outcome.Kind, outcome.Grade, outcome.Score, outcome.Rank, outcome.Selected);
}
