namespace Yuekao.App.Records;

/// <summary>How far a cycle is. Its record keeps those that outlive the orchestration: scheduled, blocked, open, sealed.</summary>
public enum CyclePhase
{
    /// <summary>Started, and waiting for the day on which collecting opens.</summary>
    Scheduled,
    Freezing,

    /// <summary>Could not be frozen: its problems say why.</summary>
    Blocked,

    /// <summary>Frozen: the pools collect, decide and publish, each at its own pace.</summary>
    Open,
    Ledger,
    Appeals,
    Sealing,

    /// <summary>Nothing is edited any more; rectifications are still followed.</summary>
    Sealed,

    /// <summary>Something is wrong, and the county was told: it goes on when that is taken up, or tries again a day later.</summary>
    Stopped,

    /// <summary>Cancelled before its results were out: the period can be opened anew.</summary>
    Cancelled,
}

/// <summary>A cycle as it stands. What has not happened yet is null.</summary>
public sealed record CycleRecord : Stored
{
    public required CycleKey Key { get; init; }
    public required CyclePhase Phase { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required string StartedBy { get; init; }

    /// <summary>The scheme's version; null for the newest one on the day on which the cycle opens.</summary>
    public int? SchemeVersion { get; init; }

    /// <summary>The items that this cycle adds to the scheme's (单项考核).</summary>
    public IReadOnlyList<Item> SpecialItems { get; init; } = [];
    public CycleDates Dates { get; init; } = CycleDates.None;

    /// <summary>The townships whose rosters are confirmed although they are much smaller than they were, each with how many it assesses.</summary>
    public IReadOnlyList<ConfirmedRoster> Confirmed { get; init; } = [];

    /// <summary>The editions that are over, the first one first: this one is the next, unless it was cancelled itself.</summary>
    public IReadOnlyList<PastEdition> Past { get; init; } = [];

    /// <summary>When it was frozen.</summary>
    public DateTimeOffset? OpenedAt { get; init; }
    public IReadOnlyList<ProblemError> Problems { get; init; } = [];

    /// <summary>When the ledgers of all pools were added up and the boards published.</summary>
    public DateTimeOffset? PublishedAt { get; init; }
    /// <summary>Which revision of the board is published: each correction that the public sees makes another.</summary>
    public int BoardRevision { get; init; } = 1;
    public DateTimeOffset? AppealsUntil { get; init; }
    public DateTimeOffset? SealedAt { get; init; }

    /// <summary>The SHA-256 of the archive's manifest.</summary>
    public string? Seal { get; init; }
}

/// <summary>An edition of a cycle that is over, why and by whom. Frozen anew, what was reported went over into the next one; cancelled, it did not.</summary>
public sealed record PastEdition(int Edition, EditionEnd End, string Reason, DateTimeOffset At, string By);

public enum EditionEnd
{
    FrozenAnew,
    Cancelled,
}

/// <param name="Subjects">How many the scheme assesses in it, as the county confirmed.</param>
public sealed record ConfirmedRoster(TownshipId Township, int Subjects);

/// <summary>How far a pool is, in this order. Its record keeps those that decide what may be done and read: collecting, deciding, settling, published.</summary>
public enum PoolPhase
{
    /// <summary>Its cycle was cancelled, or frozen anew: the pool as it was ends here.</summary>
    Over,
    Collecting,
    Grading,
    Deciding,

    /// <summary>Decided: subsidies are computed and results recorded. Nobody below the meeting sees them yet.</summary>
    Settling,

    /// <summary>Results are out, and notices go out.</summary>
    Feedback,

    /// <summary>Results and notices are out; appeals and the seal are the cycle's.</summary>
    Published,

    /// <summary>Something is wrong, and the county was told: it goes on when that is taken up, or tries again a day later.</summary>
    Stopped,
}

public sealed record PoolRecord : Stored
{
    public required PoolId Pool { get; init; }
    public required PoolPhase Phase { get; init; }

    /// <summary>When the phase began: at the freeze, the proposal, the resolution, the publication.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Which round of collecting and deciding it is in, from 1; each return to sources begins the next.</summary>
    public required int Round { get; init; }
    public required DateTimeOffset CollectingDue { get; init; }

    /// <summary>The sources whose part is due before all readings are: what they report is settled then. None once readings were returned.</summary>
    public IReadOnlyList<SourceTime> SourcesDue { get; init; } = [];
    public required DateTimeOffset DecisionDue { get; init; }
    public required int Subjects { get; init; }

    /// <summary>The rosters as they stood when collecting closed last.</summary>
    public IReadOnlyList<FrozenRoster> Rosters { get; init; } = [];
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>When the part of a source is due; null where it is due with all readings.</summary>
    internal DateTimeOffset? DueOf(SourceId source) => SourcesDue.FirstOrDefault(one => one.Source == source)?.Due;
}
