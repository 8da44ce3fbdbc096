namespace Yuekao.App.Stages.Publish;

public sealed class BoardEndpoints(CycleStore cycles, BoardDocuments boards)
{
    private const string Route = "counties/{county}/boards/{scheme}";

    [Function(nameof(ListBoards))]
    [PublicAccess]
    [Operation("Lists the periods of a scheme whose boards are published, the earliest first.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<PublishedPeriod>))]
    public async Task<IActionResult> ListBoards([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request, CancellationToken cancellation)
    {
        PageRequest page = PageRequest.Read(request);
        IReadOnlyList<CycleRecord> listed = await cycles.ListAsync(request.Id<CountyId>(), request.Id<SchemeId>(), page.After<Period>(Period.TryOf), page.Top, cancellation);
        PublishedPeriod[] published = [.. listed.Where(cycle => cycle.PublishedAt is not null).Select(cycle => new PublishedPeriod(cycle.Key.Period, cycle.PublishedAt!.Value))];
        return new OkObjectResult(page.Answer<PublishedPeriod>(published, listed.Count == page.Top ? listed[^1].Key.Period.Value : null));
    }

    [Function(nameof(GetBoard))]
    [PublicAccess]
    [Operation("What the public sees of a cycle: how many have which grade, and who did best.")]
    [Answers(StatusCodes.Status200OK, typeof(Board)), Problems(404)]
    public async Task<IActionResult> GetBoard([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route + "/{period}")] HttpRequest request, CancellationToken cancellation)
    {
        CycleKey key = request.CycleKey();
        Board? board = await cycles.FindAsync(key, cancellation) is { PublishedAt: not null } cycle ? await boards.FindAsync(cycle.Key, cycle.BoardRevision, cancellation) : null;
        return new OkObjectResult(board ?? throw new ProblemException(ProblemType.NotFound, $"No board of '{key}' is published."));
    }
}

/// <param name="PublishedAt">When its results were out in all of the county.</param>
public sealed record PublishedPeriod(Period Period, DateTimeOffset PublishedAt);

/// <summary>What the public sees of a cycle (公示): how many have which grade, and who did best. Nobody else is named (docs/adr/0006-public-boards.md).</summary>
/// <param name="Pools">In the county's order.</param>
/// <param name="Revision">From 1; a correction makes another.</param>
public sealed record Board(SchemeKey Scheme, LocalText Title, Period Period, DateTimeOffset At, IReadOnlyList<BoardPool> Pools, int Revision = 1)
{
    /// <summary>What was corrected since the board came out, the first correction first; nobody is named.</summary>
    public IReadOnlyList<BoardCorrection> Corrections { get; init; } = [];

    /// <param name="results">The results of all of the cycle's pools.</param>
    /// <param name="at">When the board is published.</param>
    internal static Board Of(CycleContext context, IReadOnlyList<PoolResult> results, DateTimeOffset at)
    {
        Dictionary<PoolId, PoolResult> decided = results.ToDictionary(result => result.Pool);
        BoardPool[] pools = [.. context.Pools.Select(pool => PoolOf(context, pool, decided[pool.Id].Decided, []))];
        return new Board(context.Scheme.Key, context.Scheme.Document.Title, context.Key.Period, at, pools);
    }

    /// <summary>The board after a correction in one pool; the same where that changes nothing that is public.</summary>
    /// <param name="corrected">The results of the pool that supersede others.</param>
    /// <param name="at">When it was corrected.</param>
    internal Board Correct(CycleContext context, Pool pool, PoolResult result, IReadOnlyList<RecordedResult> corrected, DateTimeOffset at)
    {
        BoardPool next = PoolOf(context, pool, result.Decided, corrected);
        if (Digest.OfJson(next) == Digest.OfJson(Pools.Single(one => one.Pool == pool.Id)))
            return this;
        return this with
        {
            Pools = [.. Pools.Select(one => one.Pool == pool.Id ? next : one)],
            Revision = Revision + 1,
            Corrections = [.. Corrections, new BoardCorrection(pool.Id, at)],
        };
    }

    private static BoardPool PoolOf(CycleContext context, Pool pool, Decided decided, IReadOnlyList<RecordedResult> corrected)
    {
        Dictionary<SubjectId, RecordedResult> later = corrected.ToDictionary(result => result.Subject);
        DecidedOutcome[] outcomes = [.. decided.Outcomes.Select(outcome => later.GetValueOrDefault(outcome.Proposed.Entry.Subject) is { } now
            ? outcome with { Grade = now.Grade, Selected = now.Selected, Proposed = outcome.Proposed with { Rank = now.Rank, Score = now.Score } }
            : outcome)];
        IEnumerable<BoardGrade> grades = context.Scheme.Grades.Select(grade => new BoardGrade(grade.Id, grade.Title, outcomes.Count(outcome => outcome.Grade == grade.Id)));
        IEnumerable<DecidedOutcome> named = outcomes
            .Where(outcome => IsNamed(context.Scheme.Document.Grading, outcome))
            .OrderBy(outcome => outcome.Proposed.Rank ?? int.MaxValue);
        return new BoardPool(pool.Id, decided.Pool.Assessed, [.. grades], [.. named.Select(outcome => EntryOf(context, outcome))], pool.Name);
    }

    private static bool IsNamed(Grading grading, DecidedOutcome outcome) => grading switch
    {
        RankingGrading { Selects: null } => outcome.Proposed.Rank is not null,
        RankingGrading => outcome.Selected,
        _ => outcome.Grade == grading.AllGrades[0].Id,
    };

    private static BoardEntry EntryOf(CycleContext context, DecidedOutcome outcome)
    {
        SubjectLabel label = SubjectLabel.Of(context, outcome.Proposed.Entry.Subject);
        var entry = new BoardEntry { Name = label.Name, Township = label.TownshipName, Village = label.VillageName, Post = label.Post, Grade = outcome.Grade };
        return context.Scheme.Document.Grading is RankingGrading { Selects: null }
            ? entry with { Rank = outcome.Proposed.Rank, ShownScore = outcome.Proposed.Score?.Shown }
            : entry;
    }
}

/// <param name="Grades">How many have each grade, the best first; empty in a ranking.</param>
/// <param name="Named">Those with the best grade, or whom a ranking selects, or all of a ranking that selects nobody; by rank and then in roster order.</param>
/// <param name="Name">Null for the whole county.</param>
public sealed record BoardPool(PoolId Pool, int Assessed, IReadOnlyList<BoardGrade> Grades, IReadOnlyList<BoardEntry> Named, string? Name = null);

/// <summary>A result of a pool was corrected after an appeal.</summary>
public sealed record BoardCorrection(PoolId Pool, DateTimeOffset At);

public sealed record BoardGrade(GradeId Grade, LocalText Title, int Count);

/// <summary>
/// Somebody who is named, with the names of township and village. Null is a village where there is none, a post for a village or a township, a grade in a
/// ranking, rank and score (with two decimals) but in a ranking that selects nobody.
/// </summary>
public sealed record BoardEntry
{
    public required string Name { get; init; }
    public required string Township { get; init; }
    public string? Village { get; init; }
    public Post? Post { get; init; }
    public GradeId? Grade { get; init; }
    public int? Rank { get; init; }
    public string? ShownScore { get; init; }
}

public sealed class BoardDocuments(DocumentBlobs blobs)
{
    /// <summary>Publishes a cycle's board, or its next revision, unless it is published already; answers what is.</summary>
    public Task<Board> PublishAsync(CycleKey key, Board board, CancellationToken cancellation) => blobs.WriteOnceAsync(PathOf(key, board.Revision), board, cancellation);

    /// <summary>A revision of a cycle's board; null before it is published.</summary>
    public Task<Board?> FindAsync(CycleKey key, int revision, CancellationToken cancellation) => blobs.FindAsync<Board>(PathOf(key, revision), cancellation);

    private static string PathOf(CycleKey key, int revision) => string.Create(CultureInfo.InvariantCulture, $"{key.Folder}/board-{revision:000}.json");
}
