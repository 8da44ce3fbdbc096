namespace Yuekao.App.Stages.Judging;

/// <summary>Who had a seat in a panel when it was closed, or was on the roll.</summary>
/// <param name="IsDone">Whether all of their sheets were there and stood, or their ballot was cast.</param>
public sealed record ClosedSeat(JudgeId Judge, string Name, TownshipId? Township, bool IsDone);

/// <summary>
/// What a source's judges, or voters, of a pool had given when it was closed: the facts that its readings are computed from. It never changes; opened anew and closed again,
/// another revision follows.
/// </summary>
/// <param name="Revision">From 1 on.</param>
/// <param name="Sheets">Of judges; none of a ballot.</param>
/// <param name="Tallies">Of a ballot: who voted how is in none of them.</param>
/// <param name="Reason">Why it was closed by hand; null where everybody was done, or readings were due.</param>
public sealed record ClosedSheets(
    int Revision, SourceId Source, PoolId Pool, DateTimeOffset At, IReadOnlyList<ClosedSeat> Seats, IReadOnlyList<Sheet> Sheets, IReadOnlyList<Tally> Tallies, string? Reason)
{
    /// <summary>What it comes to by the rules of a scheme, by item and subject.</summary>
    public IReadOnlyList<MeanReading> ReadingsOf(Scheme scheme) =>
        scheme.Document.Sources.Single(source => source.Id == Source).Sheets is BallotSheets ? BallotMeans.Of(scheme, Source, Tallies) : SheetMeans.Of(scheme, Source, Sheets);

    internal static ClosedSheets Of(SheetState state, int revision, DateTimeOffset at, string? reason) => new(
        revision, state.Place.Source.Id, state.Pool.Id, at, [.. state.Judges.Select(one => new ClosedSeat(one.Judge.Id, one.Judge.Name, one.Judge.Township, one.IsDone))],
        state.Sheets, [.. (state.Box?.Tallies ?? []).OrderBy(tally => tally.Item.Value, StringComparer.Ordinal).ThenBy(tally => tally.Subject.Value, StringComparer.Ordinal)], reason);
}

/// <summary>What was closed, revision by revision.</summary>
public sealed class ClosedSheetDocuments(DocumentBlobs blobs, SheetStore sheets)
{
    /// <summary>Keeps a revision, unless there is one; answers what is kept.</summary>
    public Task<ClosedSheets> KeepAsync(SheetKey key, ClosedSheets closed, CancellationToken cancellation) => blobs.WriteOnceAsync(key.PathOf(closed.Revision), closed, cancellation);

    public Task<ClosedSheets> ReadAsync(SheetKey key, int revision, CancellationToken cancellation) => blobs.ReadAsync<ClosedSheets>(key.PathOf(revision), cancellation);

    /// <summary>
    /// The last revision that readings rest on: the last one, unless it was opened anew and something cut off before what followed was submitted. Null where nothing was closed.
    /// </summary>
    /// <param name="isOf">Whether a pool's readings are those of a revision.</param>
    public async Task<ClosedSheets?> FindAsync(SheetKey key, Func<ClosedSheets, bool> isOf, CancellationToken cancellation)
    {
        if (await sheets.FindClosingAsync(key, cancellation) is not { } closing)
            return null;
        for (int revision = closing.Revision; revision > 0; revision--)
        {
            if (await ReadAsync(key, revision, cancellation) is var closed && isOf(closed))
                return closed;
        }

        return await ReadAsync(key, closing.Revision, cancellation);
    }
}
