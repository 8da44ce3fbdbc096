namespace Yuekao.App.Records;

/// <summary>
/// What a cycle froze when it opened: scheme version, roster, village membership and base subsidies. A post that changes later changes nothing here (DESIGN 4).
/// </summary>
public sealed record FrozenCycle
{
    public required CycleKey Key { get; init; }

    public required int SchemeVersion { get; init; }

    /// <summary>The SHA-256 of the scheme's document.</summary>
    public required string SchemeDigest { get; init; }

    /// <summary>When it was frozen.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The items that this cycle adds to the scheme's (单项考核).</summary>
    public IReadOnlyList<Item> SpecialItems { get; init; } = [];

    /// <summary>The dates that the county set; for what it left out the scheme's calendar holds.</summary>
    public CycleDates Dates { get; init; } = CycleDates.None;

    /// <summary>The county's townships with somebody to assess, in the county's order.</summary>
    public required IReadOnlyList<FrozenTownship> Townships { get; init; }
}

/// <summary>A township as a cycle froze it.</summary>
/// <param name="Villages">Its villages, in the township's order.</param>
/// <param name="Subjects">Its subjects, in roster order; at least one.</param>
public sealed record FrozenTownship(TownshipId Id, string Name, IReadOnlyList<Village> Villages, IReadOnlyList<FrozenSubject> Subjects);

/// <summary>A subject as a cycle froze it.</summary>
/// <param name="Entry">What the assessment knows of it.</param>
/// <param name="Name">What to call it.</param>
/// <param name="Post">The post; null for a village or a township.</param>
public sealed record FrozenSubject(RosterEntry Entry, string Name, Post? Post = null);

/// <summary>What cycles froze, each once.</summary>
public sealed class FrozenCycles(DocumentBlobs blobs)
{
    /// <summary>Keeps what a cycle froze, unless it was frozen before.</summary>
    /// <returns>What is frozen.</returns>
    public Task<FrozenCycle> FreezeAsync(FrozenCycle frozen, CancellationToken cancellation) => blobs.WriteOnceAsync(PathOf(frozen.Key), frozen, cancellation);

    /// <summary>What a cycle froze; null before it is open.</summary>
    public Task<FrozenCycle?> FindAsync(CycleKey key, CancellationToken cancellation) => blobs.FindAsync<FrozenCycle>(PathOf(key), cancellation);

    private static string PathOf(CycleKey key) => $"{key.Folder}/frozen.json";
}
