using Yuekao.Assessment.Outcomes;
using Yuekao.Assessment.Values;

namespace Yuekao.App.Results;

/// <summary>Ties as a reader may see them: a person reads only their own result, so that who else ties is left out.</summary>
internal static class VisibleTies
{
    /// <summary>A pool's summary with the ties that concern what the reader may see.</summary>
    public static PoolSummary Of(PoolSummary pool, Func<SubjectId, bool> isVisible) =>
        pool with { Ties = [.. pool.Ties.Select(tie => Of(tie, isVisible)).Where(tie => tie.Subjects.Count > 0)] };

    /// <summary>A tie with only the subjects that the reader may see.</summary>
    public static BoundaryTie Of(BoundaryTie tie, Func<SubjectId, bool> isVisible) => tie with { Subjects = [.. tie.Subjects.Where(isVisible)] };
}
