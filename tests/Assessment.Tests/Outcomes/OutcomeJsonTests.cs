using System.Text.Json;
using Yuekao.Assessment.Decisions;
using Yuekao.Assessment.Outcomes;
using Yuekao.Assessment.Subsidies;
using Yuekao.Assessment.Tests.Support;

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

            ReadsBack(input);
            ReadsBack<Proposal>(Make.Propose(scheme, input));
            ReadsBack(decided);
            if (scheme.Document.Subsidy is not null)
                ReadsBack(Subsidy.Compute(scheme, decided));
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
        """{"adjustments":[{"subject":"s001","grade":"fair","reason":"minutes","selected":null}],"overrideReason":"flood"}""",
        JsonSerializer.Serialize(new MeetingDecision { Adjustments = [new() { Subject = Make.Subject(1), Grade = Make.Fair, Reason = "minutes" }], OverrideReason = "flood" }, AssessmentJson.Options));

    // That the text is the same would hold too if it left everything out.
    private static void ReadsBack<T>(T value)
    {
        var json = JsonSerializer.Serialize(value, AssessmentJson.Options);

        var read = JsonSerializer.Deserialize<T>(json, AssessmentJson.Options);

        Assert.Equivalent(value, read, strict: true);
        Assert.Equal(json, JsonSerializer.Serialize(read, AssessmentJson.Options));
    }
}
