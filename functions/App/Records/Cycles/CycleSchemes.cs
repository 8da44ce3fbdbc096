namespace Yuekao.App.Records;

/// <summary>The schemes that cycles will run: until one is frozen, its scheme may still be whichever version is the newest.</summary>
public sealed class CycleSchemes(SchemeStore schemes)
{
    /// <summary>The scheme in a version, or in its newest, with the SHA-256 of its document; null where there is none.</summary>
    /// <param name="key">The cycle.</param>
    /// <param name="version">The version; null for the newest.</param>
    public async Task<(Scheme Scheme, string Digest)?> FindAsync(CycleKey key, int? version, CancellationToken cancellation)
    {
        SchemeVersion? found = version is { } number
            ? await schemes.FindAsync(key.County, new SchemeKey(key.Scheme, number), cancellation)
            : await schemes.FindLatestAsync(key.County, key.Scheme, cancellation);
        return found is null ? null : (Scheme.Load(await schemes.ReadDocumentAsync(key.County, found, cancellation)).Required(), found.Digest);
    }

    /// <summary>When what of a cycle that is not frozen is due, by the scheme as it is now.</summary>
    /// <exception cref="InvalidOperationException">The scheme is missing.</exception>
    public async Task<CycleTimes> TimesAsync(CycleRecord cycle, CancellationToken cancellation)
    {
        (Scheme scheme, _) = await FindAsync(cycle.Key, cycle.SchemeVersion, cancellation) ?? throw new InvalidOperationException($"The scheme of the cycle {cycle.Key} is missing.");
        return CycleTimes.Of(scheme.Document.Calendar, cycle.Key.Period, cycle.Dates);
    }
}
