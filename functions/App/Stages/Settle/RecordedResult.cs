namespace Yuekao.App.Stages.Settle;

/// <summary>A subject's recorded result of one cycle (考核结果). Never edited: a change is a further revision.</summary>
public sealed record RecordedResult
{
    public required SubjectId Subject { get; init; }

    /// <summary>The township that the subject was in when the cycle froze.</summary>
    public required TownshipId Township { get; init; }
    public required Period Period { get; init; }

    /// <summary>Which of the subject's results of the cycle it is, from 1: the highest one holds.</summary>
    public int Revision { get; init; } = 1;

    /// <summary>The round whose proposal was decided.</summary>
    public required int Round { get; init; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset At { get; init; }
    public required OutcomeKind Kind { get; init; }

    /// <summary>Why the subject was not assessed; null when it was.</summary>
    public NotAssessedReason? Reason { get; init; }

    /// <summary>Null when not assessed and in a ranking.</summary>
    public GradeId? Grade { get; init; }

    /// <summary>Whether a ranking selects the subject.</summary>
    public bool Selected { get; init; }

    /// <summary>The exact score; null when gated or not assessed.</summary>
    public Score? Score { get; init; }

    /// <summary>In the pool, from 1; null unless ranked.</summary>
    public int? Rank { get; init; }

    /// <summary>How many were assessed in the pool.</summary>
    public required int PoolSize { get; init; }

    /// <summary>Whether the meeting set it otherwise than proposed.</summary>
    public bool Adjusted { get; init; }

    /// <summary>The subsidy; null where the scheme has none.</summary>
    public LedgerLine? Ledger { get; init; }

    /// <summary>What superseded the revision before; null for the first.</summary>
    public Supersession? Supersession { get; init; }

    /// <summary>The first results of a pool, in roster order.</summary>
    internal static IReadOnlyList<RecordedResult> Of(CycleKey key, PoolResult result)
    {
        Dictionary<SubjectId, LedgerLine> ledger = (result.Ledger?.Lines ?? []).ToDictionary(line => line.Subject);
        return [.. result.Decided.Outcomes.Select(First)];

        RecordedResult First(DecidedOutcome outcome) => new()
        {
            Subject = outcome.Proposed.Entry.Subject,
            Township = outcome.Proposed.Entry.Township,
            Period = key.Period,
            Round = result.Round,
            At = result.At,
            Kind = outcome.Proposed.Kind,
            Reason = outcome.Proposed.Reason,
            Grade = outcome.Grade,
            Selected = outcome.Selected,
            Score = outcome.Proposed.Score,
            Rank = outcome.Proposed.Rank,
            PoolSize = result.Decided.Pool.Assessed,
            Adjusted = outcome.Adjustment is not null,
            Ledger = ledger.GetValueOrDefault(outcome.Proposed.Entry.Subject),
        };
    }
}

/// <summary>Why a result took the place of an earlier one.</summary>
/// <param name="By">Who decided, as tokens name it: <c>meeting:gaowan</c>.</param>
/// <param name="Booked">What is paid on top; null where nothing is.</param>
public sealed record Supersession(SupersessionCause Cause, string By, BookedDifference? Booked = null);

/// <summary>What leads to a superseding result.</summary>
public enum SupersessionCause
{
    /// <summary>The meeting corrected readings after an appeal.</summary>
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
