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
        Sources = [.. document.Sources.Select(source => source.Id)];
        IEnumerable<SourceId> raters = document.Components.SelectMany(component => component.Raters.Select(rater => rater.Source));
        RequiredSources = [.. raters.Concat(document.Items.Select(item => item.Source).OfType<SourceId>()).Distinct()];

        PoolId MeetingOf(FrozenTownship township) => document.DecidedBy == Tier.County ? PoolId.County : PoolId.Of(township.Id);
    }

    public CycleKey Key => Frozen.Key;
    public Scheme Scheme { get; }
    public FrozenCycle Frozen { get; }
    public CycleTimes Times { get; }

    /// <summary>The pools, in the county's order.</summary>
    public IReadOnlyList<Pool> Pools { get; }

    /// <summary>Every source that may report, in the scheme's order: those that read items and those that only note observations.</summary>
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
