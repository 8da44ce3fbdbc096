namespace Yuekao.App.Stages.Publish;

/// <summary>What the public sees of a cycle (公示): how many have which grade, and who did best. Nobody else is named (docs/adr/0006-public-boards.md).</summary>
/// <param name="Pools">In the county's order.</param>
public sealed record Board(SchemeKey Scheme, LocalText Title, Period Period, DateTimeOffset At, IReadOnlyList<BoardPool> Pools);

/// <param name="Grades">How many have each grade, the best first; empty in a ranking.</param>
/// <param name="Named">Those with the best grade, or whom a ranking selects, or all of a ranking that selects nobody; by rank and then in roster order.</param>
/// <param name="Name">Null for the whole county.</param>
public sealed record BoardPool(PoolId Pool, int Assessed, IReadOnlyList<BoardGrade> Grades, IReadOnlyList<BoardEntry> Named, string? Name = null);

/// <summary>How many have a grade.</summary>
public sealed record BoardGrade(GradeId Grade, LocalText Title, int Count);

/// <summary>Somebody who is named.</summary>
public sealed record BoardEntry
{
    public required string Name { get; init; }

    /// <summary>The township's name.</summary>
    public required string Township { get; init; }

    /// <summary>The village's name; null where there is none.</summary>
    public string? Village { get; init; }

    /// <summary>Null for a village or a township.</summary>
    public Post? Post { get; init; }

    /// <summary>Null in a ranking.</summary>
    public GradeId? Grade { get; init; }

    /// <summary>In a ranking that selects nobody, and only there; so the score too.</summary>
    public int? Rank { get; init; }

    /// <summary>With two decimals.</summary>
    public string? ShownScore { get; init; }
}

/// <summary>The published boards, written once.</summary>
public sealed class BoardDocuments(DocumentBlobs blobs)
{
    /// <summary>Publishes a cycle's board, unless it is published already.</summary>
    /// <returns>The one that is published.</returns>
    public Task<Board> PublishAsync(CycleKey key, Board board, CancellationToken cancellation) => blobs.WriteOnceAsync(PathOf(key), board, cancellation);

    /// <summary>A cycle's board; null before it is published.</summary>
    public Task<Board?> FindAsync(CycleKey key, CancellationToken cancellation) => blobs.FindAsync<Board>(PathOf(key), cancellation);

    private static string PathOf(CycleKey key) => $"{key.Folder}/board.json";
}
