namespace Yuekao.App.Stages.Judging;

/// <summary>What judges are shown beside the items: the topic, the points, the order of visits.</summary>
public sealed class ShownCompetitions(CompetitionStore competitions)
{
    private static readonly CompetitionPeriod Nothing = new([], [], null, new HashSet<PoolId>());

    /// <summary>No storage call where the scheme is no competition.</summary>
    public Task<CompetitionPeriod> ReadAsync(SheetPlace place, CancellationToken cancellation) =>
        place.Context.Scheme.Document.Competition is null ? Task.FromResult(Nothing) : competitions.ReadAsync(place.First, cancellation);

    /// <summary>Null where there is none, or none is set.</summary>
    public static Topic? TopicOf(SheetPlace place, CompetitionPeriod period, Pool pool) => period.TopicOf(PlaceOfTopic(place, pool));

    /// <summary>What a subject's township shows, in the scheme's order.</summary>
    public static IReadOnlyList<PointToSee> PointsOf(SheetPlace place, CompetitionPeriod period, SubjectId subject)
    {
        if (place.Context.Scheme.Document.Competition is not { Points: var points } || !place.Context.TryFind(subject, out FrozenTownship? township, out _))
            return [];
        return
        [
            .. from point in points
               join one in period.Nominations on (township.Id, point.Id) equals (one.Township, one.Point)
               select new PointToSee(point.Id, point.Title, one.Title, one.Village, one.What, period.VisitOf(one)),
        ];
    }

    /// <summary>Notes that a judge begins to score a pool: what judges were shown stays from then on.</summary>
    /// <exception cref="ProblemException">The topic is not set, or no plan of visits is out: rule broken.</exception>
    public async Task BeginAsync(SheetPlace place, Pool pool, CancellationToken cancellation)
    {
        if (place.Context.Scheme.Document.Competition is not { } rules)
            return;
        CompetitionPeriod period = await ReadAsync(place, cancellation);
        if (rules.Topic is not null && TopicOf(place, period, pool) is null)
            throw new ProblemException(ProblemType.RuleBroken, $"The topic of '{PlaceOfTopic(place, pool)}' is not set: before that nobody is scored.");
        if (rules.Points.Count > 0 && period.Visits is not { IsOut: true })
            throw new ProblemException(ProblemType.RuleBroken, "The visits are not planned, or the plan is not out: before that nobody is scored.");
        if (!period.Begun.Contains(PlaceOfTopic(place, pool)))
            await competitions.BeginAsync(place.First, PlaceOfTopic(place, pool), cancellation);
    }

    private static PoolId PlaceOfTopic(SheetPlace place, Pool pool) => place.Context.Scheme.Document.Competition is { Topic: Tier.Township } ? pool.Id : PoolId.County;
}
