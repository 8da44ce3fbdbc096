namespace Yuekao.App.Stages.Settle;

/// <summary>What follows from a cycle's results.</summary>
public sealed class ConsequenceEndpoints(CycleContexts contexts, PoolResults decided, ResultAccess access, RecordedResults results)
{
    [Function(nameof(ListConsequences))]
    [Access(Role.County, Role.Meeting, Role.Township)]
    [Operation("Lists what follows from a cycle's results: for the county everything, for meetings and townships their own part.")]
    [Paged]
    [Answers(StatusCodes.Status200OK, typeof(Page<ConsequenceLine>))]
    [Problems(404)]
    public async Task<IActionResult> ListConsequences(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = CycleRoutes.Cycle + "/consequences")] HttpRequest request,
        CancellationToken cancellation)
    {
        CycleKey key = request.CycleKey();
        PageRequest page = PageRequest.Read(request);
        CycleContext context = await contexts.RequireAsync(key, cancellation);
        Caller caller = request.GetCaller();
        IReadOnlySet<PoolId> there = await access.ThereAsync(context, caller, cancellation);
        Pool[] pools = [.. context.Pools.Where(pool => there.Contains(pool.Id) && SeesAnyOf(caller, pool))];
        if (pools.Length == 0)
            throw new ProblemException(ProblemType.NotFound, "There are no results to see what follows from.");

        IReadOnlyList<ConsequenceLine>[] lines = await Task.WhenAll(pools.Select(pool => ReadAsync(context, pool, caller, cancellation)));
        return new OkObjectResult(ListPages.Of(page, [.. lines.SelectMany(one => one)], line => $"{line.Consequence}|{line.Subject.Id}"));
    }

    private async Task<IReadOnlyList<ConsequenceLine>> ReadAsync(CycleContext context, Pool pool, Caller caller, CancellationToken cancellation)
    {
        PoolResult result = await decided.ReadAsync(context.Key, pool.Id, cancellation);
        if (result.Consequences is { Due: [], Ties: [] })
            return [];
        FrozenTownship[] seen = [.. pool.Townships.Where(township => Sees(caller, pool, township))];
        IReadOnlyList<ResultHistory>[] recorded = await Task.WhenAll(seen.Select(township => results.OfCycleAsync(context, township.Id, cancellation)));
        var superseded = recorded.SelectMany(one => one).Where(one => one.Revisions.Count > 1).Select(one => one.First.Subject).ToHashSet();
        return [.. ConsequenceLine.Of(context, result.Consequences, superseded).Where(line => seen.Any(township => township.Id == line.Subject.Township))];
    }

    private static bool SeesAnyOf(Caller caller, Pool pool) => pool.Townships.Any(township => Sees(caller, pool, township));

    private static bool Sees(Caller caller, Pool pool, FrozenTownship township) => ResultAccess.IsFirst(pool, caller) || caller.Has(Role.Township, township.Id.Value);
}

/// <summary>One consequence and whom it befalls.</summary>
public sealed record ConsequenceLine
{
    public required ConsequenceId Consequence { get; init; }

    /// <summary>What people call it.</summary>
    public required LocalText Title { get; init; }

    /// <summary>What is to be done.</summary>
    public required ConsequenceAction Action { get; init; }

    /// <summary>Whom it befalls.</summary>
    public required SubjectLabel Subject { get; init; }

    /// <summary>The rank it follows from; null where it does not follow from one.</summary>
    public int? Rank { get; init; }

    /// <summary>The grade it follows from; null in a ranking.</summary>
    public GradeId? Grade { get; init; }

    /// <summary>The periods it follows from, the earliest first; empty for a tie.</summary>
    public IReadOnlyList<Period> Periods { get; init; } = [];

    /// <summary>Whether the subject ties across the line of places: then it befalls nobody of those who tie, and people must look at it.</summary>
    public required bool Tied { get; init; }

    /// <summary>Whether an appeal has since superseded the result that it follows from: people must look at it again.</summary>
    public required bool Superseded { get; init; }

    /// <summary>The lines of a pool's report, in the scheme's order and then roster order, ties after those whom the consequence befalls.</summary>
    internal static IEnumerable<ConsequenceLine> Of(CycleContext context, ConsequenceReport report, IReadOnlySet<SubjectId> superseded) =>
        context.Scheme.Document.Consequences.SelectMany(consequence => Enumerable.Concat(
            report.Due.Where(due => due.Consequence.Id == consequence.Id)
                .Select(due => Line(context, consequence, due.Subject, isTied: false, superseded.Contains(due.Subject)) with { Rank = due.Rank, Grade = due.Grade, Periods = due.Periods }),
            report.Ties.Where(tie => tie.Consequence == consequence.Id)
                .SelectMany(tie => tie.Subjects.Select(subject => Line(context, consequence, subject, isTied: true, superseded.Contains(subject)) with { Rank = tie.Rank }))));

    private static ConsequenceLine Line(CycleContext context, Consequence consequence, SubjectId subject, bool isTied, bool isSuperseded) => new()
    {
        Consequence = consequence.Id,
        Title = consequence.Title,
        Action = consequence.Action,
        Subject = SubjectLabel.Of(context, subject),
        Tied = isTied,
        Superseded = isSuperseded,
    };
}
