using Yuekao.Assessment.Outcomes;

namespace Yuekao.Assessment.Scoring;

/// <summary>
/// Gates, scores, ranks and grades one pool after another without allocating once it has seen the largest. One thread's own.
/// The explained and the bulk path both run on it, so that they cannot differ.
/// </summary>
internal sealed class PoolGrader(SchemePlan plan)
{
    private readonly int[] seats = new int[plan.Grades.Length];
    private readonly PoolOrder order = new();

    /// <summary>The seats of each grade by quota, of the pool graded last.</summary>
    public ReadOnlySpan<int> Seats => seats;

    /// <summary>The grade of a place, counted from 0, of the pool graded last by quota.</summary>
    public int GradeAt(int place)
    {
        var grade = 0;
        foreach (var end in order.Ends(seats.Length))
            grade += place >= end ? 1 : 0;
        return grade;
    }

    /// <summary>Grades a pool.</summary>
    /// <returns>False when a code that is needed is missing or not valid; nothing of the frame counts then.</returns>
    public bool TryGrade(PoolWeights weights, in PoolFrame frame)
    {
        if (!TrySort(weights, frame))
            return false;
        var small = frame.Counts.IsEmpty ? weights.Small : null;
        if (!(small is null ? ExactScores.TryScore(weights, frame) : SmallScores.TryScore(small, frame)))
            return false;
        var runs = new RunGrader(plan, frame, plan.Shares is null ? [] : Places(plan.Shares, frame));
        order.Walk(frame, small?.TieBreakers ?? [], ref runs);
        Bound(frame);
        return true;
    }

    /// <summary>Who is barred from better grades has the best that is left, whatever the score.</summary>
    private static void Bound(in PoolFrame frame)
    {
        for (var subject = 0; !frame.Vetoes.IsEmpty && subject < frame.Count; subject++)
            if (frame.Kinds[subject] == (byte)OutcomeKind.Scored)
                frame.Grades[subject] = Math.Max(frame.Grades[subject], frame.BoundOf(subject));
    }

    /// <summary>Tells who is not assessed, gated, vetoed or scored, and gives the gated and vetoed their grades.</summary>
    private bool TrySort(PoolWeights weights, in PoolFrame frame)
    {
        for (var subject = 0; subject < frame.Count; subject++)
        {
            frame.Ranks[subject] = 0;
            frame.Marks[subject] = OutcomeMarks.None;
            frame.Grades[subject] = GradeCode.None;
            if (!frame.NotAssessed.IsEmpty && frame.NotAssessed[subject] != 0)
            {
                frame.Kinds[subject] = (byte)OutcomeKind.NotAssessed;
                continue;
            }

            var passes = true;
            var codes = frame.CodesOf(subject);
            foreach (ref readonly var step in weights.Gate.AsSpan())
            {
                var code = codes[step.Index];
                if (!step.IsValid(code))
                    return false;
                passes &= step.Passes(code);
            }

            var veto = frame.VetoOf(subject);
            frame.Kinds[subject] = (byte)(!passes ? OutcomeKind.Gated : veto != 0 ? OutcomeKind.Vetoed : OutcomeKind.Scored);
            if (veto is not (0 or PoolFrame.Unranked))
                frame.Grades[subject] = (byte)(veto - 1);
            if (!passes)
                frame.Grades[subject] = plan.GateGrade;
        }

        return true;
    }

    /// <summary>Turns seats into the places of the ranking at which each grade ends: the gated and vetoed use up seats of their grades first.</summary>
    private Span<int> Places(int[] shares, in PoolFrame frame)
    {
        Span<int> settled = stackalloc int[shares.Length];
        settled.Clear();
        var assessed = 0;
        for (var subject = 0; subject < frame.Count; subject++)
        {
            var kind = (OutcomeKind)frame.Kinds[subject];
            if (kind != OutcomeKind.NotAssessed)
                assessed++;
            if (kind is OutcomeKind.Gated or OutcomeKind.Vetoed)
                settled[frame.Grades[subject]]++;
        }

        SeatPlan.Fill(shares, assessed, seats);
        var ends = order.Ends(shares.Length);
        var end = 0;
        for (var grade = 0; grade < shares.Length; grade++)
            ends[grade] = end += Math.Max(0, seats[grade] - settled[grade]);
        return ends;
    }
}
