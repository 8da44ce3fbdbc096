namespace Yuekao.App.Records;

/// <summary>The talks that mentors hold.</summary>
public sealed class MentorTalkEndpoints(MentorTalkStore talks, MentoringStore mentorings, CultivatedPeople people, AuditTrail audit, TimeProvider clock)
{
    private const string All = MentoringEndpoints.One + "/talks";
    private const string One = All + "/{talk}";

    [Function(nameof(ListMentorTalks))]
    [Access(Role.County, Role.Township, Role.Supervision), Access(Role.Meeting, Id = "county"), Access(Role.Cadre, Scope = "cadre")]
    [Operation("Lists the talks of a person's mentors by id, those withdrawn included.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<MentorTalk>)), AnswersTables, Problems(404)]
    public async Task<IActionResult> ListMentorTalks([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = All)] HttpRequest request, CancellationToken cancellation)
    {
        PageRequest page = PageRequest.Read(request);
        CohortMember member = await people.RequireForReaderAsync(request, cancellation);
        return await DevelopmentLists.Talks.AnswerAsync(
            request, page, async part => part.Answer(await talks.Rows.OfPersonAsync(request.Id<CountyId>(), member.Person, part.Place, part.Top, cancellation), one => one.Key));
    }

    [Function(nameof(PutMentorTalk))]
    [Access(Role.County, Role.Township)]
    [Operation("Notes a talk of a mentor, or puts right what was noted: every revision is kept. The same again changes nothing.")]
    [Tagged, Accepts(typeof(MentorTalkRequest)), Answers(StatusCodes.Status201Created, typeof(MentorTalk)), Answers(StatusCodes.Status200OK, typeof(MentorTalk)), Problems(404, 409, 412, 422)]
    public async Task<IActionResult> PutMentorTalk([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = One)] HttpRequest request, CancellationToken cancellation)
    {
        (CountyId county, TalkId id, Caller caller) = (request.Id<CountyId>(), request.Id<TalkId>(), request.GetCaller());
        CohortMember member = await people.RequireForWriterAsync(request, cancellation);
        MentorTalkRequest asked = await RequestBody.ReadAsync<MentorTalkRequest>(request, cancellation);
        Mentor? mentor = (await mentorings.FindAsync(county, member.Person, revision: null, cancellation))?.Mentors.FirstOrDefault(one => one.Kind == asked.Mentor && one.IsOn(asked.On));
        MentorTalk? before = await talks.Rows.FindAsync(county, member.Person, id.Value, cancellation);
        var next = new MentorTalk
        {
            Id = id,
            Person = member.Person,
            Name = member.Name,
            Township = member.Township,
            On = asked.On,
            Mentor = asked.Mentor,
            MentorName = mentor?.Name ?? "",
            Topics = asked.Topics,
            Found = asked.Found,
            Done = asked.Done,
            At = clock.GetUtcNow(),
            By = caller.Id,
            ByName = caller.Name,
        };
        MentorTalk followed = next.Follow(before, next.Says);
        // What was noted stays noted, though somebody else mentors by now.
        if (!ReferenceEquals(before, followed))
            ErrorList.ThrowIfAny(ProblemType.Unacceptable, [.. Errors(asked, mentor)]);
        return await talks.Rows.WriteAsync(request, audit, nameof(PutMentorTalk), before, followed, cancellation);
    }

    [Function(nameof(WithdrawMentorTalk))]
    [Access(Role.County, Role.Township)]
    [Operation("Withdraws a talk. It stays on record with the reason, and does not count.")]
    [Query("reason", typeof(string), "Why it is withdrawn: 1 to 500 characters; required.")]
    [Tagged, Answers(StatusCodes.Status200OK, typeof(MentorTalk)), Problems(404, 412)]
    public async Task<IActionResult> WithdrawMentorTalk([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = One)] HttpRequest request, CancellationToken cancellation)
    {
        CohortMember member = await people.RequireForWriterAsync(request, cancellation);
        return await talks.Rows.WithdrawAsync(request, audit, nameof(WithdrawMentorTalk), member.Person, request.Id<TalkId>().Value, clock.GetUtcNow(), cancellation);
    }

    private IEnumerable<ProblemError> Errors(MentorTalkRequest asked, Mentor? mentor)
    {
        if (asked.On > clock.Today())
            yield return new ProblemError("$.on", "must not be in the future.");
        if (mentor is null)
            yield return new ProblemError("$.mentor", "nobody mentored the person as that on that day: say first who does.");
        IEnumerable<ProblemError> texts = TextRules.Text("$.topics", asked.Topics, MentoringRules.LongestText)
            .Concat(asked.Found is null ? [] : TextRules.Text("$.found", asked.Found, MentoringRules.LongestText))
            .Concat(asked.Done is null ? [] : TextRules.Text("$.done", asked.Done, MentoringRules.LongestText));
        foreach (ProblemError error in texts)
            yield return error;
    }
}

/// <summary>The talks of mentors in people's files.</summary>
public sealed class FiledMentorTalks(MentorTalkStore talks) : IFileSource
{
    public FileEntryKind Kind => FileEntryKind.Talk;

    public async Task<IReadOnlyList<FileEntry>> OfAsync(FileQuestion asked, CancellationToken cancellation) => FiledRecords.Of(
        await talks.Rows.OfPersonAsync(asked.County, asked.Person, after: null, int.MaxValue, cancellation), "mentor", talk => talk.On,
        talk => new MentorTalkContent(talk.Mentor, talk.MentorName, talk.Topics) { Found = talk.Found, Done = talk.Done });
}
