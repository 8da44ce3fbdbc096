namespace Yuekao.App.Stages.Feedback;

/// <summary>Which cadres a rectification is of: its owner, and those with a post in the village that owns it, as the roster is today.</summary>
public sealed class RectificationPeople(RosterStore rosters, PlacesStore places, TimeProvider clock)
{
    /// <summary>The owner may, and a secretary of the village.</summary>
    public async Task<bool> MayReportAsync(Caller caller, Rectification one, CancellationToken cancellation) =>
        IsOwner(caller, one) || (await PostingsAsync(caller, one, cancellation)).Any(posting => posting.Post is Post.Secretary or Post.SecretaryAndDirector);

    /// <summary>One that the caller may see, or not found: somebody who was let in only as a cadre, one that is of them.</summary>
    internal async Task<Rectification> RequireAsync(RectificationStore store, HttpRequest request, CancellationToken cancellation)
    {
        (Caller caller, TownshipId township) = (request.GetCaller(), request.Id<TownshipId>());
        bool isStaff = caller.Has(Role.County) || caller.Has(Role.Township, township.Value) || caller.Has(Role.Meeting, township.Value);
        return await store.FindAsync(request.Id<CountyId>(), township, request.Route("id"), cancellation) is { } one
            && (isStaff || IsOwner(caller, one) || (await PostingsAsync(caller, one, cancellation)).Count > 0)
            ? one
            : throw new ProblemException(ProblemType.NotFound, $"The township '{township}' has no such rectification.");
    }

    /// <summary>The townships where a cadre has, or had, a post, and the villages where they have one today.</summary>
    internal async Task<(IReadOnlyList<TownshipId> Townships, RectificationOwners Owners)> OfCadreAsync(CountyId county, SubjectId cadre, CancellationToken cancellation)
    {
        IReadOnlyList<Township> all = (await places.FindAsync(county, cancellation))?.Document.Townships ?? [];
        var known = await rosters.FindAllAsync(county, all.Select(township => township.Id), cancellation);
        var own = known.SelectMany(one => one.Roster.Postings, (one, posting) => (one.Township, Posting: posting)).Where(one => one.Posting.Cadre == cadre).ToList();
        return (
            [.. own.Select(one => one.Township).Distinct().OrderBy(township => township.Value, StringComparer.Ordinal)],
            new RectificationOwners(cadre, [.. own.Where(one => one.Posting.HoldsOn(clock.Today())).Select(one => one.Posting.Village).OfType<VillageId>().Distinct()]));
    }

    private static bool IsOwner(Caller caller, Rectification one) => one.Owner.Kind == OwnerKind.Person && caller.Has(Role.Cadre, one.Owner.Id);

    private async Task<IReadOnlyList<Posting>> PostingsAsync(Caller caller, Rectification one, CancellationToken cancellation)
    {
        if (one.Owner.Kind != OwnerKind.Village || !caller.Has(Role.Cadre))
            return [];
        Versioned<Roster>? roster = await rosters.FindAsync(one.Cycle.County, one.Township, version: null, cancellation);
        HashSet<string> cadres = [.. caller.IdsOf(Role.Cadre)];
        return [.. (roster?.Document.On(clock.Today()).Postings ?? []).Where(posting => posting.Village?.Value == one.Owner.Id && cadres.Contains(posting.Cadre.Value))];
    }
}
