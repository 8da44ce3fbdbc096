using Yuekao.Assessment.Outcomes;
using Yuekao.Assessment.Readings;
using Yuekao.Assessment.Values;

namespace Yuekao.Assessment.Decisions;

/// <summary>What the meeting corrected after an appeal.</summary>
public sealed record Correction
{
    /// <summary>Who appealed.</summary>
    public required SubjectId Appellant { get; init; }

    /// <summary>Readings in place of the appellant's sealed ones. One of village level counts for the appellant alone.</summary>
    public IReadOnlyList<Reading> Readings { get; init; } = [];

    /// <summary>The ids of observations that no longer count.</summary>
    public IReadOnlyList<string> WithdrawnObservations { get; init; } = [];
}

/// <summary>What an appeal came to: <see cref="AppealDecided"/> or <see cref="AppealRefused"/>.</summary>
public abstract record AppealResult
{
    private protected AppealResult()
    {
    }
}

/// <summary>The correction does not fit the scheme or the pool.</summary>
/// <param name="Problems">Why.</param>
public sealed record AppealRefused(IReadOnlyList<InputProblem> Problems) : AppealResult;

/// <summary>The appellant's outcome after the correction. Nobody else's changes.</summary>
/// <param name="Recomputed">The outcome that the corrected readings give against the sealed pool, with its explanation.</param>
/// <param name="Decided">The outcome that holds from now on: never worse than the sealed one.</param>
/// <param name="Improved">Whether it differs from the sealed one.</param>
public sealed record AppealDecided(SubjectOutcome Recomputed, DecidedOutcome Decided, bool Improved) : AppealResult;
