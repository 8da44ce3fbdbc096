namespace Yuekao.App.Records;

/// <summary>Who belongs to a cohort: selections fill it by themselves, the county adds and lets go by hand, with a reason.</summary>
public sealed class CohortMemberEndpoints(CohortStore cohorts, PersonnelFiles files, AuditTrail audit, TimeProvider clock)
{
    private const string All = CohortEndpoints.One + "/members";
    private const string One = All + "/{subject}";
    private const int LongestReason = 500;

    [Function(nameof(ListCohortMembers))]
    [Access(Role.County, Role.Township, Role.Supervision), Access(Role.Meeting, Id = "county")]
    [Operation("Lists who belongs to a cohort, in the order in which they joined; for a township its own people.")]
    [Query("township", typeof(TownshipId), "Only those of this township.")]
    [Query("former", typeof(bool), "Whether those who left are listed as well.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<CohortMember>)), AnswersTables, Problems(404)]
    public async Task<IActionResult> ListCohortMembers([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = All)] HttpRequest request, CancellationToken cancellation)
    {
        var query = new QueryReader(request.Query);
        TownshipId? township = query.Id<TownshipId>("township");
        bool former = query.Flag("former") == true;
        PageRequest page = PageRequest.Read(request, query);
        query.ThrowIfWrong();
        Cohort cohort = await cohorts.RequireAsync(request, revision: null, cancellation);
        Caller caller = request.GetCaller();
        (int Order, CohortMember Member)[] listed =
        [
            .. cohort.Members.Index().Where(one => (former || one.Item.Left is null) && (township ?? one.Item.Township) == one.Item.Township)
                .Where(one => caller.SeesAllDevelopment() || caller.Has(Role.Township, one.Item.Township.Value)),
        ];
        return CohortTable.Formats.Answer(request, page, part =>
        {
            Page<(int Order, CohortMember Member)> found = ListPages.Of(part, listed, one => ListPages.Order(one.Order));
            return new Page<CohortMember>([.. found.Items.Select(one => one.Member)], found.Continuation);
        });
    }

    [Function(nameof(PutCohortMember))]
    [Access(Role.County)]
    [Operation("Takes somebody into a cohort by hand, with a reason, while it has a place. Who belongs to it already stays as they are.")]
    [Tagged, Accepts(typeof(CohortJoiningRequest)), Answers(StatusCodes.Status200OK, typeof(CohortMember)), Problems(404, 409, 412, 422)]
    public async Task<IActionResult> PutCohortMember([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = One)] HttpRequest request, CancellationToken cancellation)
    {
        (CountyId county, SubjectId person, Caller caller) = (request.Id<CountyId>(), request.Id<SubjectId>(), request.GetCaller());
        caller.RequireNotSelf(person);
        CohortJoiningRequest asked = await RequestBody.ReadAsync<CohortJoiningRequest>(request, cancellation);
        Cohort before = await cohorts.RequireAsync(request, revision: null, cancellation);
        if (before.Current.FirstOrDefault(one => one.Person == person) is { } there)
            return MemberAnswer(request, before, there);
        DateOnly on = asked.On ?? clock.Today();
        PostingContent? post = (await files.PostingsAsync(county, person, cancellation)).Select(one => one.Holding.Content).OfType<PostingContent>().LastOrDefault();
        ProblemError[] unknown = post is null ? [new ProblemError("subject", "must be the id of somebody in a roster of the county.")] : [];
        ProblemError[] future = on > clock.Today() ? [new ProblemError("$.on", "must not be in the future.")] : [];
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, [.. unknown, .. future, .. TextRules.Text("$.reason", asked.Reason, LongestReason)]);

        var joined = new CohortJoining(clock.GetUtcNow(), caller.Id, caller.Name) { Reason = asked.Reason };
        var member = new CohortMember(person, post!.Name, post.Township, on, joined) { Village = post.Village };
        return await WriteAsync(request, nameof(PutCohortMember), before, before.Join(member), person, asked.Reason, cancellation);
    }

    [Function(nameof(PutCohortLeaving))]
    [Access(Role.County)]
    [Operation("Lets somebody go from a cohort, with a reason. The place is free from then on.")]
    [Tagged, Accepts(typeof(CohortLeavingRequest)), Answers(StatusCodes.Status200OK, typeof(CohortMember)), Problems(404, 409, 412, 422)]
    public async Task<IActionResult> PutCohortLeaving([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = One + "/leaving")] HttpRequest request, CancellationToken cancellation)
    {
        (SubjectId person, Caller caller) = (request.Id<SubjectId>(), request.GetCaller());
        caller.RequireNotSelf(person);
        CohortLeavingRequest asked = await RequestBody.ReadAsync<CohortLeavingRequest>(request, cancellation);
        Cohort before = await cohorts.RequireAsync(request, revision: null, cancellation);
        CohortMember last = before.Members.LastOrDefault(one => one.Person == person) ?? throw new ProblemException(ProblemType.NotFound, $"'{person}' never belonged to the cohort '{before.Id}'.");
        if (last.Left is { } left && (left.On, left.Reason, left.Note) == (asked.On, asked.Reason, asked.Note))
            return MemberAnswer(request, before, last);
        ProblemError[] future = asked.On > clock.Today() ? [new ProblemError("$.on", "must not be in the future.")] : [];
        bool needsNote = asked.Reason == LeavingReason.Other || asked.Note is not null;
        ErrorList.ThrowIfAny(ProblemType.Unacceptable, [.. future, .. needsNote ? TextRules.Text("$.note", asked.Note, LongestReason) : []]);
        var leaving = new CohortLeaving(asked.On, asked.Reason, clock.GetUtcNow(), caller.Id, caller.Name, asked.Note);
        return await WriteAsync(request, nameof(PutCohortLeaving), before, before.Leave(person, leaving), person, asked.Note ?? asked.Reason.ZhCn(), cancellation);
    }

    private Task<IActionResult> WriteAsync(HttpRequest request, string action, Cohort before, Cohort next, SubjectId person, string reason, CancellationToken cancellation) => RevisedAnswer.WriteAsync(
        request, audit, action, $"{next.Resource}/members/{person}", before, next, (one, stop) => cohorts.TryWriteAsync(request.Id<CountyId>(), one, stop), cancellation, reason,
        show: one => one.Members.Last(member => member.Person == person));

    private static IActionResult MemberAnswer(HttpRequest request, Cohort cohort, CohortMember member) => RevisedAnswer.Of(request, cohort, show: _ => member);
}

/// <param name="Reason">1 to 500 characters.</param>
/// <param name="On">The first day, today at the latest: today unless given.</param>
public sealed record CohortJoiningRequest(string Reason, DateOnly? On = null);

/// <param name="On">The first day on which the person does not belong to it, today at the latest.</param>
/// <param name="Note">1 to 500 characters; needed for another reason.</param>
public sealed record CohortLeavingRequest(DateOnly On, LeavingReason Reason, string? Note = null);
