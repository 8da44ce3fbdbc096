using Yuekao.Assessment.Outcomes;

namespace Yuekao.Assessment.Scoring;

/// <summary>Orders a pool's scored subjects, the best first, and walks through the runs of those who stay equal after every tie-breaker.</summary>
internal sealed class PoolOrder
{
    private long[] keys = [];
    private int[] subjects = [];
    private int[] ends = [];

    /// <summary>Room for the places at which grades end.</summary>
    public Span<int> Ends(int grades)
    {
        if (ends.Length < grades)
            ends = new int[grades];
        return ends.AsSpan(0, grades);
    }

    public void Walk(in PoolFrame frame, TieStep[] tieBreakers, ref RunGrader runs)
    {
        if (keys.Length < frame.Count)
            (keys, subjects) = (new long[frame.Count], new int[frame.Count]);
        var scored = 0;
        for (var subject = 0; subject < frame.Count; subject++)
        {
            if (frame.Kinds[subject] != (byte)OutcomeKind.Scored)
                continue;
            keys[scored] = -frame.Totals[subject];
            subjects[scored++] = subject;
        }

        Split(frame, tieBreakers, 0, scored, 0, ref runs);
    }

    /// <summary>Sorts places by the keys they have and splits every run of equal ones by the next tie-breaker.</summary>
    private void Split(in PoolFrame frame, TieStep[] tieBreakers, int start, int end, int level, ref RunGrader runs)
    {
        keys.AsSpan(start, end - start).Sort(subjects.AsSpan(start, end - start));
        for (int first = start, next; first < end; first = next)
        {
            next = first + 1;
            while (next < end && keys[next] == keys[first])
                next++;
            var run = subjects.AsSpan(first, next - first);
            if (run.Length == 1 || level == tieBreakers.Length)
            {
                // Sorting is not stable: roster order makes the outcome the same on any machine.
                if (run.Length > 1)
                    run.Sort();
                runs.Take(run, first);
                continue;
            }

            for (var place = first; place < next; place++)
                keys[place] = -tieBreakers[level].Count(frame.CodesOf(subjects[place]), frame.BonusOf(subjects[place]), frame.DeductionsOf(subjects[place]));
            Split(frame, tieBreakers, first, next, level + 1, ref runs);
        }
    }
}
