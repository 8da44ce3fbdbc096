using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

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

    /// <summary>The versions of the rosters that it rests on; empty where villages or townships are assessed.</summary>
    public IReadOnlyList<FrozenRoster> Rosters { get; init; } = [];

    /// <summary>The earlier cycles that its ledgers look back on, the earliest first; none where the scheme has no subsidy.</summary>
    public IReadOnlyList<EarlierCycle> Earlier { get; init; } = [];

    /// <summary>The county's townships with somebody to assess, in the county's order.</summary>
    public required IReadOnlyList<FrozenTownship> Townships { get; init; }
}

public sealed record FrozenRoster(TownshipId Township, int Version);

/// <param name="Subjects">In roster order, as villages are in the township's; at least one.</param>
public sealed record FrozenTownship(TownshipId Id, string Name, IReadOnlyList<Village> Villages, IReadOnlyList<FrozenSubject> Subjects)
{
    /// <summary>Null where the subject has no village.</summary>
    internal Village? VillageOf(FrozenSubject subject) => Villages.FirstOrDefault(village => village.Id == subject.Entry.Village);
}

/// <param name="Post">Null for a village or a township.</param>
public sealed record FrozenSubject(RosterEntry Entry, string Name, Post? Post = null)
{
    /// <summary>The other townships in which somebody was in post in the period.</summary>
    public IReadOnlyList<TownshipId> Elsewhere { get; init; } = [];
}

public sealed class FrozenCycles(DocumentBlobs blobs)
{
    /// <summary>Keeps what a cycle froze, unless it was frozen before; answers what is kept.</summary>
    public Task<FrozenCycle> FreezeAsync(FrozenCycle frozen, CancellationToken cancellation) => blobs.WriteOnceAsync(PathOf(frozen.Key), frozen, cancellation);

    /// <summary>Null before the cycle is open.</summary>
    public Task<FrozenCycle?> FindAsync(CycleKey key, CancellationToken cancellation) => blobs.FindAsync<FrozenCycle>(PathOf(key), cancellation);

    private static string PathOf(CycleKey key) => $"{key.Folder}/frozen.json";
}

/// <summary>The subjects of a cycle who are ranked together: those of a township, or of the whole county.</summary>
/// <param name="Name">What to call it; null for the county, whose name the app does not know.</param>
/// <param name="Townships">The townships in it, in the county's order.</param>
/// <param name="Meeting">Whose meeting decides: <c>meeting:&lt;id&gt;</c> in tokens.</param>
public sealed record Pool(PoolId Id, string? Name, IReadOnlyList<FrozenTownship> Townships, PoolId Meeting)
{
    /// <summary>Its subjects, in roster order: the order in which odd fen are handed out.</summary>
    public IReadOnlyList<RosterEntry> Roster { get; } = [.. Townships.SelectMany(township => township.Subjects).Select(subject => subject.Entry)];

    public bool Has(TownshipId township) => Townships.Any(one => one.Id == township);
}

/// <summary>Names a pool (排名范围): a township by its id, or the whole county as <c>county</c>, which no township is called.</summary>
[JsonConverter(typeof(IdJsonConverter<PoolId>))]
public readonly record struct PoolId : IId<PoolId>
{
    private readonly string? text;

    private PoolId(string text) => this.text = text;

    public static PoolId County { get; } = new("county");
    public static LocalizableString Expected => "a township's id, or 'county'";
    public string Value => text ?? "";

    public static PoolId Of(TownshipId township) => new(township.Value);

    public static bool TryOf([NotNullWhen(true)] string? text, out PoolId id)
    {
        bool valid = TownshipId.TryOf(text, out TownshipId township);
        id = valid ? Of(township) : default;
        return valid;
    }

    public override string ToString() => Value;
}
