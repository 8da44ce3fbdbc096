namespace Yuekao.App.Cycle;

/// <summary>Where a cycle's orchestration is, as its custom status says.</summary>
public enum CyclePhase
{
    /// <summary>Waits for the day on which collecting opens.</summary>
    Scheduled,

    /// <summary>Freezes what the cycle rests on.</summary>
    Freezing,

    /// <summary>Could not freeze, and waits for the mending.</summary>
    Blocked,

    /// <summary>The pools collect, decide and publish, each at its own pace.</summary>
    Pools,

    /// <summary>Adds up the county's ledger and publishes the boards.</summary>
    Ledger,

    /// <summary>Subjects may appeal.</summary>
    Appeals,

    /// <summary>Writes the archive.</summary>
    Sealing,

    /// <summary>Sealed; rectifications are still followed.</summary>
    Sealed,
}

/// <summary>The custom status of a cycle's orchestration.</summary>
/// <param name="Phase">Where it is.</param>
/// <param name="Until">What it waits for at the latest; null where it waits for people.</param>
/// <param name="Waiting">How many it waits for: pools, or undecided appeals.</param>
public sealed record CycleStatus(CyclePhase Phase, DateTimeOffset? Until = null, int? Waiting = null);

/// <summary>Where a pool's orchestration is, as its custom status says.</summary>
public enum PoolStep
{
    /// <summary>Readings come in.</summary>
    Collecting,

    /// <summary>Gate, scores and grades are computed.</summary>
    Grading,

    /// <summary>The meeting's decision is awaited.</summary>
    Deciding,

    /// <summary>Subsidies are computed and results recorded.</summary>
    Subsidies,

    /// <summary>Notices go out.</summary>
    Feedback,

    /// <summary>The pool is done; appeals and the seal are the cycle's.</summary>
    Published,
}

/// <summary>The custom status of a pool's orchestration.</summary>
/// <param name="Step">Where it is.</param>
/// <param name="Round">The round of collecting and deciding, from 1.</param>
/// <param name="Due">What is due when; null for nothing.</param>
/// <param name="Waiting">The sources that have not reported in this round, as <c>township/source</c>: the first 50.</param>
/// <param name="Overdue">Whether the due time has passed, and the county was told.</param>
public sealed record PoolStatus(PoolStep Step, int Round, DateTimeOffset? Due = null, IReadOnlyList<string>? Waiting = null, bool Overdue = false);
