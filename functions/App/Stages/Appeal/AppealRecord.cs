namespace Yuekao.App.Stages.Appeal;

/// <summary>An appeal as it stands: filed, then ruled on, then settled.</summary>
public sealed record AppealRecord : Stored
{
    /// <summary>The appellant.</summary>
    public required SubjectId Subject { get; init; }
    public required PoolId Pool { get; init; }
    public required TownshipId Township { get; init; }
    public required AppealRequest Appeal { get; init; }
    public required DateTimeOffset FiledAt { get; init; }

    /// <summary>An id; <see cref="FiledByName"/> is the name.</summary>
    public required string FiledBy { get; init; }
    public required string FiledByName { get; init; }

    /// <summary>Null while the meeting has not ruled.</summary>
    public RecordedRuling? Ruling { get; init; }

    /// <summary>Null while it is not settled.</summary>
    public AppealSettlement? Settlement { get; init; }
}

/// <summary>A meeting's ruling as it was recorded. It never changes.</summary>
/// <param name="By">The id of who recorded it.</param>
public sealed record RecordedRuling(RulingRequest Content, DateTimeOffset At, string By, string ByName);

/// <summary>What came of an appeal, in short. The outcome with its explanation is the cycle's document.</summary>
/// <param name="Improved">The appellant's outcome is better than it was.</param>
/// <param name="DifferenceFen">What is paid on top; zero where nothing is.</param>
public sealed record AppealSettlement(PoolId Pool, AppealRuling Ruling, bool Improved, Fen DifferenceFen, DateTimeOffset At)
{
    public static AppealSettlement Of(AppealOutcome outcome) =>
        new(outcome.Pool, outcome.Ruling, outcome.Decided?.Improved ?? false, outcome.Ledger?.Difference ?? Fen.Zero, outcome.At);
}

/// <summary>What lets appeals into a cycle. Every filing touches it, so that closing it is exact: an appeal is filed before, or not at all.</summary>
/// <param name="Until">Appeals are filed before this time.</param>
public sealed record AppealGate(DateTimeOffset Until, bool IsClosed) : Stored;

/// <summary>What an appellant says.</summary>
public sealed record AppealRequest
{
    /// <summary>Why the result is thought wrong: 1 to 2000 characters.</summary>
    public required string Grounds { get; init; }

    /// <summary>The scheme's items that it is about; empty where it is about the result as a whole.</summary>
    public IReadOnlyList<ItemId> Items { get; init; } = [];
}
