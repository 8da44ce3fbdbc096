namespace Yuekao.App.Records;

public sealed class InspectionEndpoints(InspectionStore inspections, AuditTrail audit, TimeProvider clock)
{
    internal const string One = All + "/{inspection}";

    private const string All = "counties/{county}/inspections";
    private const int LongestTitle = 100;

    [Function(nameof(PutInspection))]
    [Access(Role.Supervision, Role.Department)]
    [Operation("Opens an inspection of the caller's office, or replaces what is said of it. The same content again changes nothing.")]
    [Tagged, Accepts(typeof(InspectionRequest)), Answers(StatusCodes.Status201Created, typeof(Inspection)), Answers(StatusCodes.Status200OK, typeof(Inspection)), Problems(404, 412, 422)]
    public async Task<IActionResult> PutInspection([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = One)] HttpRequest request, CancellationToken cancellation)
    {
        (CountyId county, InspectionId id, Caller caller) = (request.Id<CountyId>(), request.Id<InspectionId>(), request.GetCaller());
        Inspection? before = await inspections.FindAsync(county, id, revision: null, cancellation);
        string office = before?.Office ?? InspectionPeople.OfficeOf(caller);
        caller.RequireOf(office);
        InspectionRequest asked = await RequestBody.ReadAsync<InspectionRequest>(request, cancellation);
        ProblemError[] days = asked.To < asked.From ? [new ProblemError("$.to", $"The inspection ends before it begins on {asked.From:O}.")] : [];
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, [.. TextRules.Line("$.title", asked.Title, LongestTitle), .. days]);
        var next = Inspection.Of(id, office, asked, before, caller, clock.GetUtcNow());
        return await RevisedAnswer.WriteAsync(request, audit, nameof(PutInspection), next.Resource, before, next, (one, stop) => inspections.TryWriteAsync(county, one, stop), cancellation);
    }

    [Function(nameof(ListInspections))]
    [Access(Role.County, Role.Supervision, Role.Department)]
    [Operation("Lists inspections by id; for a department its own.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<Inspection>)), AnswersTables]
    public async Task<IActionResult> ListInspections([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = All)] HttpRequest request, CancellationToken cancellation)
    {
        PageRequest page = PageRequest.Read(request);
        IReadOnlyList<string>? seen = InspectionPeople.OfficesSeen(request.GetCaller());
        return await InspectionLists.Inspections.AnswerAsync(
            request, page, async part => part.Answer(await inspections.ListAsync(request.Id<CountyId>(), seen, part.Place, part.Top, cancellation), one => one.Id.Value));
    }

    [Function(nameof(GetInspection))]
    [Access(Role.County, Role.Supervision, Role.Department)]
    [Operation("An inspection; for a department one of its own.")]
    [Query("revision", typeof(int), "An earlier revision.")]
    [Tagged, Answers(StatusCodes.Status200OK, typeof(Inspection)), Problems(404)]
    public async Task<IActionResult> GetInspection([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, CancellationToken cancellation)
    {
        int? revision = RevisedAnswer.Revision(request);
        Inspection one = await inspections.FindAsync(request.Id<CountyId>(), request.Id<InspectionId>(), revision, cancellation)
            ?? throw new ProblemException(ProblemType.NotFound, $"There is no inspection '{request.Id<InspectionId>()}'{RevisedAnswer.In(revision)}.");
        if (!InspectionPeople.SeesAll(request.GetCaller()))
            request.GetCaller().RequireOf(one.Office);
        return RevisedAnswer.Of(request, one);
    }
}
