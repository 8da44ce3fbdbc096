namespace Yuekao.App.Records;

/// <summary>The reserve pool (村党支部书记后备人才库): who is in it, and where they come from.</summary>
public sealed class ReserveEndpoints(ReserveStore reserve, PlacesStore places, IDevelopmentWatch watch, AuditTrail audit, TimeProvider clock)
{
    internal const string One = All + "/{subject}";

    private const string All = "counties/{county}/reserve";

    [Function(nameof(ListReserve))]
    [Access(Role.County, Role.Township, Role.Supervision), Access(Role.Meeting, Id = "county")]
    [Operation("Lists the people of the reserve pool by id, those who left it included: pages in JSON, all as the pool takes them back in CSV; for a township its own.")]
    [Query("state", typeof(ReserveState), "Only those who are in it, were promoted, or were removed.")]
    [Query("source", typeof(ReserveSource), "Only those from this source.")]
    [Query("township", typeof(TownshipId), "Only those of this township.")]
    [Query("reviewOverdue", typeof(bool), "Only those who were not reviewed for half a year.")]
    [Paged, Templates, Answers(StatusCodes.Status200OK, typeof(Page<ReservePerson>)), AnswersTables]
    public async Task<IActionResult> ListReserve([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = All)] HttpRequest request, CancellationToken cancellation)
    {
        var query = new QueryReader(request.Query);
        var filter = new ReserveFilter(query.Choice<ReserveState>("state"), query.Choice<ReserveSource>("source"), query.Id<TownshipId>("township"), Seen: request.GetCaller().TownshipsSeen());
        if (query.Flag("reviewOverdue") == true)
            filter = filter with { ReviewedBefore = clock.Today().AddDays(-ReserveRules.ReviewIntervalDays), State = ReserveState.Active };
        PageRequest page = PageRequest.Read(request, query);
        // The pool is there from the first: empty, it is what there is to fill in.
        query.Flag("template");
        query.ThrowIfWrong();
        CountyId county = request.Id<CountyId>();
        if (!ReserveTable.Formats.IsFirst(request))
            return ReserveTable.Formats.Answer(request, new ReserveList([.. (await reserve.ListAsync(county, filter, after: null, int.MaxValue, cancellation)).Select(one => one.Entry)]));
        return new OkObjectResult(page.Answer(await reserve.ListAsync(county, filter, page.Place, page.Top, cancellation), one => one.Entry.Person.Value));
    }

    [Function(nameof(PutReserve))]
    [Access(Role.County, Role.Township)]
    [Operation("Adds people to the reserve pool, or changes what is written down of them, as JSON, CSV or a workbook; nobody is removed by being left out. The same again changes nothing.")]
    [Previews, Accepts(typeof(ReserveList)), AcceptsTables, Answers(StatusCodes.Status200OK, typeof(ReserveChange)), Problems(412, 422)]
    public async Task<IActionResult> PutReserve(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = All)] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var how = ReplacementQuery.Read(request);
        (CountyId county, Caller caller) = (request.Id<CountyId>(), request.GetCaller());
        Located<ReserveList> read = await ReserveTable.Formats.ReadAsync(request, cancellation);
        foreach (ReserveEntry entry in read.Document.People)
            caller.RequireNotSelf(entry.Person);
        Dictionary<SubjectId, ReservePerson> there = (await reserve.ListAsync(county, new ReserveFilter(), after: null, int.MaxValue, cancellation)).ToDictionary(one => one.Entry.Person);
        CountyPlaces known = (await places.FindAsync(county, cancellation))?.Document ?? new CountyPlaces([]);
        IReadOnlyList<ProblemError> errors = ReserveRules.Check(read.Document, known, there, township => caller.Has(Role.County) || caller.Has(Role.Township, township.Value), clock.Today());
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, [.. errors.Select(error => error with { Path = read.PlaceOf(error.Path) })]);

        ReservePerson[] next = [.. read.Document.People.Where(entry => there.GetValueOrDefault(entry.Person)?.Entry != entry).Select(Next)];
        int added = next.Count(one => one.Revision == 1);
        var change = new ReserveChange(added, next.Length - added, read.Document.People.Count - next.Length);
        if (how.IsPreview)
        {
            var now = new ReserveList([.. read.Document.People.Select(entry => there.GetValueOrDefault(entry.Person)?.Entry).OfType<ReserveEntry>()]);
            return DocumentPreview.Answer(request, DocumentPreview.Of(new ReserveTable(), now, read.Document, read, tag: null) with { IsSame = next.Length == 0 });
        }

        if (next.Length == 0)
            return new OkObjectResult(change);
        await watch.WatchAsync(client, county, cancellation);
        ReserveEntry[] before = [.. next.Where(one => one.Revision > 1).Select(one => there[one.Entry.Person].Entry)];
        var entryOfTrail = new AuditEntry(county.Value, AuditActor.Of(caller), nameof(PutReserve), "reserve", Digest.OfJson(before), Digest.OfJson(next.Select(one => one.Entry)));
        await audit.RecordAsync(entryOfTrail, async stop => await reserve.TryWriteAsync(county, next, stop) ? next : throw Lost(), cancellation);
        return new OkObjectResult(change);

        ReservePerson Next(ReserveEntry entry) => there.GetValueOrDefault(entry.Person) is { } current
            ? current.Next(current with { Entry = entry })
            : new ReservePerson { Entry = entry, AddedOn = clock.Today(), At = clock.GetUtcNow(), By = caller.Id, ByName = caller.Name };
    }

    [Function(nameof(GetReservePerson))]
    [Access(Role.County, Role.Township, Role.Supervision), Access(Role.Meeting, Id = "county"), Access(Role.Cadre, Scope = "subject")]
    [Operation("Somebody of the reserve pool, with reviews, and how they left it.")]
    [Query("revision", typeof(int), "An earlier revision.")]
    [Tagged, Answers(StatusCodes.Status200OK, typeof(ReservePerson)), Problems(404)]
    public async Task<IActionResult> GetReservePerson([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, CancellationToken cancellation) =>
        RevisedAnswer.Of(request, await reserve.RequireForReaderAsync(request, RevisedAnswer.Revision(request), cancellation));

    private static ProblemException Lost() =>
        new(ProblemType.PreconditionFailed, "Somebody else wrote some of them at the same time. Send the list again: what is stored by now does not change again.");
}

