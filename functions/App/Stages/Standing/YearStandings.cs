namespace Yuekao.App.Stages.Standing;

/// <summary>
/// Adds up the published results of a year. A subject who moved has results in several townships, which count together; it stands with the township of its latest.
/// </summary>
public sealed class YearStandings(CycleStore cycles, CycleContexts contexts, RecordedResults results)
{
    /// <summary>The year as far as it is published.</summary>
    /// <exception cref="ProblemException">Nothing of it is published, or the scheme's periods add up to nothing: not found.</exception>
    public async Task<PublishedYear> RequireAsync(CountyId county, SchemeId scheme, int year, CancellationToken cancellation)
    {
        IReadOnlyList<CycleRecord> ofYear = await cycles.OfYearAsync(county, scheme, year, cancellation);
        Period[] published = [.. ofYear.Where(cycle => cycle.PublishedAt is not null).Select(cycle => cycle.Key.Period)];
        if (published.Length == 0)
            throw new ProblemException(ProblemType.NotFound, $"No result of '{scheme}' in {year} is published.");
        CycleContext latest = await contexts.RequireAsync(new CycleKey(county, scheme, published[^1]), cancellation);
        return latest.Scheme.Document.Standing is not null
            ? new PublishedYear(latest, published.ToHashSet())
            : throw new ProblemException(ProblemType.NotFound, $"The periods of '{scheme}' add up to no standing.");
    }

    /// <summary>Everybody's standing, by subject.</summary>
    public async Task<IReadOnlyList<StandingView>> AllAsync(PublishedYear year, CancellationToken cancellation) =>
        await EvaluateAsync(year, await results.OfYearAsync(year.Latest.Key.County, year.Latest.Key.Scheme, year.Through.Year, cancellation), cancellation);

    /// <summary>One subject's standing; null where nothing of it is published.</summary>
    public async Task<StandingView?> FindAsync(PublishedYear year, SubjectId subject, CancellationToken cancellation) =>
        (await EvaluateAsync(year, await results.OfSubjectAsync(year.Latest.Key.County, year.Latest.Key.Scheme, year.Through.Year, subject, cancellation), cancellation)).SingleOrDefault();

    /// <summary>The eligible in the order in which awards and civil-servant selection take them.</summary>
    public async Task<IReadOnlyList<StandingView>> PriorityAsync(PublishedYear year, CancellationToken cancellation)
    {
        Dictionary<SubjectId, StandingView> all = (await AllAsync(year, cancellation)).ToDictionary(one => one.Subject.Id);
        return [.. YearStanding.PriorityList(year.Latest.Scheme, [.. all.Values.Select(one => (StandingOf(one), PeriodsOf(one)))]).Select(one => all[one.Subject])];
    }

    private async Task<IReadOnlyList<StandingView>> EvaluateAsync(PublishedYear year, IReadOnlyList<ResultHistory> recorded, CancellationToken cancellation)
    {
        var standings = new List<StandingView>();
        foreach (IGrouping<SubjectId, RecordedResult> subject in recorded.Select(one => one.Current).Where(result => year.Periods.Contains(result.Period)).GroupBy(result => result.Subject))
        {
            RecordedResult[] inOrder = [.. subject.OrderBy(result => result.Period.Number)];
            PeriodGrade[] periods = [.. inOrder.Select(result => new PeriodGrade(result.Period, result.Grade))];
            CycleContext last = await contexts.RequireAsync(year.Latest.Key with { Period = inOrder[^1].Period }, cancellation);
            Assessment.Standings.Standing standing = YearStanding.Evaluate(year.Latest.Scheme, subject.Key, periods, year.Through);
            standings.Add(new StandingView
            {
                Subject = SubjectLabel.Of(last, subject.Key),
                Year = standing.Year,
                Through = year.Through,
                Status = standing.Status,
                Reasons = [.. standing.Reasons],
                Rules = standing.Rules,
                Periods = [.. periods.Select(one => new PeriodOutcome(one.Period, one.Grade))],
                NotAssessed = standing.NotAssessed,
            });
        }

        return standings;
    }

    private static Assessment.Standings.Standing StandingOf(StandingView view) => new(view.Subject.Id, view.Year, view.Status, view.Rules, view.NotAssessed);

    private static IReadOnlyList<PeriodGrade> PeriodsOf(StandingView view) => [.. view.Periods.Select(one => new PeriodGrade(one.Period, one.Grade))];
}

/// <summary>A year as far as it is published.</summary>
/// <param name="Latest">The cycle of the last published period: its scheme's rules hold for the year.</param>
/// <param name="Periods">The published periods.</param>
public sealed record PublishedYear(CycleContext Latest, IReadOnlySet<Period> Periods)
{
    /// <summary>The last published period.</summary>
    public Period Through => Latest.Key.Period;
}
