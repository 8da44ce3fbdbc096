namespace Yuekao.App.Records;

/// <summary>Who mentors the members of the county's cohorts (“2+1”帮带).</summary>
public sealed class MentoringEndpoints(MentoringStore mentorings, MentoringStandings standings, CultivatedPeople people, AuditTrail audit, TimeProvider clock)
{
    internal const string One = "counties/{county}/cadres/{cadre}/mentoring";

    [Function(nameof(ListMentoring))]
    [Access(Role.County, Role.Township, Role.Supervision), Access(Role.Meeting, Id = "county")]
    [Operation("How the mentoring of all members of cohorts stands, by person: their mentors, the last talk, and when the next is due; for a township its own people.")]
    [Query("township", typeof(TownshipId), "Only those of this township.")]
    [Query("overdue", typeof(bool), "Only those with whom a talk is overdue, or only the others.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<MentoringStanding>)), AnswersTables]
    public async Task<IActionResult> ListMentoring([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "counties/{county}/mentoring")] HttpRequest request, CancellationToken cancellation)
    {
        var query = new QueryReader(request.Query);
        (TownshipId? township, bool? overdue) = (query.Id<TownshipId>("township"), query.Flag("overdue"));
        PageRequest page = PageRequest.Read(request, query);
        query.ThrowIfWrong();
        IReadOnlyList<string>? seen = request.GetCaller().TownshipsSeen();
        IEnumerable<MentoringStanding> listed = (await standings.OfAsync(request.Id<CountyId>(), clock.Today(), cancellation))
            .Where(one => (township ?? one.Township) == one.Township && (overdue ?? one.OverdueDays > 0) == one.OverdueDays > 0 && seen?.Contains(one.Township.Value) != false);
        return DevelopmentLists.Mentoring.Answer(request, page, part => ListPages.Of(part, listed, one => one.Person.Value));
    }

    [Function(nameof(GetMentoring))]
    [Access(Role.County, Role.Township, Role.Supervision), Access(Role.Meeting, Id = "county"), Access(Role.Cadre, Scope = "cadre")]
    [Operation("Who mentors a person, and did.")]
    [Query("revision", typeof(int), "An earlier revision.")]
    [Tagged, Answers(StatusCodes.Status200OK, typeof(Mentoring)), Problems(404)]
    public async Task<IActionResult> GetMentoring([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, CancellationToken cancellation)
    {
        int? revision = RevisedAnswer.Revision(request);
        CohortMember member = await people.RequireForReaderAsync(request, cancellation);
        return RevisedAnswer.Of(request, await RequireAsync(request.Id<CountyId>(), member, revision, cancellation));
    }

    [Function(nameof(PutMentoring))]
    [Access(Role.County, Role.Township)]
    [Operation("Says who mentors a member of a cohort: one of the township's leadership, and one backbone. The same again changes nothing.")]
    [Tagged, Accepts(typeof(MentoringRequest)), Answers(StatusCodes.Status201Created, typeof(Mentoring)), Answers(StatusCodes.Status200OK, typeof(Mentoring)), Problems(404, 412, 422)]
    public async Task<IActionResult> PutMentoring([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = One)] HttpRequest request, CancellationToken cancellation)
    {
        (CountyId county, Caller caller) = (request.Id<CountyId>(), request.GetCaller());
        CohortMember member = await people.RequireForWriterAsync(request, cancellation);
        MentoringRequest asked = await RequestBody.ReadAsync<MentoringRequest>(request, cancellation);
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, [.. MentoringRules.Check(asked)]);
        Mentoring? before = await mentorings.FindAsync(county, member.Person, revision: null, cancellation);
        Mentoring next = before is not null && before.Mentors.SequenceEqual(asked.Mentors) ? before : new Mentoring
        {
            Person = member.Person,
            Name = member.Name,
            Township = member.Township,
            Mentors = asked.Mentors,
            At = clock.GetUtcNow(),
            By = caller.Id,
            ByName = caller.Name,
            Revision = (before?.Revision ?? 0) + 1,
            ETag = before?.ETag ?? default,
        };
        return await RevisedAnswer.WriteAsync(request, audit, nameof(PutMentoring), next.Resource, before, next, (one, stop) => mentorings.TryWriteAsync(county, one, stop), cancellation);
    }

    private async Task<Mentoring> RequireAsync(CountyId county, CohortMember member, int? revision, CancellationToken cancellation) =>
        await mentorings.FindAsync(county, member.Person, revision, cancellation)
        ?? throw new ProblemException(ProblemType.NotFound, $"Nobody was named as a mentor of '{member.Person}'{RevisedAnswer.In(revision)}.");
}
