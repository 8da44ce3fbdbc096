namespace Yuekao.App.Stages.Feedback;

/// <summary>The notice that a request is about, and what the caller may do with it.</summary>
internal sealed record NoticePlace(CycleContext Context, Pool Pool, NoticeRecord Notice)
{
    public string Resource => $"{Context.Key.Resource}/notices/{(Notice.Subject is { } subject ? $"subjects/{subject}" : $"villages/{Notice.Village}")}";

    /// <summary>The cadre, or somebody in post in the village.</summary>
    public bool IsRecipient(Caller caller) =>
        caller.IdsOf(Role.Cadre).Any(id => Notice.Subject is { } subject ? subject.Value == id : SubjectOf(id)?.Entry.Village == Notice.Village);

    /// <summary>The cadre, a secretary of the village, or the township's organizer for them.</summary>
    public bool MayAcknowledge(Caller caller) => caller.Has(Role.Township, Notice.Township.Value) || (IsRecipient(caller)
        && (Notice.Subject is not null || caller.IdsOf(Role.Cadre).Any(id => SubjectOf(id)?.Post is Post.Secretary or Post.SecretaryAndDirector)));

    public bool WorksThere(Caller caller) => ResultAccess.IsFirst(Pool, caller) || caller.Has(Role.Township, Notice.Township.Value);

    private FrozenSubject? SubjectOf(string cadre) =>
        SubjectId.TryOf(cadre, out SubjectId id) && Context.TryFind(id, out _, out FrozenSubject? subject) ? subject : null;
}

/// <summary>Finds notices by what routes name: not found where there is none, or it is not out.</summary>
public sealed class NoticePlaces(CycleContexts contexts, CycleStore cycles, NoticeStore notices)
{
    internal async Task<NoticePlace> OfSubjectAsync(HttpRequest request, CancellationToken cancellation)
    {
        CycleContext context = await contexts.RequireAsync(request, cancellation);
        SubjectId id = request.Id<SubjectId>();
        if (!context.TryFind(id, out FrozenTownship? township, out _))
            throw NotOut(id.Value);
        return await FindAsync(context, township, NoticeRecord.Of(id), cancellation);
    }

    internal async Task<NoticePlace> OfVillageAsync(HttpRequest request, CancellationToken cancellation)
    {
        CycleContext context = await contexts.RequireAsync(request, cancellation);
        VillageId id = request.Id<VillageId>();
        FrozenTownship township = context.Frozen.Townships.FirstOrDefault(one => one.Villages.Any(other => other.Id == id)) ?? throw NotOut(id.Value);
        return await FindAsync(context, township, NoticeRecord.Of(id), cancellation);
    }

    private async Task<NoticePlace> FindAsync(CycleContext context, FrozenTownship township, string recipient, CancellationToken cancellation)
    {
        Pool pool = context.RequirePoolOf(township.Id);
        if (await cycles.FindAsync(context.Key, pool.Id, cancellation) is not { Phase: PoolPhase.Published })
            throw NotOut(recipient);
        return new NoticePlace(context, pool, await notices.FindAsync(context.Key, township.Id, recipient, cancellation) ?? throw NotOut(recipient));
    }

    private static ProblemException NotOut(string recipient) => new(ProblemType.NotFound, $"'{recipient}' has no notice in this cycle, or it is not out.");
}
