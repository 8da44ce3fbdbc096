namespace Yuekao.App.Records;

/// <summary>The rotations of those who are cultivated through the offices of their townships (轮岗锻炼).</summary>
public sealed class RotationEndpoints(RotationStore rotations, CultivatedPeople people, AuditTrail audit, TimeProvider clock)
{
    private const string OfPerson = "counties/{county}/cadres/{cadre}/rotations";
    private const string One = OfPerson + "/{rotation}";

    [Function(nameof(ListRotationStandings))]
    [Access(Role.County, Role.Township, Role.Supervision), Access(Role.Meeting, Id = "county")]
    [Operation("What everybody's rotations come to, by person: days in all, hours of courses, whether they were too short; for a township its own people.")]
    [Query("township", typeof(TownshipId), "Only those of this township.")]
    [Query("tooShort", typeof(bool), "Only those whose rotations were too short, or only the others.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<RotationStanding>)), AnswersTables]
    public async Task<IActionResult> ListRotationStandings([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "counties/{county}/rotations")] HttpRequest request, CancellationToken cancellation)
    {
        var query = new QueryReader(request.Query);
        (TownshipId? township, bool? tooShort) = (query.Id<TownshipId>("township"), query.Flag("tooShort"));
        PageRequest page = PageRequest.Read(request, query);
        query.ThrowIfWrong();
        IReadOnlyList<string>? seen = request.GetCaller().TownshipsSeen();
        IEnumerable<RotationStanding> listed = (await rotations.StandingsAsync(request.Id<CountyId>(), clock.Today(), cancellation))
            .Where(one => (township ?? one.Township) == one.Township && (tooShort ?? one.TooShort) == one.TooShort && seen?.Contains(one.Township.Value) != false);
        return DevelopmentLists.RotationStandings.Answer(request, page, part => ListPages.Of(part, listed, one => one.Person.Value));
    }

    [Function(nameof(ListRotations))]
    [Access(Role.County, Role.Township, Role.Supervision), Access(Role.Meeting, Id = "county"), Access(Role.Cadre, Scope = "cadre")]
    [Operation("Lists a person's rotations by id, those withdrawn included.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<Rotation>)), AnswersTables, Problems(404)]
    public async Task<IActionResult> ListRotations([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = OfPerson)] HttpRequest request, CancellationToken cancellation)
    {
        PageRequest page = PageRequest.Read(request);
        CohortMember member = await people.RequireForReaderAsync(request, cancellation);
        return await DevelopmentLists.Rotations.AnswerAsync(
            request, page, async part => part.Answer(await rotations.Rows.OfPersonAsync(request.Id<CountyId>(), member.Person, part.Place, part.Top, cancellation), one => one.Key));
    }

    [Function(nameof(PutRotation))]
    [Access(Role.County, Role.Township)]
    [Operation("Notes a rotation of somebody of a cohort, or puts right what was noted: every revision is kept. The same again changes nothing.")]
    [Tagged, Accepts(typeof(RotationRequest)), Answers(StatusCodes.Status201Created, typeof(Rotation)), Answers(StatusCodes.Status200OK, typeof(Rotation)), Problems(404, 409, 412, 422)]
    public async Task<IActionResult> PutRotation([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = One)] HttpRequest request, CancellationToken cancellation)
    {
        (RotationId id, Caller caller) = (request.Id<RotationId>(), request.GetCaller());
        CohortMember member = await people.RequireForWriterAsync(request, cancellation);
        RotationRequest asked = await RequestBody.ReadAsync<RotationRequest>(request, cancellation);
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, [.. RotationRules.Check(asked)]);
        Rotation? before = await rotations.Rows.FindAsync(request.Id<CountyId>(), member.Person, id.Value, cancellation);
        var next = new Rotation
        {
            Id = id,
            Person = member.Person,
            Name = member.Name,
            Township = member.Township,
            Office = asked.Office,
            Post = asked.Post,
            From = asked.From,
            To = asked.To,
            Courses = asked.Courses,
            At = clock.GetUtcNow(),
            By = caller.Id,
            ByName = caller.Name,
        };
        return await rotations.Rows.WriteAsync(request, audit, nameof(PutRotation), before, next.Follow(before, next.Says), cancellation);
    }

    [Function(nameof(WithdrawRotation))]
    [Access(Role.County, Role.Township)]
    [Operation("Withdraws a rotation. It stays on record with the reason, and does not count.")]
    [Query("reason", typeof(string), "Why it is withdrawn: 1 to 500 characters; required.")]
    [Tagged, Answers(StatusCodes.Status200OK, typeof(Rotation)), Problems(404, 412)]
    public async Task<IActionResult> WithdrawRotation([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = One)] HttpRequest request, CancellationToken cancellation)
    {
        CohortMember member = await people.RequireForWriterAsync(request, cancellation);
        return await rotations.Rows.WithdrawAsync(request, audit, nameof(WithdrawRotation), member.Person, request.Id<RotationId>().Value, clock.GetUtcNow(), cancellation);
    }
}
