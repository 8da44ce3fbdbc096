using System.Diagnostics.CodeAnalysis;

namespace Yuekao.App.Records;

/// <summary>An open cycle with everything about it that never changes. Immutable: kept in memory, and shared by requests and activities.</summary>
public sealed class CycleContext
{
    private readonly Dictionary<SubjectId, (FrozenTownship Township, FrozenSubject Subject)> subjects = [];
    private readonly Dictionary<PoolId, Pool> pools;

    /// <param name="scheme">The scheme in the frozen version, with the cycle's special items.</param>
    /// <param name="frozen">What was frozen.</param>
    public CycleContext(Scheme scheme, FrozenCycle frozen)
    {
        (Scheme, Frozen, Times) = (scheme, frozen, CycleTimes.Of(scheme.Document.Calendar, frozen.Key.Period, frozen.Dates));
        foreach (FrozenTownship township in frozen.Townships)
        {
            foreach (FrozenSubject subject in township.Subjects)
                subjects.Add(subject.Entry.Subject, (township, subject));
        }

        Pools = scheme.Document.Pool == Tier.County
            ? [new Pool(PoolId.County, Name: null, frozen.Townships, PoolId.County)]
            : [.. frozen.Townships.Select(township => new Pool(PoolId.Of(township.Id), township.Name, [township], MeetingOf(township)))];
        pools = Pools.ToDictionary(pool => pool.Id);
        Sources = SourcesOf(scheme.Document);
        RequiredSources = [.. scheme.Document.Components.SelectMany(component => component.Raters.Select(rater => rater.Source))
            .Concat(scheme.Document.Items.Select(item => item.Source).OfType<SourceId>()).Distinct()];

        PoolId MeetingOf(FrozenTownship township) => scheme.Document.DecidedBy == Tier.County ? PoolId.County : PoolId.Of(township.Id);
    }

    public CycleKey Key => Frozen.Key;

    /// <summary>The scheme in the frozen version, with the cycle's special items.</summary>
    public Scheme Scheme { get; }

    /// <summary>What was frozen.</summary>
    public FrozenCycle Frozen { get; }

    /// <summary>When what is due.</summary>
    public CycleTimes Times { get; }

    /// <summary>The pools, in the county's order.</summary>
    public IReadOnlyList<Pool> Pools { get; }

    /// <summary>Every source that may report, in the scheme's order: those that read items and those that only note observations.</summary>
    public IReadOnlyList<SourceId> Sources { get; }

    /// <summary>The sources that read items: without them a pool is not complete.</summary>
    public IReadOnlyList<SourceId> RequiredSources { get; }

    /// <summary>Finds a pool.</summary>
    /// <exception cref="ProblemException">There is none such: not found.</exception>
    public Pool RequirePool(PoolId id) => pools.TryGetValue(id, out Pool? pool) ? pool : throw new ProblemException(ProblemType.NotFound, $"The cycle has no pool '{id}'.");

    /// <summary>The pool that a township is in.</summary>
    /// <exception cref="ProblemException">The township is not in the cycle: not found.</exception>
    public Pool RequirePoolOf(TownshipId township) =>
        Pools.FirstOrDefault(pool => pool.Has(township)) ?? throw new ProblemException(ProblemType.NotFound, $"The township '{township}' is not in the cycle.");

    /// <summary>Finds a township.</summary>
    /// <exception cref="ProblemException">It is not in the cycle: not found.</exception>
    public FrozenTownship RequireTownship(TownshipId id) =>
        Frozen.Townships.FirstOrDefault(township => township.Id == id) ?? throw new ProblemException(ProblemType.NotFound, $"The township '{id}' is not in the cycle.");

    /// <summary>Finds a subject, and its township.</summary>
    public bool TryFind(SubjectId id, [NotNullWhen(true)] out FrozenTownship? township, [NotNullWhen(true)] out FrozenSubject? subject)
    {
        bool found = subjects.TryGetValue(id, out (FrozenTownship Township, FrozenSubject Subject) one);
        (township, subject) = one;
        return found;
    }

    private static IReadOnlyList<SourceId> SourcesOf(SchemeDocument scheme) => [.. scheme.Sources.Select(source => source.Id)];
}
