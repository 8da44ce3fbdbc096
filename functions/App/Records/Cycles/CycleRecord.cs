using Azure;

namespace Yuekao.App.Records;

/// <summary>How far a cycle is. Its record keeps those that outlive the orchestration: scheduled, blocked, open, sealed.</summary>
public enum CyclePhase
{
    /// <summary>Started, and waiting for the day on which collecting opens.</summary>
    Scheduled,

    /// <summary>Freezes what the cycle rests on.</summary>
    Freezing,

    /// <summary>Could not be frozen: its problems say why.</summary>
    Blocked,

    /// <summary>Frozen: the pools collect, decide and publish, each at its own pace.</summary>
    Open,

    /// <summary>Adds up the county's ledger and publishes the board.</summary>
    Ledger,

    /// <summary>Subjects may appeal.</summary>
    Appeals,

    /// <summary>Writes the archive.</summary>
    Sealing,

    /// <summary>Sealed: nothing is edited any more; rectifications are still followed.</summary>
    Sealed,
}

/// <summary>A cycle as it stands.</summary>
public sealed record CycleRecord : Stored
{
    public required CycleKey Key { get; init; }

    /// <summary>How far it is.</summary>
    public required CyclePhase Phase { get; init; }

    /// <summary>When it was started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Who started it: a person, or the timer.</summary>
    public required string StartedBy { get; init; }

    /// <summary>The scheme's version; null for the newest one on the day on which the cycle opens.</summary>
    public int? SchemeVersion { get; init; }

    /// <summary>The items that this cycle adds to the scheme's (单项考核).</summary>
    public IReadOnlyList<Item> SpecialItems { get; init; } = [];

    /// <summary>The dates that the county set; for what it left out the scheme's calendar holds.</summary>
    public CycleDates Dates { get; init; } = CycleDates.None;

    /// <summary>When it was frozen.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>Why it could not be frozen.</summary>
    public IReadOnlyList<ProblemError> Problems { get; init; } = [];

    /// <summary>When the ledgers of all pools were added up and the boards published.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>Until when subjects may appeal; null before the window opens.</summary>
    public DateTimeOffset? AppealsUntil { get; init; }

    /// <summary>When it was sealed.</summary>
    public DateTimeOffset? SealedAt { get; init; }

    /// <summary>The SHA-256 of the archive's manifest.</summary>
    public string? Seal { get; init; }
}

/// <summary>How far a pool is, in this order. Its record keeps those that decide what may be done and read: collecting, deciding, settling, published.</summary>
public enum PoolPhase
{
    /// <summary>Readings come in.</summary>
    Collecting,

    /// <summary>Gate, scores and grades are computed.</summary>
    Grading,

    /// <summary>The proposal waits for the meeting.</summary>
    Deciding,

    /// <summary>Decided: subsidies are computed and results recorded. Nobody below the meeting sees them yet.</summary>
    Settling,

    /// <summary>Results are out, and notices go out.</summary>
    Feedback,

    /// <summary>Results and notices are out; appeals and the seal are the cycle's.</summary>
    Published,
}

/// <summary>A pool of a cycle as it stands.</summary>
public sealed record PoolRecord : Stored
{
    public required PoolId Pool { get; init; }

    /// <summary>How far it is.</summary>
    public required PoolPhase Phase { get; init; }

    /// <summary>When the phase began: at the freeze, the proposal, the resolution, the publication.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Which round of collecting and deciding it is in, from 1; each return to sources begins the next.</summary>
    public required int Round { get; init; }

    /// <summary>When the readings of this round are due.</summary>
    public required DateTimeOffset CollectingDue { get; init; }

    /// <summary>When the meeting's decision is due.</summary>
    public required DateTimeOffset DecisionDue { get; init; }

    /// <summary>How many subjects it has.</summary>
    public required int Subjects { get; init; }

    /// <summary>When its results and notices came out; null before.</summary>
    public DateTimeOffset? PublishedAt { get; init; }
}
