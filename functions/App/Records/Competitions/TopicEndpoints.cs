namespace Yuekao.App.Records;

/// <summary>The topics of arenas: set by each township or by the county, as the scheme says, until somebody was scored on them.</summary>
public sealed class TopicEndpoints(CompetitionPlaces places, CompetitionStore competitions, PlacesStore counties, AuditTrail audit, TimeProvider clock)
{
    private const string All = CycleRoutes.Cycle + "/topics";
    private const int Longest = 200;

    [Function(nameof(PutTopic))]
    [Access(Role.County, Where = "pool=county"), Access(Role.Township, Scope = "pool")]
    [Operation("Sets the topic of a period, or replaces it until the first sheet is given: the township its own, or the county one for all, as the scheme says. The same again changes nothing.")]
    [Tagged, Accepts(typeof(TopicRequest)), Answers(StatusCodes.Status201Created, typeof(Topic)), Answers(StatusCodes.Status200OK, typeof(Topic)), Problems(404, 409, 412, 422)]
    public async Task<IActionResult> PutTopic([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = All + "/{pool}")] HttpRequest request, CancellationToken cancellation)
    {
        CompetitionPlace place = await places.RequireAsync(request, cancellation);
        PoolId pool = await RequirePoolAsync(request, place, cancellation);
        TopicRequest asked = await RequestBody.ReadAsync<TopicRequest>(request, cancellation);
        CompetitionPeriod period = await competitions.ReadAsync(place.Key, cancellation);
        Topic? before = period.TopicOf(pool);
        var next = Topic.Of(pool, asked, before, request.GetCaller(), clock.GetUtcNow());
        if (!ReferenceEquals(before, next))
        {
            if (period.Begun.Contains(pool) || period.Begun.Contains(PoolId.County))
                throw new ProblemException(ProblemType.RuleBroken, "Judges have scored on the topic: it stays.");
            ErrorList.ThrowIfAny(ProblemType.Unacceptable, [.. TextRules.Line("$.text", asked.Text, Longest)]);
        }

        return await RevisedAnswer.WriteAsync(
            request, audit, nameof(PutTopic), $"{place.Key.Resource}/topics/{pool}", before, next, (one, stop) => competitions.TryWriteAsync(place.Key, one, stop), cancellation);
    }

    [Function(nameof(ListTopics))]
    [Access(Role.County, Role.Judge, Role.Township, Role.Committee, Role.Meeting)]
    [Operation("Lists the topics of a period, by township.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<Topic>)), AnswersTables, Problems(404)]
    public async Task<IActionResult> ListTopics([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = All)] HttpRequest request, CancellationToken cancellation)
    {
        PageRequest page = PageRequest.Read(request);
        CompetitionPlace place = await places.RequireAsync(request, cancellation);
        IReadOnlyList<Topic> topics = (await competitions.ReadAsync(place.Key, cancellation)).Topics;
        return CompetitionLists.Topics.Answer(request, page, part => ListPages.Of(part, topics, one => one.Pool.Value));
    }

    /// <exception cref="ProblemException">The scheme has no topic, or nobody of that name sets one: not found.</exception>
    private async Task<PoolId> RequirePoolAsync(HttpRequest request, CompetitionPlace place, CancellationToken cancellation)
    {
        PoolId pool = request.Id<PoolId>();
        bool isTheirs = place.Rules.Topic switch
        {
            Tier.County => pool == PoolId.County,
            Tier.Township => (await counties.FindAsync(place.Key.County, cancellation))?.Document.Townships.Any(township => PoolId.Of(township.Id) == pool) == true,
            _ => false,
        };
        return isTheirs ? pool : throw new ProblemException(ProblemType.NotFound, $"'{pool}' sets no topic in '{place.Scheme.Id}'.");
    }
}
