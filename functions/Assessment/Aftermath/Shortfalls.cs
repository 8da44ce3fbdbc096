using System.Numerics;
using Yuekao.Assessment.Decisions;
using Yuekao.Assessment.Outcomes;
using Yuekao.Assessment.Rules;
using Yuekao.Assessment.Scoring;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Aftermath;

/// <summary>Finds what a pool's subjects and villages have to rectify.</summary>
public static class Shortfalls
{
    /// <summary>
    /// Tells every shortfall of the assessed, gated ones included: each failed condition of the gate, and each scoring item that gave less than the share that the scheme's
    /// <see cref="RectificationRules"/> name. An owner has one shortfall of an item at most; of an item of village level the village has it, once for all of its subjects.
    /// </summary>
    /// <param name="scheme">The scheme, special items included.</param>
    /// <param name="decided">The decided outcomes.</param>
    /// <returns>The shortfalls in the scheme's order of items, and then in roster order, a village standing where the first of its assessed subjects does.</returns>
    /// <exception cref="ArgumentException">The outcomes were decided under another scheme.</exception>
    public static IReadOnlyList<Shortfall> Of(Scheme scheme, Decided decided)
    {
        var assessed = decided.Outcomes.Select(outcome => outcome.Proposed).Where(outcome => outcome.Kind != OutcomeKind.NotAssessed).ToList();
        var below = scheme.Document.Rectification?.Below;
        return [.. PoolItem.AllOf(scheme, decided).SelectMany(item => Owners(item, assessed).Select(owner => Of(item, owner, below)).OfType<Shortfall>())];
    }

    private static IEnumerable<SubjectOutcome> Owners(PoolItem item, List<SubjectOutcome> assessed) =>
        item.Item.Level == ItemLevel.Village ? assessed.DistinctBy(outcome => outcome.Entry.Village) : assessed;

    private static Shortfall? Of(PoolItem item, SubjectOutcome owner, Share? below)
    {
        var obtained = item.ObtainedBy(owner);
        ShortfallKind? kind = item.IsFailedBy(owner) ? ShortfallKind.Baseline : IsBelow(obtained, item.Maximum, below) ? ShortfallKind.Points : null;
        var ofVillage = item.Item.Level == ItemLevel.Village;
        return kind is { } known
            ? new(ofVillage ? null : owner.Entry.Subject, ofVillage ? owner.Entry.Village : null, item.Item.Id, known, obtained, item.Maximum)
            : null;
    }

    private static bool IsBelow(Score? obtained, Points? maximum, Share? below) =>
        obtained is { } gave && maximum is { } most && below is { } share
        && gave < Score.Of((BigInteger)most.Hundredths * share.TenThousandths, 100 * Share.Whole);
}
