namespace Yuekao.App.Stages.Appeal;

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

/// <summary>Turns a ruling into what the appeal came to. Pure: an archive is verified by it too.</summary>
internal static class AppealSettling
{
    /// <summary>Settles an appeal.</summary>
    /// <param name="scheme">The scheme that the cycle froze.</param>
    /// <param name="input">The sealed input of the appellant's pool.</param>
    /// <param name="decided">The pool's sealed decision.</param>
    /// <param name="ledger">The pool's sealed ledger; null where the scheme has no subsidy.</param>
    /// <param name="appeal">The appeal, with its ruling.</param>
    /// <param name="at">When it is settled.</param>
    /// <exception cref="InvalidOperationException">There is no ruling, or the assessment refuses its correction.</exception>
    public static AppealOutcome Settle(Scheme scheme, PoolInput input, Decided decided, Ledger? ledger, AppealRecord appeal, DateTimeOffset at)
    {
        RecordedRuling ruling = appeal.Ruling ?? throw new InvalidOperationException($"The meeting has not ruled on the appeal of '{appeal.Subject}'.");
        if (ruling.Content.CorrectionOf(appeal.Subject, ruling.At) is not { } correction)
            return new AppealOutcome(appeal.Subject, appeal.Pool, at, ruling.Content.Ruling, Correction: null, Decided: null, Ledger: null);
        AppealResult result = Assessment.Decisions.Appeals.Recompute(scheme, input, decided, correction);
        if (result is not AppealDecided corrected)
            throw new InvalidOperationException($"The correction of '{appeal.Subject}' is refused: {string.Join(' ', ((AppealRefused)result).Problems)}");
        LedgerCorrection? paid = ledger is null ? null : Subsidy.Correct(scheme, ledger, corrected);
        return new AppealOutcome(appeal.Subject, appeal.Pool, at, ruling.Content.Ruling, correction, corrected, paid?.Difference.Amount > 0 ? paid : null);
    }
}
