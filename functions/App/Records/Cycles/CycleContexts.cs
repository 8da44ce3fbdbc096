using System.Collections.Concurrent;

namespace Yuekao.App.Records;

/// <summary>The open, or sealed, cycles with everything about them that never changes, read once.</summary>
public sealed class CycleContexts(FrozenCycles frozenCycles, SchemeStore schemes)
{
    // Some cycles are open at a time, and each is some hundred kilobytes; beyond that all are forgotten and read anew.
    private const int Most = 200;

    private readonly ConcurrentDictionary<CycleKey, CycleContext> known = new();

    /// <summary>Null where the cycle was not opened.</summary>
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
        await FindAsync(key, cancellation) ?? throw new ProblemException(ProblemType.NotFound, $"The cycle '{key}' is not open.");

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
