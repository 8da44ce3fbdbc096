using Yuekao.Assessment.Outcomes;
using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Scoring;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Decisions;

/// <summary>
/// Recomputes one appellant against a sealed pool: the same waivers, seats and boundaries, and nobody else changes.
/// An equal score gets the grade that was proposed for its equals; else the place among the others decides, on the sealed seats.
/// An appeal never makes the appellant's own result worse, and leaves a meeting's adjustment alone unless the corrected proposal is better than the sealed one.
/// </summary>
public static class Appeals
{
    /// <summary>Recomputes an appellant's outcome.</summary>
    /// <param name="scheme">The scheme the cycle froze.</param>
    /// <param name="input">The pool's sealed input.</param>
    /// <param name="sealedPool">The pool's sealed decision.</param>
    /// <param name="correction">What was corrected.</param>
    /// <returns><see cref="AppealDecided"/>, or <see cref="AppealRefused"/> with every reason.</returns>
    /// <exception cref="ArgumentException">The sealed input is not complete, so that nothing can have been sealed on it.</exception>
    public static AppealResult Recompute(Scheme scheme, PoolInput input, Decided sealedPool, Correction correction)
    {
        var before = sealedPool.Outcomes.FirstOrDefault(outcome => outcome.Proposed.Entry.Subject == correction.Appellant);
        if (before is null)
            return new AppealRefused([new("$.appellant", "unknown-subject", $"'{correction.Appellant}' is not in the pool.")]);
        if (before.Proposed.Kind == OutcomeKind.NotAssessed)
            return new AppealRefused([new("$.appellant", "not-assessed", $"'{correction.Appellant}' was not assessed: there is no reading to correct.")]);

        var (alone, problems) = PoolBinder.Bind(scheme.Plan, Corrected(input, before.Proposed.Entry, correction));
        if (problems.Count > 0)
            return new AppealRefused(problems);
        var frame = alone.NewFrame();
        if (!new PoolGrader(scheme.Plan).TryGrade(alone.Weights, frame))
            throw new ArgumentException("The sealed input lacks readings of the appellant.", nameof(input));

        var recomputed = new SealedBoundaries(scheme, input, sealedPool).Place(alone, frame, before.Proposed.Entry);
        return Settle(scheme, before, recomputed);
    }

    /// <summary>The appellant alone, with the corrected readings in place of the sealed ones.</summary>
    private static PoolInput Corrected(PoolInput input, RosterEntry appellant, Correction correction)
    {
        var replaced = correction.Readings.Select(reading => (reading.Item, reading.Source)).ToHashSet();
        var own = input.Readings.Where(reading => reading.Subject is { } subject ? subject == appellant.Subject : reading.Village == appellant.Village);
        return input with
        {
            Roster = [appellant],
            Readings = [.. own.Where(reading => !replaced.Contains((reading.Item, reading.Source))), .. correction.Readings],
            Observations = [.. input.Observations.Where(one => one.Subject == appellant.Subject && !correction.WithdrawnObservations.Contains(one.Id))],
        };
    }

    private static AppealDecided Settle(Scheme scheme, DecidedOutcome before, SubjectOutcome recomputed)
    {
        var raised = Place(scheme, recomputed.Grade) < Place(scheme, before.Proposed.Grade) && Place(scheme, recomputed.Grade) < Place(scheme, before.Grade);
        var selected = recomputed.Selected && !before.Proposed.Selected && !before.Selected;
        var after = before with { Grade = raised ? recomputed.Grade : before.Grade, Selected = selected || before.Selected };
        return new(recomputed, after, raised || selected);
    }

    private static int Place(Scheme scheme, GradeId? grade) => grade is { } known ? Array.IndexOf(scheme.Plan.Grades, known) : scheme.Plan.Grades.Length;
}

/// <summary>The order of a sealed pool, into which one appellant is placed anew.</summary>
internal sealed class SealedBoundaries(Scheme scheme, PoolInput input, Decided sealedPool)
{
    public SubjectOutcome Place(BoundPool alone, PoolFrame frame, RosterEntry appellant)
    {
        var kind = (OutcomeKind)frame.Kinds[0];
        var outcome = new SubjectOutcome
        {
            Entry = appellant,
            Kind = kind,
            Grade = frame.Grades[0] == GradeCode.None ? null : scheme.Plan.Grades[frame.Grades[0]],
            Explanation = new Explainer(alone, sealedPool.Pool).Explain(0, kind, null),
        };
        if (kind == OutcomeKind.Gated)
            return outcome;
        var scale = ExactScores.ScaleOf(frame.Counts);
        outcome = outcome with { Score = alone.Weights.ScoreOf(ExactScores.Total(alone.Weights, scale, frame, 0), scale) };
        return kind == OutcomeKind.Vetoed ? outcome : Ranked(outcome, alone, frame);
    }

    private SubjectOutcome Ranked(SubjectOutcome outcome, BoundPool alone, PoolFrame own)
    {
        var (pool, _) = PoolBinder.Bind(scheme.Plan, input);
        var frame = pool.NewFrame();
        var scale = ExactScores.Common(ExactScores.ScaleOf(frame.Counts), ExactScores.ScaleOf(own.Counts));
        var key = ExactScores.Key(alone.Weights, scale, own, 0);
        var (above, equal) = (0, default(SubjectOutcome));
        for (var subject = 0; subject < pool.Count; subject++)
        {
            var other = sealedPool.Outcomes[subject].Proposed;
            if (other.Kind != OutcomeKind.Scored || other.Entry.Subject == outcome.Entry.Subject)
                continue;
            var order = ExactScores.Compare(ExactScores.Key(pool.Weights, scale, frame, subject), key);
            above += order > 0 ? 1 : 0;
            equal = order == 0 ? other : equal;
        }

        return outcome with
        {
            Rank = above + 1,
            Grade = scheme.Document.Grading is QuotaGrading ? equal?.Grade ?? GradeAt(above) : outcome.Grade,
            Selected = scheme.Document.Grading is RankingGrading { Selects: { } selects } && (equal?.Selected ?? above < selects),
        };
    }

    /// <summary>The grade of a place, counted from 0, on the sealed seats.</summary>
    private GradeId GradeAt(int place)
    {
        var end = 0;
        foreach (var line in sealedPool.Pool.Grades)
        {
            end += Math.Max(0, line.Seats!.Value - line.Settled);
            if (place < end)
                return line.Grade;
        }

        return sealedPool.Pool.Grades[^1].Grade;
    }
}
