using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Yuekao.App.Records;

/// <summary>An open cycle with everything about it that never changes. Immutable: kept in memory, and shared by requests and activities.</summary>
public sealed class CycleContext
{
    private readonly Dictionary<SubjectId, (FrozenTownship Township, FrozenSubject Subject)> subjects;
    private readonly Dictionary<PoolId, Pool> pools;

    /// <param name="scheme">The scheme in the frozen version, with the cycle's special items.</param>
    public CycleContext(Scheme scheme, FrozenCycle frozen)
    {
        SchemeDocument document = scheme.Document;
        (Scheme, Frozen, Times) = (scheme, frozen, CycleTimes.Of(document.Calendar, frozen.Key.Period, frozen.Dates));
        subjects = frozen.Townships.SelectMany(township => township.Subjects, (township, subject) => (township, subject)).ToDictionary(one => one.subject.Entry.Subject);
        Pools = document.Pool == Tier.County
            ? [new Pool(PoolId.County, Name: null, frozen.Townships, PoolId.County)]
            : [.. frozen.Townships.Select(township => new Pool(PoolId.Of(township.Id), township.Name, [township], MeetingOf(township)))];
        pools = Pools.ToDictionary(pool => pool.Id);
        Sources = [.. document.Sources.Select(source => source.Id).Where(source => source.IsCollected)];
        IEnumerable<SourceId> raters = document.Components.SelectMany(component => component.Raters.Select(rater => rater.Source));
        RequiredSources = [.. raters.Concat(document.Items.Select(item => item.Source).OfType<SourceId>()).Where(source => source.IsCollected).Distinct()];

        PoolId MeetingOf(FrozenTownship township) => document.DecidedBy == Tier.County ? PoolId.County : PoolId.Of(township.Id);
    }

    public CycleKey Key => Frozen.Key;

    /// <summary>Whether the cycle is not open, and would be so if it opened now.</summary>
    public bool IsDraft { get; init; }
    public Scheme Scheme { get; }
    public FrozenCycle Frozen { get; }
    public CycleTimes Times { get; }

    /// <summary>The pools, in the county's order.</summary>
    public IReadOnlyList<Pool> Pools { get; }

    /// <summary>Every source that may report, in the scheme's order: those that read items and those that only note observations. What joins when collecting ends is none.</summary>
    public IReadOnlyList<SourceId> Sources { get; }

    /// <summary>The sources that read items: without them a pool is not complete.</summary>
    public IReadOnlyList<SourceId> RequiredSources { get; }

    /// <summary>The items that a source reads; none for one that only observes.</summary>
    public IReadOnlySet<ItemId> ItemsOf(SourceId source)
    {
        SchemeDocument document = Scheme.Document;
        IEnumerable<ItemId> rated = document.Components.Where(component => component.Raters.Any(rater => rater.Source == source)).SelectMany(component => component.Items);
        return document.Items.Where(item => item.Source == source).Select(item => item.Id).Concat(rated).ToHashSet();
    }

    /// <summary>The sources that are several judges, or a ballot.</summary>
    public IEnumerable<SourceDeclaration> SheetSources => Scheme.Document.Sources.Where(source => source.Sheets is not null);

    /// <summary>Who may observe under a rule; nobody where the scheme has no such rule.</summary>
    public IReadOnlyList<SourceId> SourcesOf(RuleId rule)
    {
        SchemeDocument document = Scheme.Document;
        return (document.Bonus?.Rules ?? []).Concat(document.Deductions?.Rules ?? []).FirstOrDefault(one => one.Id == rule)?.Sources
            ?? document.Vetoes.FirstOrDefault(one => one.Id == rule)?.Sources ?? [];
    }

    public Pool RequirePool(PoolId id) => pools.GetValueOrDefault(id) ?? throw new ProblemException(ProblemType.NotFound, $"The cycle has no pool '{id}'.");

    public Pool RequirePoolOf(TownshipId township) => Pools.FirstOrDefault(pool => pool.Has(township)) ?? throw NotIn(township);

    public FrozenTownship RequireTownship(TownshipId id) => Frozen.Townships.FirstOrDefault(township => township.Id == id) ?? throw NotIn(id);

    public bool TryFind(SubjectId id, [NotNullWhen(true)] out FrozenTownship? township, [NotNullWhen(true)] out FrozenSubject? subject)
    {
        bool found = subjects.TryGetValue(id, out (FrozenTownship Township, FrozenSubject Subject) one);
        (township, subject) = one;
        return found;
    }

    private static ProblemException NotIn(TownshipId township) => new(ProblemType.NotFound, $"The township '{township}' is not in the cycle.");
}

