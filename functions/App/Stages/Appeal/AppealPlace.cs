namespace Yuekao.App.Stages.Appeal;

/// <summary>Where in a cycle an appeal belongs, and who may see it.</summary>
/// <param name="Context">The cycle.</param>
/// <param name="Pool">The appellant's pool.</param>
/// <param name="Township">The appellant's township.</param>
/// <param name="Subject">The appellant.</param>
internal sealed record AppealPlace(CycleContext Context, Pool Pool, TownshipId Township, SubjectId Subject)
{
    /// <summary>What the audit trail calls the appeal.</summary>
    public string Resource => $"{Context.Key.Resource}/subjects/{Subject}/appeal";

    /// <summary>Finds a subject by what a route names.</summary>
    /// <exception cref="ProblemException">There is no such cycle, or the subject is not in it: not found.</exception>
    public static async Task<AppealPlace> ReadAsync(CycleContexts contexts, HttpRequest request, CancellationToken cancellation)
    {
        SubjectId id = request.Id<SubjectId>();
        CycleContext context = await contexts.RequireAsync(request, cancellation);
        return context.TryFind(id, out FrozenTownship? township, out _)
            ? new AppealPlace(context, context.RequirePoolOf(township.Id), township.Id, id)
            : throw new ProblemException(ProblemType.NotFound, $"'{id}' is not in the cycle.");
    }

    /// <summary>Requires that the caller is the appellant, the county, the pool's meeting or the appellant's township.</summary>
    /// <exception cref="ProblemException">The caller is none of them: forbidden.</exception>
    public void RequireReader(Caller caller)
    {
        if (!caller.Has(Role.County) && !caller.Has(Role.Cadre, Subject.Value) && !caller.Has(Role.Meeting, Pool.Meeting.Value) && !caller.Has(Role.Township, Township.Value))
            throw new ProblemException(ProblemType.Forbidden, "Only the appellant, their township, the meeting that decides and the county see an appeal.");
    }

    /// <summary>Requires that the caller chairs the meeting that decides.</summary>
    /// <exception cref="ProblemException">The caller does not: forbidden.</exception>
    public void RequireMeeting(Caller caller)
    {
        if (!caller.Has(Role.Meeting, Pool.Meeting.Value))
            throw new ProblemException(ProblemType.Forbidden, $"Only the meeting of '{Pool.Meeting}' rules on this appeal.");
    }
}
