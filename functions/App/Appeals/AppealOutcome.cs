using Yuekao.App.Cycles;
using Yuekao.Assessment.Decisions;
using Yuekao.Assessment.Subsidies;
using Yuekao.Assessment.Values;

namespace Yuekao.App.Appeals;

/// <summary>What an appeal came to, once and for all.</summary>
/// <param name="Subject">The appellant.</param>
/// <param name="Pool">The appellant's pool.</param>
/// <param name="At">When it was settled.</param>
/// <param name="Ruling">What the meeting ruled.</param>
/// <param name="Correction">What it corrected; null where it upheld the result.</param>
/// <param name="Decided">The appellant's outcome from now on; null where the result was upheld.</param>
/// <param name="Ledger">What is paid on top; null where nothing is, or the scheme has no subsidy.</param>
public sealed record AppealOutcome(
    SubjectId Subject, PoolId Pool, DateTimeOffset At, AppealRuling Ruling, Correction? Correction, AppealDecided? Decided, LedgerCorrection? Ledger);

/// <summary>What a meeting may rule on an appeal.</summary>
public enum AppealRuling
{
    /// <summary>The result stands.</summary>
    Upheld,

    /// <summary>Readings were wrong, and are corrected.</summary>
    Corrected,
}
