using Microsoft.Net.Http.Headers;

namespace Yuekao.App.Stages.Feedback;

public sealed class NoticeEndpoints(
    NoticePlaces places, NoticeStore notices, NoticePrinter printer, PoolResults results, AppealOutcomes appeals, CycleContexts contexts, CycleStore cycles,
    PlacesStore townships, TimeProvider clock)
{
    private const int Years = 2;

    private static readonly string[] Formats = [MediaTypeNames.Application.Json, MediaTypeNames.Text.Html];

    [Function(nameof(GetSubjectNotice))]
    [Access(Role.County, Role.Township, Role.Meeting), Access(Role.Cadre, Scope = "subject")]
    [Operation("A subject's feedback notice, as JSON or as a printable page.")]
    [Query("lang", typeof(string), "The page's language, zh-CN or en; else the one that Accept-Language likes best.")]
    [Answers(StatusCodes.Status200OK, typeof(Notice)), Answers(StatusCodes.Status200OK, typeof(string), "text/html"), Problems(404)]
    public async Task<IActionResult> GetSubjectNotice(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = CycleRoutes.Cycle + "/notices/subjects/{subject}")] HttpRequest request, CancellationToken cancellation) =>
        await ReadAsync(request, await places.OfSubjectAsync(request, cancellation), cancellation);

    [Function(nameof(GetVillageNotice))]
    [Access(Role.County, Role.Township, Role.Meeting, Role.Cadre)]
    [Operation("A village's feedback notice, as JSON or as a printable page.")]
    [Query("lang", typeof(string), "The page's language, zh-CN or en; else the one that Accept-Language likes best.")]
    [Answers(StatusCodes.Status200OK, typeof(Notice)), Answers(StatusCodes.Status200OK, typeof(string), "text/html"), Problems(404)]
    public async Task<IActionResult> GetVillageNotice(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = CycleRoutes.Cycle + "/notices/villages/{village}")] HttpRequest request, CancellationToken cancellation) =>
        await ReadAsync(request, await places.OfVillageAsync(request, cancellation), cancellation);

    [Function(nameof(ListTownshipNotices))]
    [Access(Role.County), Access(Role.Township, Scope = "township"), Access(Role.Meeting, Scope = "township"), Access(Role.Meeting, Id = "county")]
    [Operation("What is kept of a township's notices: read, acknowledged, delivered.")]
    [Query("acknowledged", typeof(bool), "Only those that are, or are not, acknowledged.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<NoticeRecord>)), Problems(404)]
    public async Task<IActionResult> ListTownshipNotices(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = CycleRoutes.Township + "/notices")] HttpRequest request, CancellationToken cancellation)
    {
        var query = new QueryReader(request.Query);
        PageRequest page = PageRequest.Read(request, query);
        bool? acknowledged = query.Flag("acknowledged");
        query.ThrowIfWrong();
        CycleContext context = await contexts.RequireAsync(request, cancellation);
        TownshipId id = context.RequireTownship(request.Id<TownshipId>()).Id;
        if (await cycles.FindAsync(context.Key, context.RequirePoolOf(id).Id, cancellation) is not { Phase: PoolPhase.Published })
            throw new ProblemException(ProblemType.NotFound, $"The notices of '{id}' are not out.");
        IReadOnlyList<NoticeRecord> found = await notices.OfCycleAsync(context.Key, id, acknowledged, page.Place, page.Top, cancellation);
        return new OkObjectResult(page.Answer(found, one => one.Recipient));
    }

    [Function(nameof(ListCadreNotices))]
    [Access(Role.County), Access(Role.Cadre, Scope = "cadre")]
    [Operation("A cadre's notices of this year and the last, the newest first.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<NoticeRecord>))]
    public async Task<IActionResult> ListCadreNotices(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "counties/{county}/cadres/{cadre}/notices")] HttpRequest request, CancellationToken cancellation)
    {
        PageRequest page = PageRequest.Read(request);
        CountyId id = request.Id<CountyId>();
        string recipient = NoticeRecord.Of(request.Id<SubjectId>("cadre"));
        IEnumerable<int> years = Enumerable.Range(clock.GetUtcNow().Year - Years + 1, Years + 1);
        // A cadre may have moved: each of the county's townships is asked, by keys.
        IReadOnlyList<Township> all = (await townships.FindAsync(id, cancellation))?.Document.Townships ?? [];
        IReadOnlyList<NoticeRecord>[] found = await Task.WhenAll(
            all.SelectMany(township => years, (township, year) => notices.OfRecipientAsync(id, township.Id, year, recipient, cancellation)));
        return new OkObjectResult(ListPages.Of(page, found.SelectMany(one => one), NewestFirst));
    }

    private static string NewestFirst(NoticeRecord notice) =>
        $"{(DateTimeOffset.MaxValue.Ticks - notice.IssuedAt.UtcTicks).ToString("D19", CultureInfo.InvariantCulture)}|{notice.Id}";

    private async Task<IActionResult> ReadAsync(HttpRequest request, NoticePlace place, CancellationToken cancellation)
    {
        Caller caller = request.GetCaller();
        var query = new QueryReader(request.Query);
        Language language = NoticeLanguages.Read(request, query);
        query.ThrowIfWrong();
        bool worksThere = place.WorksThere(caller);
        bool isRecipient = place.IsRecipient(caller);
        if (!worksThere && !isRecipient)
            throw new ProblemException(ProblemType.Forbidden);
        // Somebody who writes at the same time wins: the next reading is recorded then.
        if (place.Notice.ReadAt is null && isRecipient)
            await notices.TryReadAsync(place.Notice, clock.GetUtcNow(), cancellation);
        Notice notice = await WriteAsync(place, cancellation);
        // Among few, a count tells everybody's grade.
        if (!worksThere)
            notice = notice with { Grades = [] };
        request.HttpContext.Response.Headers.Vary = $"{HeaderNames.Accept}, {HeaderNames.AcceptLanguage}";
        // Whoever reads it here reads their own: no cache on the way may keep it.
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        if (AcceptedFormat.Of(request, Formats, format => format) == MediaTypeNames.Application.Json)
            return new OkObjectResult(notice);
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(place.Context.Scheme.Document.Calendar.TimeZone);
        return new ContentResult { Content = await printer.PrintAsync(notice, language, zone), ContentType = $"{MediaTypeNames.Text.Html}; charset=utf-8" };
    }

    // What it says is made of what is recorded.
    private async Task<Notice> WriteAsync(NoticePlace place, CancellationToken cancellation)
    {
        CycleKey key = place.Context.Key;
        CycleRecord cycle = (await cycles.FindAsync(key, cancellation))!;
        var writer = new NoticeWriter(place.Context, cycle, await results.ReadAsync(key, place.Pool.Id, cancellation));
        if (place.Notice.Subject is not { } subject)
            return writer.OfVillage(place.Notice);
        return writer.OfSubject(place.Notice, place.Notice.Revision > 1 ? await appeals.FindAsync(key, subject, cancellation) : null);
    }
}
