namespace Yuekao.App.Stages.Settle;

/// <summary>
/// A subject's recorded result of one cycle (考核结果), in the township that it was in when the cycle froze. Never edited: a change is a further revision, counted
/// from 1, and the highest one holds. Null is a reason when assessed, a grade when not assessed and in a ranking, the exact score when gated or not assessed, a
/// rank (in the pool, from 1) unless ranked, a ledger line where the scheme has no subsidy, and what superseded the revision before of the first.
/// </summary>
public sealed record RecordedResult(SubjectId Subject, TownshipId Township, Period Period, int Round, DateTimeOffset At, OutcomeKind Kind, int PoolSize)
{
    public int Revision { get; init; } = 1;
    public NotAssessedReason? Reason { get; init; }
    public GradeId? Grade { get; init; }
    public bool Selected { get; init; }
    public Score? Score { get; init; }
    public int? Rank { get; init; }
    public bool Adjusted { get; init; }
    public LedgerLine? Ledger { get; init; }

    /// <summary>What the ledger line rests on; null as it is.</summary>
    public TimeInPost? Time { get; init; }
    public Supersession? Supersession { get; init; }

    /// <summary>The first results of a pool, in roster order.</summary>
    internal static IReadOnlyList<RecordedResult> Of(CycleKey key, PoolResult result)
    {
        Dictionary<SubjectId, LedgerLine> ledger = (result.Ledger?.Lines ?? []).ToDictionary(line => line.Subject);
        return [.. result.Decided.Outcomes.Select(outcome => First(outcome.Proposed, outcome))];

        RecordedResult First(SubjectOutcome proposed, DecidedOutcome outcome) =>
            new(proposed.Entry.Subject, proposed.Entry.Township, key.Period, result.Round, result.At, proposed.Kind, result.Decided.Pool.Assessed)
            {
                Reason = proposed.Reason,
                Grade = outcome.Grade,
                Selected = outcome.Selected,
                Score = proposed.Score,
                Rank = proposed.Rank,
                Adjusted = outcome.Adjustment is not null,
                Ledger = ledger.GetValueOrDefault(proposed.Entry.Subject),
                Time = result.Ledger is null ? null : TimeInPost.Of(proposed.Entry, key.Period),
            };
    }
}

/// <param name="By">Who decided, as tokens name it: <c>meeting:gaowan</c>.</param>
/// <param name="Booked">What is paid on top; null where nothing is.</param>
public sealed record Supersession(SupersessionCause Cause, string By, BookedDifference? Booked = null);

/// <summary>What leads to a superseding result: the meeting corrected readings after an appeal.</summary>
public enum SupersessionCause
{
    Appeal,
}

/// <summary>What a superseding result changes in the ledger, in fen: the difference is what came from kept money and what is funded from outside.</summary>
/// <param name="Difference">What is paid on top, 0 or more.</param>
/// <param name="FromKept">What of it comes out of the subject's own money that was kept.</param>
/// <param name="External">What of it is funded from outside the pool.</param>
public sealed record BookedDifference(Fen Difference, Fen FromKept, Fen External);

/// <summary>Everything recorded of one subject in one cycle.</summary>
/// <param name="Revisions">At least one, in order.</param>
public sealed record ResultHistory(IReadOnlyList<RecordedResult> Revisions)
{
    /// <summary>The result as the meeting first decided it.</summary>
    public RecordedResult First => Revisions[0];

    /// <summary>The result that holds.</summary>
    public RecordedResult Current => Revisions[^1];
}
