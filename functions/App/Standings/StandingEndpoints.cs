using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Yuekao.App.Access;
using Yuekao.App.Cycles;
using Yuekao.App.Http;
using Yuekao.App.OpenApi;
using Yuekao.App.Problems;
using Yuekao.App.Rosters;
using Yuekao.Assessment.Values;

namespace Yuekao.App.Standings;

/// <summary>What the periods of a year add up to, as far as they are published.</summary>
public sealed class StandingEndpoints(YearStandings standings)
{
    private const string Route = "counties/{county}/schemes/{scheme}/years/{year}";

    /// <summary><c>GET</c>: the standings of a township's subjects, by id.</summary>
    [Function(nameof(ListStandings))]
    [Access(Role.County)]
    [Access(Role.Meeting)]
    [Access(Role.Township, Scope = "township")]
    [Operation("Lists the standings in a year of a township's subjects, by id.")]
    [Paged]
    [Answers(StatusCodes.Status200OK, typeof(Page<StandingView>))]
    [Answers(StatusCodes.Status404NotFound)]
    public async Task<IActionResult> ListStandings(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/townships/{township}/standings")] HttpRequest request,
        FunctionContext function,
        string county,
        string scheme,
        string year,
        string township,
        CancellationToken cancellation)
    {
        PageRequest page = ReadPage(request);
        PublishedYear published = await RequireAsync(county, scheme, year, cancellation);
        TownshipId id = RouteIds.Read<TownshipId>(township);
        RequireReader(published.Latest.RequirePoolOf(id), id, function.GetCaller(), isOwn: false);
        StandingView[] ofTownship = [.. (await standings.AllAsync(published, cancellation)).Where(one => one.Subject.Township == id)];
        return new OkObjectResult(ListPages.Of(page, ofTownship, one => one.Subject.Id.Value));
    }

    /// <summary><c>GET</c>: one subject's standing.</summary>
    [Function(nameof(GetStanding))]
    [Access(Role.County)]
    [Access(Role.Meeting)]
    [Access(Role.Township)]
    [Access(Role.Cadre, Scope = "subject")]
    [Operation("A subject's standing in a year: what bars it, with the periods that count.")]
    [Answers(StatusCodes.Status200OK, typeof(StandingView))]
    [Answers(StatusCodes.Status404NotFound)]
    public async Task<IActionResult> GetStanding(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/subjects/{subject}/standing")] HttpRequest request,
        FunctionContext function,
        string county,
        string scheme,
        string year,
        string subject,
        CancellationToken cancellation)
    {
        PublishedYear published = await RequireAsync(county, scheme, year, cancellation);
        SubjectId id = RouteIds.Read<SubjectId>(subject);
        StandingView standing = await standings.FindAsync(published, id, cancellation)
            ?? throw new ProblemException(ProblemType.NotFound, $"No result of '{id}' in {year} is published.");
        Caller caller = function.GetCaller();
        Pool? pool = published.Latest.Pools.FirstOrDefault(one => one.Has(standing.Subject.Township));
        RequireReader(pool, standing.Subject.Township, caller, caller.Has(Role.Cadre, id.Value));
        return new OkObjectResult(standing);
    }

    /// <summary><c>GET</c>: who comes first for awards and civil-servant selection.</summary>
    [Function(nameof(ListPriority))]
    [Access(Role.County)]
    [Operation("Lists the eligible in the order in which awards and civil-servant selection take them.")]
    [Paged]
    [Answers(StatusCodes.Status200OK, typeof(Page<StandingView>))]
    [Answers(StatusCodes.Status404NotFound)]
    public async Task<IActionResult> ListPriority(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/priority")] HttpRequest request, string county, string scheme, string year, CancellationToken cancellation)
    {
        PageRequest page = ReadPage(request);
        PublishedYear published = await RequireAsync(county, scheme, year, cancellation);
        return new OkObjectResult(ListPages.Of(page, await standings.PriorityAsync(published, cancellation), one => one.Subject.Id.Value));
    }

    private static PageRequest ReadPage(HttpRequest request)
    {
        var query = new QueryReader(request.Query);
        PageRequest page = PageRequest.Read(request, query);
        query.ThrowIfWrong();
        return page;
    }

    private static void RequireReader(Pool? pool, TownshipId township, Caller caller, bool isOwn)
    {
        bool isMeeting = pool is not null && caller.Has(Role.Meeting, pool.Meeting.Value);
        if (!isOwn && !isMeeting && !caller.Has(Role.County) && !caller.Has(Role.Township, township.Value))
            throw new ProblemException(ProblemType.Forbidden);
    }

    private Task<PublishedYear> RequireAsync(string county, string scheme, string year, CancellationToken cancellation)
    {
        CycleKey key = CycleKey.Read(county, scheme, year);
        return key.Period.Kind == PeriodKind.Year
            ? standings.RequireAsync(key.County, key.Scheme, key.Period.Year, cancellation)
            : throw new ProblemException(ProblemType.NotFound, $"'{year}' is no year.");
    }
}
