using Yuekao.App.Problems;
using Yuekao.Assessment;
using Yuekao.Assessment.Readings;

namespace Yuekao.App.Submissions;

/// <summary>Holds an observation against the scheme and the township's roster.</summary>
internal static class ObservationRules
{
    private const int LongestEvidence = 1000;
    private const string Place = "$.observations[0]";

    /// <summary>Everything that is wrong, with its path in the request.</summary>
    public static IReadOnlyList<ProblemError> Check(SourcePlace place, ObservationRecord observation)
    {
        var input = new PoolInput
        {
            Period = place.Context.Key.Period,
            Roster = place.Part.Roster,
            Readings = [],
            Observations = [observation.ToObservation(observation.Id)],
        };
        var errors = Assessor.Check(place.Context.Scheme, input).Problems.Select(problem => new ProblemError(PathOf(problem, observation), problem.Message)).ToList();
        if (string.IsNullOrWhiteSpace(observation.Evidence) || observation.Evidence.Length > LongestEvidence)
            errors.Add(new ProblemError("$.evidence", $"must be 1 to {LongestEvidence} characters."));
        return errors;
    }

    // The library names the observation as a whole where a rule is not kept.
    private static string PathOf(InputProblem problem, ObservationRecord observation) => problem.Code switch
    {
        "unknown-rule" or "wrong-source" => "$.rule",
        "wrong-day" => "$.on",
        "unknown-level" => "$.level",
        "out-of-range" => "$.points",
        "not-allowed" when observation.Points is null => "$.level",
        "not-allowed" when observation.Level is null => "$.points",
        _ => problem.Path.Replace(Place, "$", StringComparison.Ordinal),
    };
}
