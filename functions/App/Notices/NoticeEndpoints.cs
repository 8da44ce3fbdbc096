using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Yuekao.App.Access;
using Yuekao.App.Cycles;
using Yuekao.App.Cycles.Storage;
using Yuekao.App.Http;
using Yuekao.App.Notices.Storage;
using Yuekao.App.OpenApi;
using Yuekao.App.Problems;
using Yuekao.App.Rosters;
using Yuekao.App.Rosters.Storage;
using Yuekao.Assessment.Values;

namespace Yuekao.App.Notices;

/// <summary>Feedback notices, as those whom they concern read them.</summary>
public sealed class NoticeEndpoints(NoticePlaces places, NoticeStore notices, NoticeReader reader, CycleContexts contexts, CycleStore cycles, PlacesStore townships, TimeProvider clock)
{
    private const string Cycle = "counties/{county}/schemes/{scheme}/cycles/{period}";
    private const int Years = 2;

    /// <summary><c>GET notices/subjects/{subject}</c>: a subject's notice as JSON, or as a printable page. The recipient's first reading is recorded.</summary>
    [Function(nameof(GetSubjectNotice))]
    [Access(Role.County)]
    [Access(Role.Township)]
    [Access(Role.Meeting)]
    [Access(Role.Cadre, Scope = "subject")]
    [Operation("A subject's feedback notice, as JSON or as a printable page.")]
    [Query("lang", typeof(string), "The page's language, zh-CN or en; else the one that Accept-Language likes best.")]
    [Answers(StatusCodes.Status200OK, typeof(Notice))]
    [Answers(StatusCodes.Status200OK, typeof(string), "text/html")]
    [Answers(StatusCodes.Status404NotFound)]
    public async Task<IActionResult> GetSubjectNotice(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Cycle + "/notices/subjects/{subject}")] HttpRequest request,
        FunctionContext context,
        string county,
        string scheme,
        string period,
        string subject,
        CancellationToken cancellation) =>
        await ReadAsync(request, context.GetCaller(), await places.OfSubjectAsync(CycleKey.Read(county, scheme, period), subject, cancellation), cancellation);

    /// <summary><c>GET notices/villages/{village}</c>: a village's notice, which names nobody, for the village's cadres and those who work on the cycle.</summary>
    [Function(nameof(GetVillageNotice))]
    [Access(Role.County)]
    [Access(Role.Township)]
    [Access(Role.Meeting)]
    [Access(Role.Cadre)]
    [Operation("A village's feedback notice, as JSON or as a printable page.")]
    [Query("lang", typeof(string), "The page's language, zh-CN or en; else the one that Accept-Language likes best.")]
    [Answers(StatusCodes.Status200OK, typeof(Notice))]
    [Answers(StatusCodes.Status200OK, typeof(string), "text/html")]
    [Answers(StatusCodes.Status404NotFound)]
    public async Task<IActionResult> GetVillageNotice(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Cycle + "/notices/villages/{village}")] HttpRequest request,
        FunctionContext context,
        string county,
        string scheme,
        string period,
        string village,
        CancellationToken cancellation) =>
        await ReadAsync(request, context.GetCaller(), await places.OfVillageAsync(CycleKey.Read(county, scheme, period), village, cancellation), cancellation);

    /// <summary><c>GET townships/{township}/notices</c>: what is kept of a township's notices: read, acknowledged, delivered.</summary>
    [Function(nameof(ListTownshipNotices))]
    [Access(Role.County)]
    [Access(Role.Township, Scope = "township")]
    [Access(Role.Meeting, Scope = "township")]
    [Access(Role.Meeting, Id = "county")]
    [Operation("What is kept of a township's notices: read, acknowledged, delivered.")]
    [Query("acknowledged", typeof(bool), "Only those that are, or are not, acknowledged.")]
    [Paged]
    [Answers(StatusCodes.Status200OK, typeof(Page<NoticeRecord>))]
    [Answers(StatusCodes.Status404NotFound)]
    public async Task<IActionResult> ListTownshipNotices(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Cycle + "/townships/{township}/notices")] HttpRequest request,
        string county,
        string scheme,
        string period,
        string township,
        CancellationToken cancellation)
    {
        var query = new QueryReader(request.Query);
        PageRequest page = PageRequest.Read(request, query);
        bool? acknowledged = query.Flag("acknowledged");
        query.ThrowIfWrong();
        CycleContext context = await contexts.RequireAsync(CycleKey.Read(county, scheme, period), cancellation);
        TownshipId id = context.RequireTownship(RouteIds.Read<TownshipId>(township)).Id;
        if (await cycles.FindAsync(context.Key, context.RequirePoolOf(id).Id, cancellation) is not { Phase: PoolPhase.Published })
            throw new ProblemException(ProblemType.NotFound, $"The notices of '{township}' are not out.");
        IReadOnlyList<NoticeRecord> found = await notices.OfCycleAsync(context.Key, id, acknowledged, page.Place, page.Top, cancellation);
        return new OkObjectResult(page.Answer(found, found.Count == page.Top ? found[^1].Recipient : null));
    }

    /// <summary><c>GET counties/{county}/cadres/{cadre}/notices</c>: the cadre's inbox, of this year and the last, the newest first.</summary>
    [Function(nameof(ListCadreNotices))]
    [Access(Role.County)]
    [Access(Role.Cadre, Scope = "cadre")]
    [Operation("A cadre's notices of this year and the last, the newest first.")]
    [Paged]
    [Answers(StatusCodes.Status200OK, typeof(Page<NoticeRecord>))]
    public async Task<IActionResult> ListCadreNotices(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "counties/{county}/cadres/{cadre}/notices")] HttpRequest request, string county, string cadre, CancellationToken cancellation)
    {
        var query = new QueryReader(request.Query);
        PageRequest page = PageRequest.Read(request, query);
        query.ThrowIfWrong();
        CountyId id = RouteIds.Read<CountyId>(county);
        string recipient = NoticeRecord.Of(RouteIds.Read<SubjectId>(cadre));
        IEnumerable<int> years = Enumerable.Range(clock.GetUtcNow().Year - Years + 1, Years + 1);
        // A cadre may have moved: each of the county's townships is asked, by keys.
        IReadOnlyList<Township> all = (await townships.FindAsync(id, cancellation))?.Document.Townships ?? [];
        IReadOnlyList<NoticeRecord>[] found = await Task.WhenAll(all.SelectMany(township => years, (township, year) => notices.OfRecipientAsync(id, township.Id, year, recipient, cancellation)));
        NoticeRecord[] newest = [.. found.SelectMany(one => one).OrderByDescending(notice => notice.IssuedAt).ThenBy(notice => notice.Id, StringComparer.Ordinal)];
        return new OkObjectResult(ListPages.Of(page, newest, notice => notice.Id));
    }

    private async Task<IActionResult> ReadAsync(HttpRequest request, Caller caller, NoticePlace place, CancellationToken cancellation)
    {
        var query = new QueryReader(request.Query);
        NoticeLanguage language = NoticeLanguages.Read(request, query);
        query.ThrowIfWrong();
        if (!NoticePlaces.MayRead(place, caller))
            throw new ProblemException(ProblemType.Forbidden);
        // Somebody who writes at the same time wins: the next reading is recorded then.
        if (place.Notice.ReadAt is null && NoticePlaces.IsRecipient(place, caller))
            await notices.TryReadAsync(place.Notice, clock.GetUtcNow(), cancellation);
        return await reader.AnswerAsync(request, place, language, NoticePlaces.WorksThere(place, caller), cancellation);
    }
}
