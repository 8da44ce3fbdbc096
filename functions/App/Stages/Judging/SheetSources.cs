namespace Yuekao.App.Stages.Judging;

/// <summary>Tells collecting of judges and voters: what they come to once they are done, or due, and who is missing.</summary>
public sealed class SheetSources(SheetPlaces places, SheetStates states, SheetCloser closer) : ISheetSources
{
    public async Task<bool> CloseAsync(CollectedPool collected, bool isDue, CancellationToken cancellation)
    {
        (CycleContext context, Pool pool) = (collected.Context, collected.Pool);
        var cause = new SheetsCause(context.Key.Actor, nameof(SheetSources), Reason: null);
        bool isSubmitted = false;
        foreach (SheetPlace place in await places.OfAsync(context, cancellation))
        {
            SourceHead[] open = [.. collected.Townships.SelectMany(township => township.Sources).Select(source => source.Head).Where(head => head.Source == place.Source.Id && head is { IsOpen: true, IsFinal: false })];
            // What the meeting returned, the county stands by or opens anew: it is for people to say.
            if (open.Length == 0 || Array.Exists(open, head => head.IsReturned))
                continue;
            if (await closer.CloseAsync(place, pool, isDue, cause, cancellation) is ({ } closed, _))
                isSubmitted |= await closer.SubmitAsync(place, pool, closed, cause, cancellation);
        }

        return isSubmitted;
    }

    public async Task<IReadOnlyList<MissingFromRole>> MissingAsync(CycleContext context, Pool pool, IReadOnlySet<SourceId> sources, CancellationToken cancellation)
    {
        var missing = new List<MissingFromRole>();
        foreach (SheetPlace place in (await places.OfAsync(context, cancellation)).Where(place => sources.Contains(place.Source.Id)))
        {
            SheetState state = await states.ReadAsync(place, pool, cancellation);
            missing.AddRange(state.Judges.Where(judge => !judge.IsDone).Select(judge => new MissingFromRole($"{RoleClaim.NameOf(Role.Judge)}:{judge.Judge.Id}", judge.Expected - judge.Given)));
        }

        return [.. missing.GroupBy(one => one.Role).Select(role => new MissingFromRole(role.Key, role.Sum(one => one.Readings)))];
    }
}
