namespace Yuekao.App.Stages.Judging;

/// <summary>How far a judge is with a pool, or a voter.</summary>
/// <param name="Given">How many sheets; 1 for a ballot that was cast.</param>
/// <param name="Expected">How many there are to give, from 1 on.</param>
/// <param name="IsDone">Whether the judge said that their sheets stand, or the ballot was cast.</param>
public sealed record JudgeState(Judge Judge, int Given, int Expected, bool IsDone);

/// <summary>How far a source's sheets, or its ballot, of a pool are, as they stand in storage.</summary>
/// <param name="Judges">Those who have somebody to score, in the panel's order.</param>
/// <param name="Heads">The judges' parts; none of a ballot.</param>
/// <param name="Sheets">Those that count: of who sits in the panel now, of whom they have to score. In order of judges, then subjects.</param>
/// <param name="Box">Of a ballot; null before the first.</param>
public sealed record SheetState(
    SheetPlace Place, Pool Pool, SheetsClosing? Closing, IReadOnlyList<JudgeState> Judges, IReadOnlyList<JudgeHead> Heads, IReadOnlyList<Sheet> Sheets, BallotBox? Box)
{
    public SheetKey Key => Place.KeyOf(Pool);

    public bool IsClosed => Closing is { IsClosed: true };

    /// <summary>Whether everybody is done.</summary>
    public bool IsComplete => Judges.Count > 0 && Judges.All(judge => judge.IsDone);

    /// <summary>What it comes to so far.</summary>
    internal IReadOnlyList<MeanReading> Readings() =>
        Place.IsBallot ? BallotMeans.Of(Place.Context.Scheme, Place.Source.Id, Box?.Tallies ?? []) : SheetMeans.Of(Place.Context.Scheme, Place.Source.Id, Sheets);
}

/// <summary>Reads how far sheets and ballots are.</summary>
public sealed class SheetStates(SheetStore sheets, BallotStore ballots, PanelStore panels)
{
    /// <summary>Three storage calls, one at a time, where the panel was read before.</summary>
    public async Task<SheetState> ReadAsync(SheetPlace place, Pool pool, CancellationToken cancellation)
    {
        Panel panel = await panels.ReadAsync(place.First.County, place.First.Scheme, place.Source.Id, cancellation);
        var expected = panel.Judges.Select(judge => (Judge: judge, Subjects: place.SubjectsOf(judge, pool))).Where(one => one.Subjects.Count > 0).ToList();
        SheetKey key = place.KeyOf(pool);
        if (place.IsBallot)
        {
            HashSet<JudgeId> voted = [.. (await ballots.ListVotesAsync(key, cancellation)).Select(vote => vote.Voter)];
            JudgeState[] voters = [.. expected.Select(one => new JudgeState(one.Judge, voted.Contains(one.Judge.Id) ? 1 : 0, 1, voted.Contains(one.Judge.Id)))];
            return new SheetState(place, pool, await sheets.FindClosingAsync(key, cancellation), voters, [], [], await ballots.FindBoxAsync(key, cancellation));
        }

        GivenSheets given = await sheets.ReadAsync(key, cancellation);
        ILookup<JudgeId, JudgeSheet> byJudge = given.Sheets.ToLookup(sheet => sheet.Judge);
        var counting = expected.Select(one => (one.Judge, one.Subjects, Sheets: byJudge[one.Judge.Id].Where(sheet => one.Subjects.Contains(sheet.Subject)).ToList())).ToList();
        return new SheetState(
            place, pool, given.Closing,
            [.. counting.Select(one => new JudgeState(one.Judge, one.Sheets.Count, one.Subjects.Count, one.Sheets.Count == one.Subjects.Count && given.HeadOf(one.Judge.Id) is { IsFinal: true }))],
            given.Heads,
            [.. counting.SelectMany(one => one.Sheets).Select(sheet => sheet.ToSheet()).OrderBy(sheet => sheet.Judge.Value, StringComparer.Ordinal).ThenBy(sheet => sheet.Subject.Value, StringComparer.Ordinal)],
            Box: null);
    }
}
