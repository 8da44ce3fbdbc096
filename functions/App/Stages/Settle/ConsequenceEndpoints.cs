namespace Yuekao.App.Stages.Settle;

public sealed class ConsequenceEndpoints(CycleContexts contexts, PoolResults decided, ResultAccess access, RecordedResults results)
{
    [Function(nameof(ListConsequences))]
    [Access(Role.County, Role.Meeting, Role.Township)]
    [Operation("Lists what follows from a cycle's results: for the county everything, for meetings and townships their own part.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<ConsequenceLine>)), AnswersTables, Problems(404)]
    public async Task<IActionResult> ListConsequences(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = CycleRoutes.Cycle + "/consequences")] HttpRequest request, CancellationToken cancellation)
    {
        PageRequest page = PageRequest.Read(request);
        CycleContext context = await contexts.RequireAsync(request, cancellation);
        Caller caller = request.GetCaller();
        IReadOnlySet<PoolId> there = await access.ThereAsync(context, caller, cancellation);
        Pool[] pools = [.. context.Pools.Where(pool => there.Contains(pool.Id) && pool.Townships.Any(township => Sees(caller, pool, township)))];
        if (pools.Length == 0)
            throw new ProblemException(ProblemType.NotFound, "There are no results to see what follows from.");

        IReadOnlyList<ConsequenceLine>[] lines = await Task.WhenAll(pools.Select(pool => ReadAsync(context, pool, caller, cancellation)));
        return ConsequenceList.Formats.Answer(request, page, part => ListPages.Of(part, lines.SelectMany(one => one), OrderIn(context)));
    }

    // By pool, then in the scheme's order, ties last, then in roster order: as the frozen cycle has them, whatever the caller sees of it.
    private static Func<ConsequenceLine, string> OrderIn(CycleContext context)
    {
        Dictionary<TownshipId, int> pools = context.Pools.Index()
            .SelectMany(pool => pool.Item.Townships, (pool, township) => (township.Id, pool.Index)).ToDictionary(one => one.Id, one => one.Index);
        Dictionary<ConsequenceId, int> consequences = context.Scheme.Document.Consequences.Index().ToDictionary(one => one.Item.Id, one => one.Index);
        Dictionary<SubjectId, int> roster = context.Frozen.Townships.SelectMany(township => township.Subjects).Index().ToDictionary(one => one.Item.Entry.Subject, one => one.Index);
        return line => string.Join('|', new[] { pools[line.Subject.Township], consequences[line.Consequence], line.Tied ? 1 : 0, roster[line.Subject.Id] }.Select(ListPages.Order));
    }

    private async Task<IReadOnlyList<ConsequenceLine>> ReadAsync(CycleContext context, Pool pool, Caller caller, CancellationToken cancellation)
    {
        PoolResult result = await decided.ReadAsync(context.Key, pool.Id, cancellation);
        if (result.Consequences is { Due: [], Ties: [] })
            return [];
        TownshipId[] seen = [.. pool.Townships.Where(township => Sees(caller, pool, township)).Select(township => township.Id)];
        IReadOnlyList<ResultHistory> recorded = await results.OfCycleAsync(context, seen, cancellation);
        var superseded = recorded.Where(one => one.Revisions.Count > 1).Select(one => one.First.Subject).ToHashSet();
        return [.. ConsequenceLine.Of(context, result.Consequences, superseded).Where(line => seen.Contains(line.Subject.Township))];
    }

    private static bool Sees(Caller caller, Pool pool, FrozenTownship township) => ResultAccess.IsFirst(pool, caller) || caller.Has(Role.Township, township.Id.Value);
}

/// <summary>
/// One consequence and whom it befalls, with the rank, the grade or the periods (the earliest first) that it follows from. A tie across the line of places
/// befalls nobody of those who tie, and people must look at it; so they must where an appeal has since superseded the result.
/// </summary>
public sealed record ConsequenceLine(ConsequenceId Consequence, LocalText Title, ConsequenceAction Action, SubjectLabel Subject)
{
    public int? Rank { get; init; }
    public GradeId? Grade { get; init; }
    public IReadOnlyList<Period> Periods { get; init; } = [];
    public required bool Tied { get; init; }
    public required bool Superseded { get; init; }

    /// <summary>The lines of a pool's report, in the scheme's order and then roster order, ties after those whom the consequence befalls.</summary>
    internal static IEnumerable<ConsequenceLine> Of(CycleContext context, ConsequenceReport report, IReadOnlySet<SubjectId> superseded)
    {
        foreach (Consequence consequence in context.Scheme.Document.Consequences)
        {
            foreach (DueConsequence due in report.Due.Where(one => one.Consequence.Id == consequence.Id))
                yield return Line(consequence, due.Subject, isTied: false) with { Rank = due.Rank, Grade = due.Grade, Periods = due.Periods };
            foreach (PlaceTie tie in report.Ties.Where(one => one.Consequence == consequence.Id))
            {
                foreach (SubjectId subject in tie.Subjects)
                    yield return Line(consequence, subject, isTied: true) with { Rank = tie.Rank };
            }
        }

        ConsequenceLine Line(Consequence consequence, SubjectId subject, bool isTied) =>
            new(consequence.Id, consequence.Title, consequence.Action, SubjectLabel.Of(context, subject))
            {
                Tied = isTied,
                Superseded = superseded.Contains(subject),
            };
    }
}
