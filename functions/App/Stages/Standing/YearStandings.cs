namespace Yuekao.App.Stages.Standing;

/// <summary>Adds up the published results of a year. A subject who moved has results in several townships, which count together; it stands with its latest township.</summary>
public sealed class YearStandings(CycleStore cycles, CycleContexts contexts, RecordedResults results)
{
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
    public async Task<StandingView?> FindAsync(PublishedYear year, SubjectId subject, CancellationToken cancellation)
    {
        IReadOnlyList<ResultHistory> own = await results.OfSubjectAsync(year.Latest.Key.County, year.Latest.Key.Scheme, year.Through.Year, subject, cancellation);
        return (await EvaluateAsync(year, own, cancellation)).SingleOrDefault();
    }

    /// <summary>The eligible in the order in which awards and civil-servant selection take them.</summary>
    public async Task<IReadOnlyList<StandingView>> PriorityAsync(PublishedYear year, CancellationToken cancellation)
    {
        Dictionary<SubjectId, StandingView> all = (await AllAsync(year, cancellation)).ToDictionary(one => one.Subject.Id);
        return [.. YearStanding.PriorityList(year.Latest.Scheme, [.. all.Values.Select(one => (one.ToStanding(), one.ToPeriods()))]).Select(one => all[one.Subject])];
    }

    private async Task<IReadOnlyList<StandingView>> EvaluateAsync(PublishedYear year, IReadOnlyList<ResultHistory> recorded, CancellationToken cancellation)
    {
        var standings = new List<StandingView>();
        IEnumerable<RecordedResult> published = recorded.Select(one => one.Current).Where(result => year.Periods.Contains(result.Period));
        foreach (IGrouping<SubjectId, RecordedResult> subject in published.GroupBy(result => result.Subject))
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
                NotAssessed = standing.NotAssessed,
                Periods = [.. periods.Select(one => new PeriodOutcome(one.Period, one.Grade))],
            });
        }

        return standings;
    }
}

/// <summary>A year as far as it is published.</summary>
/// <param name="Latest">The cycle of the last published period: its scheme's rules hold for the year.</param>
public sealed record PublishedYear(CycleContext Latest, IReadOnlySet<Period> Periods)
{
    public Period Through => Latest.Key.Period;
}

/// <summary>A subject's standing in a year (年度资格) as it is shown. The reasons are the rules that bar; periods are in order, and those not assessed count nowhere.</summary>
public sealed record StandingView
{
    /// <summary>Whose it is, as of their latest period.</summary>
    public required SubjectLabel Subject { get; init; }
    public required int Year { get; init; }

    /// <summary>The last published period: later ones are still to come.</summary>
    public required Period Through { get; init; }
    public required StandingStatus Status { get; init; }
    public required IReadOnlyList<RuleStanding> Reasons { get; init; }
    public required IReadOnlyList<RuleStanding> Rules { get; init; }
    public required IReadOnlyList<PeriodOutcome> Periods { get; init; }
    public required IReadOnlyList<Period> NotAssessed { get; init; }

    internal Assessment.Standings.Standing ToStanding() => new(Subject.Id, Year, Status, Rules, NotAssessed);

    internal IReadOnlyList<PeriodGrade> ToPeriods() => [.. Periods.Select(one => new PeriodGrade(one.Period, one.Grade))];
}

/// <param name="Grade">The decided grade; null when not assessed.</param>
public sealed record PeriodOutcome(Period Period, GradeId? Grade = null);
