namespace Yuekao.App.Records;

/// <summary>The county's cohorts: what they are called, how many they take, and which selections filled them.</summary>
public sealed class CohortEndpoints(CohortStore cohorts, IDevelopmentWatch watch, AuditTrail audit)
{
    internal const string One = All + "/{cohort}";

    private const string All = "counties/{county}/cohorts";
    private const int LongestTitle = 100;
    private const int ShortestInterval = 7;
    private const int LongestInterval = 366;

    [Function(nameof(ListCohorts))]
    [Access(Role.County, Role.Township, Role.Supervision), Access(Role.Meeting, Id = "county")]
    [Operation("Lists the county's cohorts by id.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<CohortView>))]
    public async Task<IActionResult> ListCohorts([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = All)] HttpRequest request, CancellationToken cancellation)
    {
        PageRequest page = PageRequest.Read(request);
        IReadOnlyList<Cohort> listed = await cohorts.ListAsync(request.Id<CountyId>(), page.Place, page.Top, cancellation);
        return new OkObjectResult(page.Answer([.. listed.Select(one => CohortView.Of(one, request.GetCaller()))], one => one.Id.Value));
    }

    [Function(nameof(GetCohort))]
    [Access(Role.County, Role.Township, Role.Supervision), Access(Role.Meeting, Id = "county")]
    [Operation("A cohort, with the selections that filled it.")]
    [Query("revision", typeof(int), "An earlier revision.")]
    [Tagged, Answers(StatusCodes.Status200OK, typeof(CohortView)), Problems(404)]
    public async Task<IActionResult> GetCohort([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, CancellationToken cancellation) =>
        RevisedAnswer.Of(request, await cohorts.RequireAsync(request, RevisedAnswer.Revision(request), cancellation), show: one => CohortView.Of(one, request.GetCaller()));

    [Function(nameof(PutCohort))]
    [Access(Role.County)]
    [Operation("Opens a cohort, or changes what it is called, how many it takes and how often mentors talk with its members. The same again changes nothing.")]
    [Tagged, Accepts(typeof(CohortRequest)), Answers(StatusCodes.Status201Created, typeof(CohortView)), Answers(StatusCodes.Status200OK, typeof(CohortView)), Problems(404, 409, 412, 422)]
    public async Task<IActionResult> PutCohort(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = One)] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        (CountyId county, CohortId id) = (request.Id<CountyId>(), request.Id<CohortId>());
        CohortRequest asked = await RequestBody.ReadAsync<CohortRequest>(request, cancellation);
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, [.. Errors(asked)]);
        Cohort? before = await cohorts.FindAsync(county, id, revision: null, cancellation);
        Cohort next = before?.With(asked) ?? new Cohort { Id = id, Title = asked.Title, Capacity = asked.Capacity, TalkIntervalDays = asked.TalkIntervalDays };
        await watch.WatchAsync(client, county, cancellation);
        return await RevisedAnswer.WriteAsync(
            request, audit, nameof(PutCohort), next.Resource, before, next, (one, stop) => cohorts.TryWriteAsync(county, one, stop), cancellation, show: one => CohortView.Of(one, request.GetCaller()));
    }

    private static IEnumerable<ProblemError> Errors(CohortRequest asked)
    {
        foreach (ProblemError error in TextRules.Line("$.title.zh-CN", asked.Title.ZhCn, LongestTitle))
            yield return error;
        if (asked.Capacity is < 1 or > Cohort.MostPlaces)
            yield return new ProblemError("$.capacity", $"must be from 1 to {Cohort.MostPlaces}.");
        if (asked.TalkIntervalDays is < ShortestInterval or > LongestInterval)
            yield return new ProblemError("$.talkIntervalDays", $"must be from {ShortestInterval} to {LongestInterval}.");
    }
}

/// <summary>A cohort as it is shown; who belongs to it is a list of its own.</summary>
/// <param name="Members">How many belong to it.</param>
/// <param name="Places">How many places are free.</param>
/// <param name="Selections">In order; for a township with its own people among those who found no place.</param>
public sealed record CohortView(CohortId Id, LocalText Title, int Capacity, int TalkIntervalDays, int Members, int Places, IReadOnlyList<CohortSelection> Selections, int Revision)
{
    internal static CohortView Of(Cohort one, Caller caller)
    {
        bool seesAll = caller.SeesAllDevelopment();
        IEnumerable<CohortSelection> selections = one.Selections.Select(selection => selection with
        {
            WithoutPlace = [.. selection.WithoutPlace.Where(person => seesAll || caller.Has(Role.Township, person.Township.Value))],
        });
        return new CohortView(one.Id, one.Title, one.Capacity, one.TalkIntervalDays, one.Current.Count(), one.Places, [.. selections], one.Revision);
    }
}

internal static class CohortRequests
{
    /// <summary>The cohort that a route names.</summary>
    /// <exception cref="ProblemException">There is none: not found.</exception>
    public static async Task<Cohort> RequireAsync(this CohortStore cohorts, HttpRequest request, int? revision, CancellationToken cancellation) =>
        await cohorts.FindAsync(request.Id<CountyId>(), request.Id<CohortId>(), revision, cancellation)
        ?? throw new ProblemException(ProblemType.NotFound, $"There is no cohort '{request.Id<CohortId>()}'{RevisedAnswer.In(revision)}.");
}
