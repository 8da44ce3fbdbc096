namespace Yuekao.App.Records;

/// <summary>The points that townships show (双点): each nominates its own, until the county has planned the visits.</summary>
public sealed class NominationEndpoints(CompetitionPlaces places, CompetitionStore competitions, PlacesStore counties, AuditTrail audit, TimeProvider clock)
{
    private const string All = CycleRoutes.Cycle + "/nominations";
    private const string One = All + "/{township}/{point}";

    [Function(nameof(PutNomination))]
    [Access(Role.Township, Scope = "township")]
    [Operation("Nominates a point of the township for a period's tour, or replaces what was nominated, until the visits are planned. The same content again changes nothing.")]
    [Tagged, Accepts(typeof(NominationRequest)), Answers(StatusCodes.Status201Created, typeof(Nomination)), Answers(StatusCodes.Status200OK, typeof(Nomination)), Problems(404, 409, 412, 422)]
    public async Task<IActionResult> PutNomination([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = One)] HttpRequest request, CancellationToken cancellation)
    {
        CompetitionPlace place = await places.RequireAsync(request, cancellation);
        (Township township, PointId point) = (await RequireTownshipAsync(request, cancellation), place.RequirePoint(request.Id<PointId>()).Id);
        NominationRequest asked = await RequestBody.ReadAsync<NominationRequest>(request, cancellation);
        Nomination? before = await competitions.FindAsync(place.Key, township.Id, point, revision: null, cancellation);
        var next = Nomination.Of(township.Id, point, asked, before, request.GetCaller(), clock.GetUtcNow());
        if (!ReferenceEquals(before, next))
        {
            if (await competitions.FindVisitsAsync(place.Key, revision: null, cancellation) is { Withdrawn: null })
                throw new ProblemException(ProblemType.RuleBroken, "The visits are planned: what is nominated stays, unless the county withdraws the plan.");
            ErrorList.ThrowIfAny(ProblemType.Unacceptable, NominationRules.Check(asked, township));
        }

        return await RevisedAnswer.WriteAsync(
            request, audit, nameof(PutNomination), $"{place.Key.Resource}/nominations/{township.Id}/{point}", before, next, (one, stop) => competitions.TryWriteAsync(place.Key, one, stop), cancellation);
    }

    [Function(nameof(GetNomination))]
    [Access(Role.County, Role.Judge), Access(Role.Township, Scope = "township")]
    [Operation("A point that a township nominated.")]
    [Query("revision", typeof(int), "An earlier revision.")]
    [Tagged, Answers(StatusCodes.Status200OK, typeof(Nomination)), Problems(404)]
    public async Task<IActionResult> GetNomination([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, CancellationToken cancellation)
    {
        int? revision = RevisedAnswer.Revision(request);
        CompetitionPlace place = await places.RequireAsync(request, cancellation);
        (TownshipId township, PointId point) = (request.Id<TownshipId>(), request.Id<PointId>());
        Nomination found = await competitions.FindAsync(place.Key, township, point, revision, cancellation)
            ?? throw new ProblemException(ProblemType.NotFound, $"'{township}' has not nominated '{point}'{RevisedAnswer.In(revision)}.");
        return RevisedAnswer.Of(request, found);
    }

    [Function(nameof(ListNominations))]
    [Access(Role.County, Role.Judge, Role.Township)]
    [Operation("Lists what was nominated for a period's tour, by township and point: for a township its own.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<Nomination>)), AnswersTables, Problems(404)]
    public async Task<IActionResult> ListNominations([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = All)] HttpRequest request, CancellationToken cancellation)
    {
        PageRequest page = PageRequest.Read(request);
        CompetitionPlace place = await places.RequireAsync(request, cancellation);
        Caller caller = request.GetCaller();
        bool seesAll = caller.Has(Role.County) || caller.Has(Role.Judge);
        Nomination[] nominated = [.. (await competitions.ReadAsync(place.Key, cancellation)).Nominations.Where(one => seesAll || caller.Has(Role.Township, one.Township.Value))];
        return CompetitionLists.Nominations.Answer(request, page, part => ListPages.Of(part, nominated, one => $"{one.Township}|{one.Point}"));
    }

    private async Task<Township> RequireTownshipAsync(HttpRequest request, CancellationToken cancellation) =>
        (await counties.FindAsync(request.Id<CountyId>(), cancellation))?.Document.Find(request.Id<TownshipId>())
        ?? throw new ProblemException(ProblemType.NotFound, $"'{request.Id<TownshipId>()}' is no township of the county.");
}
