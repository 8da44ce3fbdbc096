namespace Yuekao.App.Stages.Settle;

/// <summary>The results of a cycle, and how they came about.</summary>
public sealed class ResultEndpoints(CycleContexts contexts, RecordedResults results, ResultAccess access)
{
    [Function(nameof(ListResults))]
    [Access(Role.County, Role.Finance, Role.Meeting), Access(Role.Township, Scope = "township")]
    [Operation("Lists a township's results in roster order: pages in JSON, the whole list in CSV. Before they are published only for the county and the pool's meeting.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<ResultView>)), Answers(StatusCodes.Status200OK, typeof(string), "text/csv"), Problems(404)]
    public async Task<IActionResult> ListResults(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = CycleRoutes.Township + "/results")] HttpRequest request, CancellationToken cancellation)
    {
        PageRequest page = PageRequest.Read(request);
        CycleContext context = await contexts.RequireAsync(request, cancellation);
        FrozenTownship place = context.RequireTownship(request.Id<TownshipId>());
        Caller caller = request.GetCaller();
        await access.RequireAsync(context, context.RequirePoolOf(place.Id), caller, caller.Has(Role.Finance) || caller.Has(Role.Township, place.Id.Value), cancellation);

        ResultView[] all = [.. (await results.OfCycleAsync(context, place.Id, cancellation)).Select(history => ResultView.Of(context, history.Current))];
        bool isPaged = ResultFormats.Lists.IsFirst(request);
        return ResultFormats.Lists.Answer(request, isPaged ? ListPages.Of(page, all, result => result.Subject.Id.Value) : new Page<ResultView>(all));
    }

    [Function(nameof(GetResult))]
    [Access(Role.County, Role.Finance, Role.Meeting, Role.Township), Access(Role.Cadre, Scope = "subject")]
    [Operation("A subject's result, with those that it superseded. Before it is published only for the county and the pool's meeting.")]
    [Answers(StatusCodes.Status200OK, typeof(SubjectResult)), Problems(404)]
    public async Task<IActionResult> GetResult(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = CycleRoutes.Subject + "/result")] HttpRequest request, CancellationToken cancellation)
    {
        CycleContext context = await contexts.RequireAsync(request, cancellation);
        (SubjectId id, Caller caller) = (request.Id<SubjectId>(), request.GetCaller());
        await access.RequireAsync(context, id, caller, caller.Has(Role.Finance), cancellation);
        ResultHistory history = await results.FindAsync(context, id, cancellation)
            ?? throw new ProblemException(ProblemType.NotFound, $"The result of '{id}' is not recorded yet.");
        return new OkObjectResult(SubjectResult.Of(context, history));
    }
}
