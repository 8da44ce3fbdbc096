namespace Yuekao.App.Stages.Feedback;

/// <summary>The notice that a request is about, and what the caller may do with it.</summary>
internal sealed record NoticePlace(CycleContext Context, Pool Pool, NoticeRecord Notice)
{
    public string Resource => $"{Context.Key.Resource}/notices/{(Notice.Subject is { } subject ? $"subjects/{subject}" : $"villages/{Notice.Village}")}";
}

/// <summary>Finds notices by what routes name: not found where there is none, or it is not out.</summary>
public sealed class NoticePlaces(CycleContexts contexts, CycleStore cycles, NoticeStore notices)
{
    internal async Task<NoticePlace> OfSubjectAsync(HttpRequest request, CancellationToken cancellation)
    {
        CycleContext context = await contexts.RequireAsync(request, cancellation);
        SubjectId id = request.Id<SubjectId>();
        return context.TryFind(id, out FrozenTownship? township, out _)
            ? await FindAsync(context, township, NoticeRecord.Of(id), cancellation)
            : throw NotOut(id.Value);
    }

    internal async Task<NoticePlace> OfVillageAsync(HttpRequest request, CancellationToken cancellation)
    {
        CycleContext context = await contexts.RequireAsync(request, cancellation);
        VillageId id = request.Id<VillageId>();
        FrozenTownship township = context.Frozen.Townships.FirstOrDefault(one => one.Villages.Any(other => other.Id == id)) ?? throw NotOut(id.Value);
        return await FindAsync(context, township, NoticeRecord.Of(id), cancellation);
    }

    /// <summary>The cadre, or somebody in post in the village.</summary>
    internal static bool IsRecipient(NoticePlace place, Caller caller) => caller.IdsOf(Role.Cadre).Any(id => place.Notice.Subject is { } subject
        ? subject.Value == id
        : SubjectOf(place, id)?.Entry.Village == place.Notice.Village);

    /// <summary>The cadre, a secretary of the village, or the township's organizer for them.</summary>
    internal static bool MayAcknowledge(NoticePlace place, Caller caller) => caller.Has(Role.Township, place.Notice.Township.Value)
        || (IsRecipient(place, caller) && (place.Notice.Subject is not null || caller.IdsOf(Role.Cadre).Any(id => IsSecretary(SubjectOf(place, id)))));

    /// <summary>The recipient, and those who work on the cycle there.</summary>
    internal static bool MayRead(NoticePlace place, Caller caller) => WorksThere(place, caller) || IsRecipient(place, caller);

    internal static bool WorksThere(NoticePlace place, Caller caller) => caller.Has(Role.County)
        || caller.Has(Role.Township, place.Notice.Township.Value)
        || caller.Has(Role.Meeting, place.Pool.Meeting.Value);

    private async Task<NoticePlace> FindAsync(CycleContext context, FrozenTownship township, string recipient, CancellationToken cancellation)
    {
        Pool pool = context.RequirePoolOf(township.Id);
        if (await cycles.FindAsync(context.Key, pool.Id, cancellation) is not { Phase: PoolPhase.Published })
            throw NotOut(recipient);
        return new NoticePlace(context, pool, await notices.FindAsync(context.Key, township.Id, recipient, cancellation) ?? throw NotOut(recipient));
    }

    private static bool IsSecretary(FrozenSubject? subject) => subject?.Post is Post.Secretary or Post.SecretaryAndDirector;

    private static FrozenSubject? SubjectOf(NoticePlace place, string cadre) =>
        SubjectId.TryOf(cadre, out SubjectId id) && place.Context.TryFind(id, out _, out FrozenSubject? subject) ? subject : null;

    private static ProblemException NotOut(string recipient) => new(ProblemType.NotFound, $"'{recipient}' has no notice in this cycle, or it is not out.");
}
