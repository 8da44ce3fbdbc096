namespace Yuekao.App.Records;

/// <summary>Whom a scheme assesses in a township, by its places and the rosters.</summary>
internal static class Subjects
{
    /// <param name="services">What the postings of those whose township it is come to; none where villages or townships are assessed.</param>
    public static FrozenTownship Of(Township township, SchemeDocument scheme, IEnumerable<PeriodService> services)
    {
        IEnumerable<FrozenSubject> subjects = scheme.Subject switch
        {
            SubjectKind.Village => township.Villages.Select(village => Place(township, SubjectId.Of(village.Id.Value), village.Id, village.Name)),
            SubjectKind.Township => [Place(township, SubjectId.Of(township.Id.Value), village: null, township.Name)],
            _ => services.Where(service => service.Main.Township == township.Id).Select(service => service.Freeze(scheme)),
        };
        return new FrozenTownship(township.Id, township.Name, township.Villages, [.. subjects]);
    }

    private static FrozenSubject Place(Township township, SubjectId id, VillageId? village, string name) =>
        new(new RosterEntry { Subject = id, Township = township.Id, Village = village }, name);
}

/// <summary>Cycles that have not opened, as they would be today: what is observed in a period does not wait for its cycle.</summary>
public sealed class CycleDrafts(CycleSchemes schemes, PlacesStore places, RosterStore rosters, CohortStore cohorts, TimeProvider clock)
{
    /// <summary>A cycle with one township in it, by the scheme's newest version and the roster as they are now.</summary>
    /// <exception cref="ProblemException">There is no such scheme, period or township, or nobody to assess in it: not found.</exception>
    public async Task<CycleContext> RequireAsync(CycleKey key, TownshipId township, CancellationToken cancellation)
    {
        (Scheme scheme, string digest) = await schemes.FindAsync(key, version: null, cancellation) ?? throw new ProblemException(ProblemType.NotFound, $"The county has no scheme '{key.Scheme}'.");
        if (scheme.Document.Period != key.Period.Kind)
            throw new ProblemException(ProblemType.NotFound, $"'{key.Period}' is no period of '{key.Scheme}'.");
        Township place = (await places.Of(key.County).FindAsync(version: null, cancellation))?.Document.Find(township)
            ?? throw new ProblemException(ProblemType.NotFound, $"'{township}' is no township of the county.");
        IReadOnlyList<TownshipRoster> roster = await rosters.FindAllAsync(key.County, [township], cancellation);
        IReadOnlyList<PeriodService> services =
            await cohorts.OnlyAsync(key.County, scheme.Document, key.Period, PeriodService.Of(roster, key.Period, scheme.Document.Subject), cancellation);
        FrozenTownship subjects = Subjects.Of(place, scheme.Document, services);
        if (subjects.Subjects.Count == 0)
            throw new ProblemException(ProblemType.NotFound, $"'{key.Scheme}' assesses nobody of '{township}' in {key.Period}.");
        return new CycleContext(scheme, new FrozenCycle { Key = key, SchemeVersion = scheme.Key.Version, SchemeDigest = digest, At = clock.GetUtcNow(), Townships = [subjects] }) { IsDraft = true };
    }
}
