namespace Yuekao.App.Records;

public sealed class ProjectEndpoints(ProjectStore projects, PlacesStore places, AuditTrail audit)
{
    private const string Route = "counties/{county}/projects";

    [Function(nameof(GetProjects))]
    [Access(Role.County, Role.Township, Role.Committee, Role.Department, Role.Meeting, Role.Supervision)]
    [Operation("The county's list of projects, as JSON, CSV or a workbook.")]
    [Query("version", typeof(int), "An earlier version.")]
    [Tagged, Templates, Answers(StatusCodes.Status200OK, typeof(ProjectList)), AnswersTables, Problems(404)]
    public Task<IActionResult> GetProjects([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request, CancellationToken cancellation) =>
        DocumentAnswer.GetAsync(request, Of(request.Id<CountyId>()), DocumentQuery.Read(request), $"Nobody stored the projects of '{request.Id<CountyId>()}' yet.", cancellation);

    [Function(nameof(PutProjects))]
    [Access(Role.County)]
    [Operation("Replaces the county's list of projects, as JSON, CSV or a workbook: with If-Match once there is one. A project that was listed stays, be it as done or stopped; every version is kept.")]
    [Tagged, Previews, Accepts(typeof(ProjectList)), AcceptsTables, Answers(StatusCodes.Status201Created, typeof(DocumentVersion))]
    [Answers(StatusCodes.Status200OK, typeof(DocumentVersion)), Problems(409, 412, 422, 428)]
    public async Task<IActionResult> PutProjects([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = Route)] HttpRequest request, CancellationToken cancellation)
    {
        CountyId county = request.Id<CountyId>();
        Located<ProjectList> read = await ProjectTable.Formats.ReadAsync(request, cancellation);
        return await DocumentAnswer.PutAsync(request, Of(county), read, audit, nameof(PutProjects), "projects", RequireValidAsync, cancellation);

        async Task RequireValidAsync(ProjectList? before)
        {
            HashSet<TownshipId> townships = [.. (await places.FindAsync(county, cancellation))?.Document.Townships.Select(township => township.Id) ?? []];
            ErrorList.ThrowIfAny(ProblemType.Unacceptable, [.. ProjectRules.Check(read.Document, townships).Select(error => error with { Path = read.PlaceOf(error.Path) })]);
            if (before is not null)
                ErrorList.ThrowIfAny(ProblemType.RuleBroken, [.. ProjectRules.LeftOut(before, read.Document).Select(error => error with { Path = read.PlaceOf(error.Path) })]);
        }
    }

    [Function(nameof(ListProjectVersions))]
    [Access(Role.County, Role.Township, Role.Committee, Role.Department, Role.Meeting, Role.Supervision)]
    [Operation("Lists who replaced the list of projects when, the newest first.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<DocumentVersion>))]
    public Task<IActionResult> ListProjectVersions([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/versions")] HttpRequest request, CancellationToken cancellation) =>
        DocumentAnswer.ListVersionsAsync(request, projects.Of(request.Id<CountyId>()), cancellation);

    private ReplacedDocument<Project, ProjectList> Of(CountyId county) => new(new ProjectTable(), ProjectTable.Formats, projects.Of(county), new ProjectList([]));
}