/// <summary>Who a line is about, as the cycle froze it.</summary>
/// <param name="Village">Null where it has none.</param>
/// <param name="Post">Null for a village or a township.</param>
public sealed record SubjectLabel(SubjectId Id, string Name, TownshipId Township, string TownshipName, VillageId? Village = null, string? VillageName = null, Post? Post = null)
{
    public static SubjectLabel Of(CycleContext context, SubjectId subject) => context.TryFind(subject, out FrozenTownship? township, out FrozenSubject? found)
        ? new SubjectLabel(subject, found.Name, township.Id, township.Name, found.Entry.Village, township.VillageOf(found)?.Name, found.Post)
        : throw new InvalidOperationException($"The cycle {context.Key} has no subject '{subject}'.");
}

/// <summary>The open, or sealed, cycles with everything about them that never changes, read once.</summary>
public sealed class CycleContexts(FrozenCycles frozenCycles, SchemeStore schemes, CycleStore cycles)
{
    // Some cycles are open at a time, and each is some hundred kilobytes; beyond that all are forgotten and read anew.
    private const int Most = 200;

    private readonly ConcurrentDictionary<CycleKey, CycleContext> known = new();

    /// <summary>A cycle's current edition, and whether it was cancelled; null where nobody started it.</summary>
    public async Task<(CycleKey Key, bool IsCancelled)?> CurrentAsync(CycleKey key, CancellationToken cancellation) =>
        await cycles.FindCurrentAsync(key, cancellation) is { } current ? (current.Key, current.Phase == CyclePhase.Cancelled) : null;

    /// <summary>Null where the cycle was not opened in this edition.</summary>
    public async Task<CycleContext?> FindAsync(CycleKey key, CancellationToken cancellation)
    {
        if (known.TryGetValue(key, out CycleContext? context))
            return context;
        if (await frozenCycles.FindAsync(key, cancellation) is not { } frozen)
            return null;
        if (known.Count >= Most)
            known.Clear();
        return known.GetOrAdd(key, await LoadAsync(frozen, cancellation));
    }

    public async Task<CycleContext> RequireAsync(CycleKey key, CancellationToken cancellation) =>
        await FindAsync(key, cancellation) ?? throw NotOpen(key);

    internal static ProblemException NotOpen(CycleKey key) => new(ProblemType.NotFound, $"The cycle '{key}' is not open.");

    private async Task<CycleContext> LoadAsync(FrozenCycle frozen, CancellationToken cancellation)
    {
        SchemeVersion version = await schemes.FindAsync(frozen.Key.County, new SchemeKey(frozen.Key.Scheme, frozen.SchemeVersion), cancellation)
            ?? throw new InvalidOperationException($"Version {frozen.SchemeVersion} of {frozen.Key.Scheme}, which the cycle {frozen.Key} froze, is missing.");
        return new CycleContext(Load(await schemes.ReadDocumentAsync(frozen.Key.County, version, cancellation), frozen), frozen);
    }

    /// <summary>The scheme that a cycle froze, with its special items.</summary>
    internal static Scheme Load(byte[] document, FrozenCycle frozen)
    {
        Scheme scheme = Scheme.Load(document).Required();
        return frozen.SpecialItems.Count == 0 ? scheme : scheme.WithSpecialItems(frozen.SpecialItems).Required();
    }
}

/// <summary>The schemes that cycles will run: until one is frozen, its scheme may still be whichever version is the newest.</summary>
public sealed class CycleSchemes(SchemeStore schemes)
{
    /// <summary>The scheme in a version, or in its newest, with the SHA-256 of its document; null where there is none.</summary>
    public async Task<(Scheme Scheme, string Digest)?> FindAsync(CycleKey key, int? version, CancellationToken cancellation)
    {
        SchemeVersion? found = version is { } number
            ? await schemes.FindAsync(key.County, new SchemeKey(key.Scheme, number), cancellation)
            : await schemes.FindLatestAsync(key.County, key.Scheme, cancellation);
        return found is null ? null : (Scheme.Load(await schemes.ReadDocumentAsync(key.County, found, cancellation)).Required(), found.Digest);
    }

    /// <summary>When what of a cycle that is not frozen is due, by the scheme as it is now.</summary>
    public async Task<CycleTimes> TimesAsync(CycleRecord cycle, CancellationToken cancellation)
    {
        (Scheme scheme, _) = await FindAsync(cycle.Key, cycle.SchemeVersion, cancellation)
            ?? throw new InvalidOperationException($"The scheme of the cycle {cycle.Key} is missing.");
        return CycleTimes.Of(scheme.Document.Calendar, cycle.Key.Period, cycle.Dates);
    }
}
