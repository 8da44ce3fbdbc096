namespace Yuekao.App.Stages.Appeal;

/// <summary>Where in a cycle an appeal belongs, by the appellant, and who may see it.</summary>
internal sealed record AppealPlace(CycleContext Context, Pool Pool, TownshipId Township, SubjectId Subject)
{
    public string Resource => $"{Context.Key.Resource}/subjects/{Subject}/appeal";

    public static async Task<AppealPlace> ReadAsync(CycleContexts contexts, HttpRequest request, CancellationToken cancellation)
    {
        SubjectId id = request.Id<SubjectId>();
        CycleContext context = await contexts.RequireAsync(request, cancellation);
        return context.TryFind(id, out FrozenTownship? township, out _)
            ? new AppealPlace(context, context.RequirePoolOf(township.Id), township.Id, id)
            : throw new ProblemException(ProblemType.NotFound, $"'{id}' is not in the cycle.");
    }

    public void RequireReader(Caller caller)
    {
        if (!caller.Has(Role.County) && !caller.Has(Role.Cadre, Subject.Value) && !caller.Has(Role.Meeting, Pool.Meeting.Value) && !caller.Has(Role.Township, Township.Value))
            throw new ProblemException(ProblemType.Forbidden, "Only the appellant, their township, the meeting that decides and the county see an appeal.");
    }

    public void RequireMeeting(Caller caller)
    {
        if (!caller.Has(Role.Meeting, Pool.Meeting.Value))
            throw new ProblemException(ProblemType.Forbidden, $"Only the meeting of '{Pool.Meeting}' rules on this appeal.");
    }
}