/// <summary>What a list does, or would do: how many are added, changed, and as they were.</summary>
public sealed record ReserveChange(int Added, int Changed, int Unchanged);

internal static class ReserveRequests
{
    /// <summary>The person whom a route names, for a caller who may read what is kept of them.</summary>
    public static async Task<ReservePerson> RequireForReaderAsync(this ReserveStore reserve, HttpRequest request, int? revision, CancellationToken cancellation)
    {
        ReservePerson one = await reserve.RequireAsync(request, revision, cancellation);
        request.GetCaller().RequireReader(one.Entry.Person, one.Entry.Township);
        return one;
    }

    /// <summary>The person whom a route names, for a caller who may write what is kept of them.</summary>
    public static async Task<ReservePerson> RequireForWriterAsync(this ReserveStore reserve, HttpRequest request, CancellationToken cancellation)
    {
        ReservePerson one = await reserve.RequireAsync(request, revision: null, cancellation);
        request.GetCaller().RequireWriter(one.Entry.Person, one.Entry.Township);
        return one;
    }

    private static async Task<ReservePerson> RequireAsync(this ReserveStore reserve, HttpRequest request, int? revision, CancellationToken cancellation) =>
        await reserve.FindAsync(request.Id<CountyId>(), request.Id<SubjectId>(), revision, cancellation)
        ?? throw new ProblemException(ProblemType.NotFound, $"'{request.Id<SubjectId>()}' is not in the reserve pool{RevisedAnswer.In(revision)}.");
}
