using System.Collections.Concurrent;

namespace Yuekao.App.Records;

/// <summary>The open cycles with everything about them that never changes, read once.</summary>
public sealed class CycleContexts(FrozenCycles frozenCycles, SchemeStore schemes)
{
    // Some cycles are open at a time, and each is some hundred kilobytes; beyond that all are forgotten and read anew.
    private const int Most = 200;

    private readonly ConcurrentDictionary<CycleKey, CycleContext> known = new();

    /// <summary>Finds an open, or sealed, cycle; null where it was not opened.</summary>
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

    /// <summary>Finds an open, or sealed, cycle.</summary>
    /// <exception cref="ProblemException">It was not opened: not found.</exception>
    public async Task<CycleContext> RequireAsync(CycleKey key, CancellationToken cancellation) =>
        await FindAsync(key, cancellation) ?? throw new ProblemException(ProblemType.NotFound, $"The cycle '{key}' is not open.");

    private async Task<CycleContext> LoadAsync(FrozenCycle frozen, CancellationToken cancellation)
    {
        SchemeVersion version = await schemes.FindAsync(frozen.Key.County, new SchemeKey(frozen.Key.Scheme, frozen.SchemeVersion), cancellation)
            ?? throw new InvalidOperationException($"Version {frozen.SchemeVersion} of {frozen.Key.Scheme}, which the cycle {frozen.Key} froze, is missing.");
        byte[] document = await schemes.ReadDocumentAsync(frozen.Key.County, version, cancellation);
        return new CycleContext(Load(document, frozen), frozen);
    }

    /// <summary>The scheme that a cycle froze, with its special items.</summary>
    internal static Scheme Load(byte[] document, FrozenCycle frozen)
    {
        Scheme scheme = Scheme.Load(document).Required();
        return frozen.SpecialItems.Count == 0 ? scheme : scheme.WithSpecialItems(frozen.SpecialItems).Required();
    }
}
