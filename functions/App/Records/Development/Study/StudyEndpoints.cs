namespace Yuekao.App.Records;

/// <summary>Further study (学历教育): the county lists it, by the year in which it begins.</summary>
public sealed class StudyEndpoints(StudyStore studies, TrainablePeople people, AuditTrail audit, TimeProvider clock)
{
    private const string All = "counties/{county}/development/studies";
    private const string Route = All + "/{year}";

    [Function(nameof(ListStudies))]
    [Access(Role.County, Role.Township, Role.Supervision), Access(Role.Meeting, Id = "county")]
    [Operation("Lists the further study that goes on or was completed in a year, whenever it began, by year of beginning and id: for a township that of its own people.")]
    [Query("year", typeof(Period), "The year: the current one where none is named.")]
    [Query("level", typeof(StudyLevel), "Only that of this level.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<Study>))]
    public async Task<IActionResult> ListStudies([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = All)] HttpRequest request, CancellationToken cancellation)
    {
        var query = new QueryReader(request.Query);
        Period year = DevelopmentYear.Of(query, clock);
        StudyLevel? level = query.Choice<StudyLevel>("level");
        PageRequest page = PageRequest.Read(request, query);
        query.ThrowIfWrong();
        IEnumerable<Study> listed = (await studies.AllAsync(request.Id<CountyId>(), cancellation)).SelectMany(list => list.Studies).Select(one => one.Study)
            .Where(study => study.CountsIn(year) && (level ?? study.Level) == study.Level && IsSeen(request.GetCaller(), study));
        return new OkObjectResult(ListPages.Of(page, listed, study => $"{study.From.Year}|{study.Id}"));
    }

    [Function(nameof(GetStudies))]
    [Access(Role.County, Role.Township, Role.Supervision), Access(Role.Meeting, Id = "county")]
    [Operation("The further study that begins in a year, as JSON, CSV or a workbook: for a township that of its own people.")]
    [Query("revision", typeof(int), "An earlier revision.")]
    [Tagged, Templates, Answers(StatusCodes.Status200OK, typeof(StudyList)), AnswersTables, Problems(404)]
    public async Task<IActionResult> GetStudies([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request, CancellationToken cancellation)
    {
        var query = new QueryReader(request.Query);
        (Period year, int? revision, Caller caller) = (DevelopmentYear.Of(request), query.Revision(), request.GetCaller());
        bool isTemplate = query.Flag("template") == true;
        query.ThrowIfWrong();
        StudyYear? listed = await studies.FindAsync(request.Id<CountyId>(), year, revision, cancellation);
        if (listed is null && isTemplate && revision is null)
            return StudyTable.Formats.Answer(request, new StudyList([]));
        StudyYear found = listed
            ?? throw new ProblemException(ProblemType.NotFound, revision is null ? (LocalizableString)$"Nobody listed the studies of {year} yet." : $"The list of {year} has no revision {revision}.");
        request.HttpContext.Response.SetETag(found.Tag);
        return StudyTable.Formats.Answer(request, new StudyList([.. found.Studies.Select(one => one.Study).Where(study => IsSeen(caller, study))]));
    }

    [Function(nameof(PutStudies))]
    [Access(Role.County)]
    [Operation("Replaces the list of the further study that begins in a year, as JSON, CSV or a workbook: with If-Match once there is one. What was listed stays; what is completed is corrected by withdrawing it with a reason.")]
    [Tagged, Previews, Accepts(typeof(StudyList)), AcceptsTables, Answers(StatusCodes.Status201Created, typeof(StudiesStored)), Answers(StatusCodes.Status200OK, typeof(StudiesStored))]
    [Problems(404, 409, 412, 422, 428)]
    public async Task<IActionResult> PutStudies([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route)] HttpRequest request, CancellationToken cancellation)
    {
        (CountyId county, Period year, Caller caller) = (request.Id<CountyId>(), DevelopmentYear.Of(request), request.GetCaller());
        var how = ReplacementQuery.Read(request);
        Located<StudyList> read = await StudyTable.Formats.ReadAsync(request, cancellation);
        StudyYear? before = await studies.FindAsync(county, year, revision: null, cancellation);
        ThrowIfAny(ProblemType.Unacceptable, read, StudyRules.Check(read.Document, year, clock.Today()));
        IReadOnlyList<Study> asked = await KnownAsync(county, read, before, cancellation);
        var next = StudyYear.Of(year, asked, before, caller, clock.GetUtcNow());
        if (!ReferenceEquals(before, next))
        {
            if (how.IsPreview)
                request.RequireMatch(before?.Tag);
            else
                request.RequireNamed(before?.Tag);
            if (before is not null)
                ThrowIfAny(ProblemType.RuleBroken, read, StudyRules.Follows(before, asked));
            RequireNotSelf(caller, before, asked);
        }

        if (how.IsPreview)
        {
            var now = new StudyList([.. (before?.Studies ?? []).Select(one => one.Study)]);
            return DocumentPreview.Answer(request, DocumentPreview.Of(new StudyTable(), now, new StudyList(asked), read, before?.Tag) with { IsSame = ReferenceEquals(before, next) });
        }

        return await RevisedAnswer.WriteAsync(
            request, audit, nameof(PutStudies), next.Resource, before, next, (one, stop) => studies.TryWriteAsync(county, one, stop), cancellation, reason: null, StudiesStored.Of);
    }

    /// <summary>The studies with whom they are of: those listed already are whose they were, the others must be known to the county.</summary>
    private async Task<IReadOnlyList<Study>> KnownAsync(CountyId county, Located<StudyList> read, StudyYear? before, CancellationToken cancellation)
    {
        Dictionary<SubjectId, KnownPerson> known = (before?.Studies ?? []).Select(one => one.Study).DistinctBy(study => study.Person)
            .ToDictionary(study => study.Person, study => new KnownPerson(study.Name!, study.Township!.Value));
        if (read.Document.Studies.Any(study => !known.ContainsKey(study.Person)))
        {
            foreach ((SubjectId person, KnownPerson found) in await people.AllAsync(county, cancellation))
                known.TryAdd(person, found);
        }

        ThrowIfAny(ProblemType.Unacceptable, read,
            [.. read.Document.Studies.SelectMany((study, index) => known.Check($"$.studies[{index}]", study.Person, study.Name, study.Township, only: null))]);
        return [.. read.Document.Studies.Select(study => study with { Name = known[study.Person].Name, Township = known[study.Person].Township })];
    }

    private static bool IsSeen(Caller caller, Study study) => caller.SeesAllDevelopment() || caller.Has(Role.Township, study.Township!.Value.Value);

    private static void RequireNotSelf(Caller caller, StudyYear? before, IReadOnlyList<Study> asked)
    {
        IEnumerable<Study> own = (before?.Studies ?? []).Select(one => one.Study).Where(study => caller.IsSelf(study.Person));
        if (!own.SequenceEqual(asked.Where(study => caller.IsSelf(study.Person))))
            throw new ProblemException(ProblemType.Forbidden, "Nobody lists what concerns themself: somebody else of the county must.");
    }

    private static void ThrowIfAny(ProblemType type, Located<StudyList> read, IReadOnlyList<ProblemError> errors) =>
        ErrorList.ThrowIfAny(type, [.. errors.Select(error => error with { Path = read.PlaceOf(error.Path) })]);
}

/// <param name="Studies">How many the list has, those withdrawn included.</param>
public sealed record StudiesStored(Period Year, int Revision, int Studies)
{
    internal static StudiesStored Of(StudyYear one) => new(one.Year, one.Revision, one.Studies.Count);
}
