namespace Yuekao.App.Records;

/// <summary>Classes (班次): the county holds them, townships their own small lectures.</summary>
public sealed class TrainingEndpoints(TrainingStore classes, PlacesStore places, AuditTrail audit, TimeProvider clock)
{
    internal const string One = All + "/{class}";

    private const string All = "counties/{county}/development/classes";

    [Function(nameof(ListTrainingClasses))]
    [Access(Role.County, Role.Township, Role.Supervision), Access(Role.Meeting, Id = "county")]
    [Operation("Lists classes by id, each with how many are enrolled, attended and completed it.")]
    [Query("year", typeof(Period), "Only those that begin in this year.")]
    [Query("form", typeof(TrainingForm), "Only those of this form.")]
    [Query("kind", typeof(EducationKind), "Only those of this kind of education.")]
    [Query("state", typeof(ClassState), "Only those in this state.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<ClassSummary>)), AnswersTables]
    public async Task<IActionResult> ListTrainingClasses([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = All)] HttpRequest request, CancellationToken cancellation)
    {
        var query = new QueryReader(request.Query);
        var filter = new ClassFilter(DevelopmentYear.Find(query), query.Choice<TrainingForm>("form"), query.Choice<EducationKind>("kind"), query.Choice<ClassState>("state"));
        PageRequest page = PageRequest.Read(request, query);
        query.ThrowIfWrong();
        return await DevelopmentLists.Classes.AnswerAsync(request, page, async part =>
            part.Answer([.. (await classes.ListAsync(request.Id<CountyId>(), filter, part.Place, part.Top, cancellation)).Select(ClassSummary.Of)], one => one.Id.Value));
    }

    [Function(nameof(GetTrainingClass))]
    [Access(Role.County, Role.Township, Role.Supervision), Access(Role.Meeting, Id = "county")]
    [Operation("A class.")]
    [Query("revision", typeof(int), "An earlier revision.")]
    [Tagged, Answers(StatusCodes.Status200OK, typeof(ClassSummary)), Problems(404)]
    public async Task<IActionResult> GetTrainingClass([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, CancellationToken cancellation)
    {
        int? revision = RevisedAnswer.Revision(request);
        return RevisedAnswer.Of(request, await classes.RequireAsync(request, revision, cancellation), show: ClassSummary.Of);
    }

    [Function(nameof(PutTrainingClass))]
    [Access(Role.County, Role.Township)]
    [Operation("Announces a class, or replaces what is said of it until it is held: with If-Match. A township announces its own small lectures. The same content again changes nothing.")]
    [Tagged, Accepts(typeof(TrainingClassRequest)), Answers(StatusCodes.Status201Created, typeof(ClassSummary)), Answers(StatusCodes.Status200OK, typeof(ClassSummary)), Problems(404, 409, 412, 422, 428)]
    public async Task<IActionResult> PutTrainingClass([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = One)] HttpRequest request, CancellationToken cancellation)
    {
        (CountyId county, ClassId id, Caller caller) = (request.Id<CountyId>(), request.Id<ClassId>(), request.GetCaller());
        TrainingClass? before = await classes.FindAsync(county, id, revision: null, cancellation);
        if (before is not null)
            ClassPeople.RequireOrganizer(caller, before.Content.Organizer);
        TrainingClassRequest asked = await RequestBody.ReadAsync<TrainingClassRequest>(request, cancellation);
        ClassPeople.RequireOrganizer(caller, asked.Organizer);
        TrainingClass next = ClassSteps.Announce(id, asked, before, caller, clock.GetUtcNow());
        if (!ReferenceEquals(before, next))
        {
            request.RequireNamed(before?.Tag);
            HashSet<TownshipId> townships = [.. (await places.FindAsync(county, cancellation))?.Document.Townships.Select(township => township.Id) ?? []];
            ErrorList.ThrowIfAny(ProblemType.Unacceptable, [.. ClassRules.Check(asked, before, townships)]);
        }

        return await StoreAsync(request, nameof(PutTrainingClass), before, next, reason: null, cancellation);
    }

    [Function(nameof(HoldTrainingClass))]
    [Access(Role.County, Role.Township)]
    [Operation("Says that a class was held and its attendance is final: from now on it is in its participants' files, and corrected only with a reason.")]
    [Tagged, Answers(StatusCodes.Status200OK, typeof(ClassSummary)), Problems(404, 409, 412)]
    public async Task<IActionResult> HoldTrainingClass([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = One + "/held")] HttpRequest request, CancellationToken cancellation)
    {
        TrainingClass before = await classes.RequireAsync(request, revision: null, cancellation);
        ClassPeople.RequireOrganizer(request.GetCaller(), before.Content.Organizer);
        return await StoreAsync(request, nameof(HoldTrainingClass), before, before.Hold(request.GetCaller(), clock.GetUtcNow()), reason: null, cancellation);
    }

    [Function(nameof(WithdrawTrainingClass))]
    [Access(Role.County, Role.Township)]
    [Operation("Withdraws a class. It stays on record with the reason, and does not count.")]
    [Query("reason", typeof(string), "Why it is withdrawn: 1 to 500 characters; required.")]
    [Tagged, Answers(StatusCodes.Status200OK, typeof(ClassSummary)), Problems(404, 412)]
    public async Task<IActionResult> WithdrawTrainingClass([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = One)] HttpRequest request, CancellationToken cancellation)
    {
        string reason = QueryReader.ReasonOf(request);
        TrainingClass before = await classes.RequireAsync(request, revision: null, cancellation);
        ClassPeople.RequireOrganizer(request.GetCaller(), before.Content.Organizer);
        return await StoreAsync(request, nameof(WithdrawTrainingClass), before, before.Withdraw(reason, request.GetCaller(), clock.GetUtcNow()), reason, cancellation);
    }

    private Task<IActionResult> StoreAsync(HttpRequest request, string action, TrainingClass? before, TrainingClass next, string? reason, CancellationToken cancellation) => RevisedAnswer.WriteAsync(
        request, audit, action, next.Resource, before, next, (one, stop) => classes.TryWriteAsync(request.Id<CountyId>(), one, stop), cancellation, reason, ClassSummary.Of);
}

/// <summary>Who holds a class, and who sees of whom that they took part.</summary>
internal static class ClassPeople
{
    /// <exception cref="ProblemException">It is not the caller's: forbidden.</exception>
    public static void RequireOrganizer(Caller caller, TownshipId? organizer)
    {
        if (!caller.Has(Role.County) && !(organizer is { } township && caller.Has(Role.Township, township.Value)))
            throw new ProblemException(ProblemType.Forbidden, "A township holds small lectures of its own: the class is another's.");
    }

    /// <summary>The participants whom the caller sees: whoever holds the class all of them, another township its own people.</summary>
    public static IEnumerable<Participant> SeenBy(this TrainingClass one, Caller caller) =>
        caller.SeesAllDevelopment() || (one.Content.Organizer is { } organizer && caller.Has(Role.Township, organizer.Value))
            ? one.Current
            : one.Current.Where(participant => caller.Has(Role.Township, participant.Township.Value));

    public static async Task<TrainingClass> RequireAsync(this TrainingStore classes, HttpRequest request, int? revision, CancellationToken cancellation) =>
        await classes.FindAsync(request.Id<CountyId>(), request.Id<ClassId>(), revision, cancellation)
        ?? throw new ProblemException(ProblemType.NotFound, $"There is no class '{request.Id<ClassId>()}'{RevisedAnswer.In(revision)}.");
}
