using System.Collections.Concurrent;
using Yuekao.Assessment.Scoring;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Bulk;

/// <summary>Grades and pays many pools at once, in parallel, on the same calculation as <see cref="Assessor"/> and without explanations.</summary>
public static class BulkAssessor
{
    /// <summary>Assesses many pools.</summary>
    /// <param name="scheme">The scheme of all of them.</param>
    /// <param name="input">Their readings in flat memory.</param>
    /// <exception cref="ArgumentException">The input's memories do not fit each other, or a set of waivers leaves nothing to score.</exception>
    public static BulkResult Assess(Scheme scheme, BulkInput input)
    {
        input.ThrowIfMisshapen(scheme.Plan.Columns.Length, scheme.Plan.Grades.Length);
        PoolWeights[] weights = [scheme.Plan.WeightsWithout(new HashSet<ItemId>()), .. input.WaiverSets.Select(scheme.Plan.WeightsWithout)];
        if (weights.Any(one => !one.CanScore))
            throw new ArgumentException("A set of waivers leaves nothing to score.", nameof(input));

        var result = new BulkResult(scheme.Plan, input.Subjects, input.PoolEnds.Length);
        if (input.PoolEnds.Length == 0)
            return result;
        var chunk = Math.Max(1, input.PoolEnds.Length / (Environment.ProcessorCount * 16));
        Parallel.ForEach(
            Partitioner.Create(0, input.PoolEnds.Length, chunk),
            () => new BulkWorker(scheme.Plan, weights, input, result),
            (range, _, worker) =>
            {
                for (var pool = range.Item1; pool < range.Item2; pool++)
                    worker.Assess(pool);
                return worker;
            },
            _ => { });
        return result;
    }
}
