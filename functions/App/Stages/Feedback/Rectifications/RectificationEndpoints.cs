namespace Yuekao.App.Stages.Feedback;

public sealed class RectificationEndpoints(RectificationStore rectifications, RectificationPeople people, TimeProvider clock)
{
    private const string Route = "counties/{county}/townships/{township}/rectifications";

    [Function(nameof(ListRectifications))]
    [Access(Role.County), Access(Role.Township, Scope = "township"), Access(Role.Meeting, Scope = "township")]
    [Operation("Lists a township's rectifications, by cycle and owner.")]
    [Query("status", typeof(RectificationStatus), "Only those of this status.")]
    [Query("overdue", typeof(bool), "Only those that are overdue, or only those that are not.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<Rectification>))]
    public async Task<IActionResult> ListRectifications([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request, CancellationToken cancellation)
    {
        (RectificationFilter filter, PageRequest page) = Read(request);
        IReadOnlyList<Rectification> listed = await rectifications.ListAsync(request.Id<CountyId>(), request.Id<TownshipId>(), filter, page.Place, page.Top, cancellation);
        return new OkObjectResult(page.Answer(listed, one => one.Id));
    }

    [Function(nameof(ListCadreRectifications))]
    [Access(Role.Cadre, Scope = "cadre")]
    [Operation("Lists a cadre's own rectifications, and those of the villages where the cadre has a post today.")]
    [Query("status", typeof(RectificationStatus), "Only those of this status.")]
    [Query("overdue", typeof(bool), "Only those that are overdue, or only those that are not.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<Rectification>))]
    public async Task<IActionResult> ListCadreRectifications(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "counties/{county}/cadres/{cadre}/rectifications")] HttpRequest request, CancellationToken cancellation)
    {
        CountyId countyId = request.Id<CountyId>();
        (RectificationFilter filter, PageRequest page) = Read(request);
        (IReadOnlyList<TownshipId> townships, RectificationOwners owners) = await people.OfCadreAsync(countyId, request.Id<SubjectId>("cadre"), cancellation);
        (string from, string? after) = page.Place?.Split(' ', 2) is [var last, var id] ? (last, id) : ("", null);
        var listed = new List<Rectification>();
        foreach (TownshipId township in townships.Where(township => string.CompareOrdinal(township.Value, from) >= 0))
        {
            string? place = township.Value == from ? after : null;
            listed.AddRange(await rectifications.ListAsync(countyId, township, filter with { Owners = owners }, place, page.Top - listed.Count, cancellation));
            if (listed.Count == page.Top)
                break;
        }

        return new OkObjectResult(page.Answer(listed, listed.Count == page.Top ? $"{listed[^1].Township} {listed[^1].Id}" : null));
    }

    [Function(nameof(GetRectification))]
    [Access(Role.County), Access(Role.Township, Scope = "township"), Access(Role.Meeting, Scope = "township"), Access(Role.Cadre)]
    [Operation("A rectification. A cadre sees their own, and those of the villages where they have a post today.")]
    [Tagged, Answers(StatusCodes.Status200OK, typeof(Rectification)), Problems(404)]
    public async Task<IActionResult> GetRectification(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/{id}")] HttpRequest request, CancellationToken cancellation)
    {
        Rectification one = await people.RequireAsync(rectifications, request, cancellation);
        request.HttpContext.Response.SetETag(one.ETag);
        return new OkObjectResult(one);
    }

    private (RectificationFilter Filter, PageRequest Page) Read(HttpRequest request)
    {
        var query = new QueryReader(request.Query);
        var filter = new RectificationFilter(query.Choice<RectificationStatus>("status"), query.Flag("overdue"), clock.GetUtcNow());
        PageRequest page = PageRequest.Read(request, query);
        query.ThrowIfWrong();
        return (filter, page);
    }
}
