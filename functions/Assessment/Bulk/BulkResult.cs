using Yuekao.Assessment.Outcomes;
using Yuekao.Assessment.Scoring;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Bulk;

/// <summary>The outcomes of many pools, the same as <see cref="Assessor"/> and an approving meeting give, without explanations. Subjects are counted through all pools.</summary>
public sealed class BulkResult
{
    private readonly GradeId[] grades;

    internal BulkResult(SchemePlan plan, int subjects, int pools)
    {
        grades = plan.Grades;
        Kinds = new byte[subjects];
        Grades = new byte[subjects];
        Ranks = new int[subjects];
        Marks = new OutcomeMarks[subjects];
        Paid = new long[subjects];
        Complete = new bool[pools];
    }

    /// <summary>The number of subjects.</summary>
    public int Subjects => Kinds.Length;

    /// <summary>The pools, counted from 0, that lack a reading or have one that is not valid: nothing was decided for them.</summary>
    public IEnumerable<int> IncompletePools => Complete.Index().Where(pool => !pool.Item).Select(pool => pool.Index);

    internal byte[] Kinds { get; }

    internal byte[] Grades { get; }

    internal int[] Ranks { get; }

    internal OutcomeMarks[] Marks { get; }

    internal long[] Paid { get; }

    internal bool[] Complete { get; }

    /// <summary>How far a subject came.</summary>
    public OutcomeKind KindOf(int subject) => (OutcomeKind)Kinds[subject];

    /// <summary>A subject's grade; null when not assessed and in a ranking.</summary>
    public GradeId? GradeOf(int subject) => Grades[subject] == GradeCode.None ? null : grades[Grades[subject]];

    /// <summary>A subject's rank; null when unranked.</summary>
    public int? RankOf(int subject) => Ranks[subject] > 0 ? Ranks[subject] : null;

    /// <summary>Whether a ranking selects a subject.</summary>
    public bool IsSelected(int subject) => Marks[subject].HasFlag(OutcomeMarks.Selected);

    /// <summary>Whether a subject ties across a line.</summary>
    public bool IsTied(int subject) => Marks[subject].HasFlag(OutcomeMarks.Tied);

    /// <summary>What a subject is paid, base and reward included; zero where the input has no bases or the scheme no subsidy.</summary>
    public Fen PaidTo(int subject) => new(Paid[subject]);
}
