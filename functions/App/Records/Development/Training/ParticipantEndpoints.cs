namespace Yuekao.App.Records;

/// <summary>Who takes part in a class, and attended it.</summary>
public sealed class ParticipantEndpoints(TrainingStore classes, EnrolmentReader reader, AuditTrail audit, TimeProvider clock)
{
    private const string Route = TrainingEndpoints.One + "/participants";
    private const int LongestReason = 500;

    [Function(nameof(GetParticipants))]
    [Access(Role.County, Role.Township, Role.Supervision), Access(Role.Meeting, Id = "county")]
    [Operation("Who takes part in a class, with what holds of their attendance, as JSON, CSV or a workbook: for a township its own people, for who holds the class all.")]
    [Query("revision", typeof(int), "An earlier revision.")]
    [Tagged, Templates, Answers(StatusCodes.Status200OK, typeof(ParticipantList)), AnswersTables, Problems(404)]
    public async Task<IActionResult> GetParticipants([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request, CancellationToken cancellation)
    {
        var query = new QueryReader(request.Query);
        int? revision = query.Revision();
        // A class has its list from the first: empty, it is what there is to fill in.
        query.Flag("template");
        query.ThrowIfWrong();
        TrainingClass one = await classes.RequireAsync(request, revision, cancellation);
        request.HttpContext.Response.SetETag(one.Tag);
        return ParticipantTable.Formats.Answer(request, ParticipantList.Of(one.SeenBy(request.GetCaller())));
    }

    [Function(nameof(PutParticipants))]
    [Access(Role.County, Role.Township)]
    [Operation("Replaces who takes part in a class, and what is noted of their attendance, as JSON, CSV or a workbook, until it is held: with the class's ETag as If-Match once somebody is enrolled. Whose attendance was noted stays.")]
    [Tagged, Previews, Accepts(typeof(ParticipantList)), AcceptsTables, Answers(StatusCodes.Status200OK, typeof(ClassSummary)), Problems(404, 409, 412, 422, 428)]
    public async Task<IActionResult> PutParticipants([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route)] HttpRequest request, CancellationToken cancellation)
    {
        var how = ReplacementQuery.Read(request);
        TrainingClass before = await classes.RequireAsync(request, revision: null, cancellation);
        ClassPeople.RequireOrganizer(request.GetCaller(), before.Content.Organizer);
        Located<ParticipantList> read = await ParticipantTable.Formats.ReadAsync(request, cancellation);
        IReadOnlyList<Participant> participants = await reader.ReadAsync(request.Id<CountyId>(), before, read, request.GetCaller(), cancellation);
        TrainingClass next = before.Enrol(participants, request.GetCaller(), clock.GetUtcNow());
        if (how.IsPreview)
        {
            request.RequireMatch(before.Tag);
            (ParticipantList now, ParticipantList then) = (ParticipantList.Of(before.Participants), ParticipantList.Of(participants));
            return DocumentPreview.Answer(request, DocumentPreview.Of(new ParticipantTable(), now, then, read, before.Tag) with { IsSame = ReferenceEquals(before, next) });
        }

        if (!ReferenceEquals(before, next) && before.Participants.Count > 0)
            request.RequireNamed(before.Tag);
        return await StoreAsync(request, nameof(PutParticipants), before, next, reason: null, cancellation);
    }

    [Function(nameof(PutAttendanceCorrection))]
    [Access(Role.County, Role.Township)]
    [Operation("Corrects somebody's attendance in a class that was held. What was noted stays on record.")]
    [Tagged, Accepts(typeof(AttendanceCorrectionRequest)), Answers(StatusCodes.Status200OK, typeof(ClassSummary)), Problems(404, 409, 412, 422)]
    public async Task<IActionResult> PutAttendanceCorrection([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route + "/{cadre}/correction")] HttpRequest request, CancellationToken cancellation)
    {
        (SubjectId person, Caller caller) = (request.Id<SubjectId>("cadre"), request.GetCaller());
        TrainingClass before = await classes.RequireAsync(request, revision: null, cancellation);
        ClassPeople.RequireOrganizer(caller, before.Content.Organizer);
        caller.RequireNotSelf(person);
        AttendanceCorrectionRequest asked = await RequestBody.ReadAsync<AttendanceCorrectionRequest>(request, cancellation);
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, [.. ClassRules.Correction(asked, before.Content.Hours), .. TextRules.Text("$.reason", asked.Reason, LongestReason)]);
        return await StoreAsync(request, nameof(PutAttendanceCorrection), before, before.Correct(person, asked, caller, clock.GetUtcNow()), asked.Reason, cancellation);
    }

    private Task<IActionResult> StoreAsync(HttpRequest request, string action, TrainingClass before, TrainingClass next, string? reason, CancellationToken cancellation) => RevisedAnswer.WriteAsync(
        request, audit, action, next.Resource, before, next, (one, stop) => classes.TryWriteAsync(request.Id<CountyId>(), one, stop), cancellation, reason, ClassSummary.Of);
}
