namespace Yuekao.App.Records;

/// <summary>A period of a competition, which may have yet to open: its scheme, and when its readings are collected.</summary>
/// <param name="Key">The cycle, in its first edition: what is nominated for a period is nominated for whichever edition runs.</param>
/// <param name="Scheme">In the version that the cycle froze, or will run; else in the newest.</param>
/// <param name="From">When its collecting opens, by the calendar or the county's dates.</param>
/// <param name="To">When its readings are due.</param>
public sealed record CompetitionPlace(CycleKey Key, SchemeDocument Scheme, DateTimeOffset From, DateTimeOffset To)
{
    public CompetitionRules Rules => Scheme.Competition!;

    /// <exception cref="ProblemException">The competition has no such point: not found.</exception>
    public CompetitionPoint RequirePoint(PointId id) =>
        Rules.Points.FirstOrDefault(point => point.Id == id) ?? throw new ProblemException(ProblemType.NotFound, $"'{Scheme.Id}' has no point '{id}'.");
}

/// <summary>The competitions that routes name.</summary>
public sealed class CompetitionPlaces(CycleStore cycles, CycleSchemes schemes)
{
    /// <summary>The county's scheme of a route, in its newest version.</summary>
    /// <exception cref="ProblemException">There is none: not found.</exception>
    public async Task<SchemeDocument> RequireSchemeAsync(HttpRequest request, CancellationToken cancellation)
    {
        // No period matters here: any of them does.
        CycleKey key = CycleKey.Of(request, default);
        return (await schemes.FindAsync(key, version: null, cancellation))?.Scheme.Document ?? throw NoScheme(key);
    }

    /// <exception cref="ProblemException">The county has no such scheme, it has no such period, or it is no competition: not found.</exception>
    public async Task<CompetitionPlace> RequireAsync(HttpRequest request, CancellationToken cancellation)
    {
        CycleKey key = request.CycleKey();
        (CycleRecord Cycle, IReadOnlyList<PoolRecord> Pools)? started = await cycles.FindWithPoolsAsync(key, cancellation);
        (CycleRecord? cycle, IReadOnlyList<PoolRecord> pools) = (started?.Cycle, started?.Pools ?? []);
        SchemeDocument scheme = (await schemes.FindAsync(key, cycle?.SchemeVersion, cancellation))?.Scheme.Document ?? throw NoScheme(key);
        if (scheme.Period != key.Period.Kind)
            throw new ProblemException(ProblemType.NotFound, $"'{key.Period}' is no period of '{key.Scheme}'.");
        if (scheme.Competition is null)
            throw new ProblemException(ProblemType.NotFound, $"'{key.Scheme}' is no competition with points or a topic.");
        var times = CycleTimes.Of(scheme.Calendar, key.Period, cycle?.Dates);
        // A pool that collects for longer is judged for longer.
        return new CompetitionPlace(key, scheme, times.Opens, pools.Select(pool => pool.CollectingDue).Append(times.CollectingDue).Max());
    }

    private static ProblemException NoScheme(CycleKey key) => new(ProblemType.NotFound, $"The county has no scheme '{key.Scheme}'.");
}
