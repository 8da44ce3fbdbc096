using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Scoring;
using Yuekao.Assessment.Subsidies;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Bulk;

/// <summary>One thread's part of a bulk assessment.</summary>
internal sealed class BulkWorker(SchemePlan plan, PoolWeights[] weights, BulkInput input, BulkResult result)
{
    private readonly PoolGrader grader = new(plan);
    private readonly int columns = plan.Columns.Length;
    private long[] totals = [];

    public void Assess(int pool)
    {
        var ends = input.PoolEnds.Span;
        var start = pool == 0 ? 0 : ends[pool - 1];
        var count = ends[pool] - start;
        if (totals.Length < count)
            totals = new long[count];
        var counts = Part(input.Counts, start * columns, count * columns);
        var frame = new PoolFrame
        {
            Counts = counts.ContainsAnyExcept(1) ? counts : [],
            Codes = input.Codes.Span.Slice(start * columns, count * columns),
            Columns = columns,
            NotAssessed = Part(input.NotAssessed, start, count),
            Bonus = Part(input.Bonus, start, count),
            Deductions = Part(input.Deductions, start, count),
            Vetoes = Part(input.Vetoes, start, count),
            Kinds = result.Kinds.AsSpan(start, count),
            Grades = result.Grades.AsSpan(start, count),
            Ranks = result.Ranks.AsSpan(start, count),
            Marks = result.Marks.AsSpan(start, count),
            Totals = totals.AsSpan(0, count),
        };
        var waivers = input.PoolWaivers.IsEmpty ? 0 : input.PoolWaivers.Span[pool];
        result.Complete[pool] = grader.TryGrade(weights[waivers], frame);
        if (!result.Complete[pool])
            Clear(frame);
        else if (plan.Subsidy is { } subsidy && !input.Bases.IsEmpty)
            Pay(subsidy, frame, start);
    }

    private static void Clear(in PoolFrame frame)
    {
        frame.Kinds.Clear();
        frame.Grades.Fill(GradeCode.None);
        frame.Ranks.Clear();
        frame.Marks.Clear();
    }

    private void Pay(SubsidyPlan subsidy, in PoolFrame frame, int start)
    {
        var bases = input.Bases.Span.Slice(start, frame.Count);
        var paid = result.Paid.AsSpan(start, frame.Count);
        var (withheld, rewarded) = (0L, 0);
        for (var subject = 0; subject < frame.Count; subject++)
        {
            var all = new Fen(bases[subject]);
            var assessed = all.Portion(subsidy.AssessedShare);
            var reason = frame.NotAssessed.IsEmpty ? 0 : frame.NotAssessed[subject];
            var pays = reason == 0
                ? subsidy.PaidOf(assessed, frame.Grades[subject])
                : subsidy.PaidOf(assessed, (NotAssessedReason)(reason - 1), input.Served(start + subject), input.InPost(start + subject));
            paid[subject] = (all - assessed + pays).Amount;
            if (reason == 0)
                withheld += (assessed - pays).Amount;
            rewarded += subsidy.IsRewarded(frame.Grades[subject]) ? 1 : 0;
        }

        if (rewarded == 0)
            return;
        var (share, odd) = subsidy.IsPooled ? Math.DivRem(withheld, rewarded) : (subsidy.FixedReward.Amount, 0);
        for (var subject = 0; subject < paid.Length; subject++)
            if (subsidy.IsRewarded(frame.Grades[subject]))
                paid[subject] += share + (odd-- > 0 ? 1 : 0);
    }

    private static ReadOnlySpan<T> Part<T>(ReadOnlyMemory<T> memory, int start, int count) => memory.IsEmpty ? [] : memory.Span.Slice(start, count);
}
