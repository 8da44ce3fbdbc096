using Yuekao.Assessment.Aftermath;
using Yuekao.Assessment.Decisions;
using Yuekao.Assessment.Outcomes;
using Yuekao.Assessment.Scoring;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Feedback;

/// <summary>What the feedback notices of one pool tell. Immutable, and safe to use from many threads.</summary>
public sealed class PoolFeedback
{
    private readonly IReadOnlyList<(PoolItem Item, Score? Average)> items;
    private readonly Dictionary<SubjectId, SubjectOutcome> outcomes;

    private PoolFeedback(IReadOnlyList<PoolItem> items, Dictionary<SubjectId, SubjectOutcome> outcomes, IReadOnlyList<Shortfall> shortfalls)
    {
        this.items = [.. items.Select(item => (item, Average([.. outcomes.Values.Select(item.ObtainedBy).OfType<Score>()])))];
        this.outcomes = outcomes;
        Shortfalls = shortfalls;
    }

    /// <summary>What all of the pool's subjects and villages have to rectify.</summary>
    public IReadOnlyList<Shortfall> Shortfalls { get; }

    /// <summary>Works out what all notices of the pool share: averages and shortfalls.</summary>
    /// <param name="scheme">The scheme, special items included.</param>
    /// <param name="decided">The decided outcomes.</param>
    /// <exception cref="ArgumentException">The outcomes were decided under another scheme.</exception>
    public static PoolFeedback Of(Scheme scheme, Decided decided) => new(
        PoolItem.AllOf(scheme, decided),
        decided.Outcomes.Select(outcome => outcome.Proposed).ToDictionary(outcome => outcome.Entry.Subject),
        Aftermath.Shortfalls.Of(scheme, decided));

    /// <summary>What one subject's notice tells: also one who was gated or not assessed.</summary>
    /// <exception cref="ArgumentException">The subject is not in the pool.</exception>
    public SubjectFeedback For(SubjectId subject)
    {
        if (!outcomes.TryGetValue(subject, out var outcome))
            throw new ArgumentException($"'{subject}' is not in the pool.", nameof(subject));
        var all = items.Select(one => Of(one.Item, one.Average, outcome)).ToList();
        var shortfalls = outcome.Kind == OutcomeKind.NotAssessed
            ? []
            : Shortfalls.Where(one => one.Subject == subject || (one.Village is { } village && village == outcome.Entry.Village)).ToList();
        return new() { Subject = subject, Items = all, Strengths = Strengths.Of(all, shortfalls), Shortfalls = shortfalls };
    }

    private static ItemFeedback Of(PoolItem item, Score? average, SubjectOutcome outcome) => new()
    {
        Item = item.Item.Id,
        Level = item.Item.Level,
        Readings = item.LinesOf(outcome),
        Obtained = item.ObtainedBy(outcome),
        Maximum = item.Maximum,
        Average = average,
        FailedGate = item.IsFailedBy(outcome),
        Waived = item.Waived,
    };

    private static Score? Average(IReadOnlyCollection<Score> scores)
    {
        if (scores.Count == 0)
            return null;
        var sum = scores.Aggregate(Score.Zero, (total, score) => total + score);
        return Score.Of(sum.Numerator, sum.Denominator * scores.Count);
    }
}
