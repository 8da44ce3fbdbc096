using System.Numerics;
using Yuekao.Assessment.Outcomes;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Scoring;

/// <summary>Makes outcomes with explanations of a graded frame.</summary>
internal readonly ref struct ProposalBuilder(BoundPool pool, PoolGrader grader, PoolFrame frame)
{
    private readonly PoolFrame frame = frame;
    private readonly BigInteger scale = ExactScores.ScaleOf(frame.Counts);

    public Proposal Build()
    {
        var scores = new Score?[pool.Count];
        for (var subject = 0; subject < scores.Length; subject++)
            if (IsScored(subject))
                scores[subject] = ScoreOf(subject);

        var ties = Ties();
        var summary = Summary(scores, ties);
        var tieOf = ties.SelectMany(tie => tie.Subjects.Select(subject => (subject, tie))).ToDictionary(pair => pair.subject, pair => pair.tie);
        var explainer = new Explainer(pool, summary);
        var outcomes = new SubjectOutcome[pool.Count];
        for (var subject = 0; subject < outcomes.Length; subject++)
            outcomes[subject] = Outcome(subject, scores[subject], explainer, tieOf);
        return new(summary, outcomes);
    }

    private bool IsScored(int subject) => (OutcomeKind)frame.Kinds[subject] is OutcomeKind.Scored or OutcomeKind.Vetoed;

    private Score ScoreOf(int subject) => pool.Weights.Small is { } small && frame.Counts.IsEmpty
        ? small.ScoreOf(frame.Totals[subject])
        : pool.Weights.ScoreOf(ExactScores.Total(pool.Weights, scale, frame, subject), scale);

    private SubjectOutcome Outcome(int subject, Score? score, in Explainer explainer, Dictionary<SubjectId, BoundaryTie> tieOf)
    {
        var entry = pool.Input.Roster[subject];
        var kind = (OutcomeKind)frame.Kinds[subject];
        return new()
        {
            Entry = entry,
            Kind = kind,
            Reason = pool.Reasons[subject],
            Grade = GradeOf(frame.Grades[subject]),
            Selected = frame.Marks[subject].HasFlag(OutcomeMarks.Selected),
            Score = score,
            Rank = frame.Ranks[subject] is > 0 and var rank ? rank : null,
            Explanation = explainer.Explain(subject, kind, tieOf.GetValueOrDefault(entry.Subject)),
        };
    }

    private GradeId? GradeOf(int code) => code == GradeCode.None ? null : pool.Plan.Grades[code];

    private PoolSummary Summary(Score?[] scores, IReadOnlyList<BoundaryTie> ties)
    {
        var (assessed, ranked) = (0, 0);
        foreach (var kind in frame.Kinds)
        {
            assessed += kind == (byte)OutcomeKind.NotAssessed ? 0 : 1;
            ranked += kind == (byte)OutcomeKind.Scored ? 1 : 0;
        }

        return new()
        {
            Scheme = new(pool.Plan.Document.Id, pool.Plan.Document.Version),
            Period = pool.Input.Period,
            Assessed = assessed,
            Ranked = ranked,
            Grades = GradeLines(scores),
            Components = ScaleLines(pool.Weights),
            Ties = ties,
            Waivers = [.. pool.Input.Waivers.OrderBy(waiver => waiver.Item.Value, StringComparer.Ordinal)],
        };
    }

    private static ComponentScaleLine[] ScaleLines(PoolWeights weights) =>
    [
        .. weights.Scales.Select(scale => new ComponentScaleLine(
            scale.Component.Id,
            Score.OfSmall(scale.Maximum, 100),
            scale.Maximum == 0 ? Score.Zero : Score.OfSmall(100 * scale.Weight, weights.RemainingWeight))),
    ];

    private GradeLine[] GradeLines(Score?[] scores)
    {
        var lines = new GradeLine[pool.Plan.Grades.Length];
        for (var grade = 0; grade < lines.Length; grade++)
            lines[grade] = GradeLine(grade, scores);
        return lines;
    }

    private GradeLine GradeLine(int grade, Score?[] scores)
    {
        var (given, settled, first, last) = (0, 0, -1, -1);
        for (var subject = 0; subject < frame.Count; subject++)
        {
            if (frame.Grades[subject] != grade)
                continue;
            given++;
            if (frame.Kinds[subject] != (byte)OutcomeKind.Scored)
            {
                settled++;
                continue;
            }

            first = first < 0 || frame.Ranks[subject] < frame.Ranks[first] ? subject : first;
            last = last < 0 || frame.Ranks[subject] > frame.Ranks[last] ? subject : last;
        }

        return new()
        {
            Grade = pool.Plan.Grades[grade],
            Seats = pool.Plan.Shares is null ? null : grader.Seats[grade],
            From = (pool.Plan.Document.Grading as ThresholdGrading)?.Grades[grade].From,
            Given = given,
            Settled = settled,
            Highest = first < 0 ? null : scores[first],
            Lowest = last < 0 ? null : scores[last],
        };
    }

    private List<BoundaryTie> Ties()
    {
        var byRank = new SortedDictionary<int, List<SubjectId>>();
        for (var subject = 0; subject < frame.Count; subject++)
        {
            if (!frame.Marks[subject].HasFlag(OutcomeMarks.Tied))
                continue;
            if (!byRank.TryGetValue(frame.Ranks[subject], out var tied))
                byRank.Add(frame.Ranks[subject], tied = []);
            tied.Add(pool.Input.Roster[subject].Subject);
        }

        var ties = new List<BoundaryTie>();
        foreach (var (rank, tied) in byRank)
            ties.Add(pool.Plan.Shares is null ? new(tied, rank, null, null, null) : QuotaTie(tied, rank));
        return ties;
    }

    private BoundaryTie QuotaTie(List<SubjectId> tied, int rank)
    {
        var (better, worse) = (grader.GradeAt(rank - 1), grader.GradeAt(rank + tied.Count - 2));
        return new(tied, rank, GradeOf(better), GradeOf(worse), GradeOf(Math.Clamp(pool.Plan.Middle, better, worse)));
    }
}
