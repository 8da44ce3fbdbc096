namespace Yuekao.App.Records;

/// <summary>What a cycle froze when it opened: scheme version, roster, village membership and base subsidies. A post that changes later changes nothing here (docs/design.md 4).</summary>
public sealed record FrozenCycle
{
    public required CycleKey Key { get; init; }
    public required int SchemeVersion { get; init; }

    /// <summary>The SHA-256 of the scheme's document.</summary>
    public required string SchemeDigest { get; init; }
    public required DateTimeOffset At { get; init; }
    public IReadOnlyList<Item> SpecialItems { get; init; } = [];
    public CycleDates Dates { get; init; } = CycleDates.None;

    /// <summary>The county's townships with somebody to assess, in the county's order.</summary>
    public required IReadOnlyList<FrozenTownship> Townships { get; init; }
}

/// <param name="Subjects">In roster order, as villages are in the township's; at least one.</param>
public sealed record FrozenTownship(TownshipId Id, string Name, IReadOnlyList<Village> Villages, IReadOnlyList<FrozenSubject> Subjects)
{
    /// <summary>Null where the subject has no village.</summary>
    internal Village? VillageOf(FrozenSubject subject) => Villages.FirstOrDefault(village => village.Id == subject.Entry.Village);
}

/// <param name="Post">Null for a village or a township.</param>
public sealed record FrozenSubject(RosterEntry Entry, string Name, Post? Post = null);

public sealed class FrozenCycles(DocumentBlobs blobs)
{
    /// <summary>Keeps what a cycle froze, unless it was frozen before; answers what is kept.</summary>
    public Task<FrozenCycle> FreezeAsync(FrozenCycle frozen, CancellationToken cancellation) => blobs.WriteOnceAsync(PathOf(frozen.Key), frozen, cancellation);

    /// <summary>Null before the cycle is open.</summary>
    public Task<FrozenCycle?> FindAsync(CycleKey key, CancellationToken cancellation) => blobs.FindAsync<FrozenCycle>(PathOf(key), cancellation);

    private static string PathOf(CycleKey key) => $"{key.Folder}/frozen.json";
}
