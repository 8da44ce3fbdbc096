namespace Yuekao.App.Stages.Settle;

/// <summary>What a pool came to: the meeting's decision, and what follows from it.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Round">The round whose proposal was decided.</param>
/// <param name="At">When it was computed.</param>
/// <param name="Resolution">What the meeting resolved.</param>
/// <param name="Decided">Every subject's outcome, with its explanation.</param>
/// <param name="Ledger">The subsidies; null where the scheme has none.</param>
/// <param name="Consequences">What follows from the outcomes.</param>
public sealed record PoolResult(PoolId Pool, int Round, DateTimeOffset At, Resolution Resolution, Decided Decided, Ledger? Ledger, ConsequenceReport Consequences);
