namespace Yuekao.App.Stages.Collect;

/// <summary>The sources that are several judges, or a ballot: what they come to is submitted once their sheets are closed, by the stage that keeps those.</summary>
public interface ISheetSources
{
    /// <summary>Closes and submits those of a pool where everybody is done, or readings are due and enough have come in.</summary>
    /// <param name="collected">The pool, as it was read.</param>
    /// <returns>Whether something was submitted since.</returns>
    Task<bool> CloseAsync(CollectedPool collected, bool isDue, CancellationToken cancellation);

    /// <summary>Who of a pool has yet to give what, by role.</summary>
    /// <param name="sources">Of which sources.</param>
    Task<IReadOnlyList<MissingFromRole>> MissingAsync(CycleContext context, Pool pool, IReadOnlySet<SourceId> sources, CancellationToken cancellation);
}
