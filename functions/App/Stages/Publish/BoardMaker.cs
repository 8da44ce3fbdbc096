namespace Yuekao.App.Stages.Publish;

/// <summary>Leaves of a cycle's results what the public may see.</summary>
internal static class BoardMaker
{
    /// <param name="results">The results of all of the cycle's pools.</param>
    /// <param name="at">When the board is published.</param>
    public static Board Make(CycleContext context, IReadOnlyList<PoolResult> results, DateTimeOffset at)
    {
        Dictionary<PoolId, PoolResult> decided = results.ToDictionary(result => result.Pool);
        BoardPool[] pools = [.. context.Pools.Select(pool => Make(context, pool, decided[pool.Id].Decided))];
        return new Board(context.Scheme.Key, context.Scheme.Document.Title, context.Key.Period, at, pools);
    }

    private static BoardPool Make(CycleContext context, Pool pool, Decided decided)
    {
        IEnumerable<BoardGrade> grades = context.Scheme.Grades.Select(grade => new BoardGrade(grade.Id, grade.Title, decided.Outcomes.Count(outcome => outcome.Grade == grade.Id)));
        IEnumerable<DecidedOutcome> named = decided.Outcomes
            .Where(outcome => IsNamed(context.Scheme.Document.Grading, outcome))
            .OrderBy(outcome => outcome.Proposed.Rank ?? int.MaxValue);
        return new BoardPool(pool.Id, decided.Pool.Assessed, [.. grades], [.. named.Select(outcome => Name(context, outcome))], pool.Name);
    }

    private static bool IsNamed(Grading grading, DecidedOutcome outcome) => grading switch
    {
        RankingGrading { Selects: null } => outcome.Proposed.Rank is not null,
        RankingGrading => outcome.Selected,
        _ => outcome.Grade == grading.AllGrades[0].Id,
    };

    private static BoardEntry Name(CycleContext context, DecidedOutcome outcome)
    {
        SubjectLabel label = SubjectLabel.Of(context, outcome.Proposed.Entry.Subject);
        var entry = new BoardEntry { Name = label.Name, Township = label.TownshipName, Village = label.VillageName, Post = label.Post, Grade = outcome.Grade };
        return context.Scheme.Document.Grading is RankingGrading { Selects: null }
            ? entry with { Rank = outcome.Proposed.Rank, ShownScore = outcome.Proposed.Score?.Shown }
            : entry;
    }
}
