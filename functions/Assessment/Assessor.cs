using Yuekao.Assessment.Outcomes;
using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Scoring;

namespace Yuekao.Assessment;

/// <summary>Assesses a pool by a scheme: gate, score, rank and grade in one call. Pure: the same input gives the same outcome on any machine.</summary>
public static class Assessor
{
    /// <summary>Checks what has come in so far, such as one source's readings, and tells what is still missing.</summary>
    public static InputCheck Check(Scheme scheme, PoolInput input)
    {
        var (pool, problems) = PoolBinder.Bind(scheme.Plan, input);
        return new(problems, MissingReadings.Of(pool));
    }

    /// <summary>Assesses a pool.</summary>
    /// <returns>A <see cref="Proposal"/> with every subject's outcome and explanation; or what the scheme does not allow, or what is missing.</returns>
    public static AssessmentResult Assess(Scheme scheme, PoolInput input)
    {
        var (pool, problems) = PoolBinder.Bind(scheme.Plan, input);
        if (problems.Count > 0)
            return new Refused(problems);
        var grader = new PoolGrader(scheme.Plan);
        var frame = pool.NewFrame();
        return grader.TryGrade(pool.Weights, frame)
            ? new ProposalBuilder(pool, grader, frame).Build()
            : new Incomplete(MissingReadings.Of(pool));
    }
}

/// <summary>What a check of a pool's input found.</summary>
/// <param name="Problems">What the scheme does not allow.</param>
/// <param name="Missing">What is still missing, by item and roster order.</param>
public sealed record InputCheck(IReadOnlyList<InputProblem> Problems, IReadOnlyList<MissingReading> Missing);
