namespace Yuekao.App.Stages.Settle;

public sealed class ResultEndpoints(CycleContexts contexts, CycleStore cycles, RecordedResults results, ResultAccess access)
{
    [Function(nameof(ListResults))]
    [Access(Role.County, Role.Finance, Role.Meeting), Access(Role.Township, Scope = "township")]
    [Operation("Lists a township's results in roster order; as a workbook they are a form to print and sign. Before they are published only for the county and the pool's meeting.")]
    [Paged, Answers(StatusCodes.Status200OK, typeof(Page<ResultView>)), AnswersTables, Problems(404)]
    public async Task<IActionResult> ListResults(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = CycleRoutes.Township + "/results")] HttpRequest request, CancellationToken cancellation)
    {
        PageRequest page = PageRequest.Read(request);
        CycleContext context = await contexts.RequireAsync(request, cancellation);
        FrozenTownship place = context.RequireTownship(request.Id<TownshipId>());
        Caller caller = request.GetCaller();
        await access.RequireAsync(context, context.RequirePoolOf(place.Id), caller, caller.Has(Role.Finance) || caller.Has(Role.Township, place.Id.Value), cancellation);

        ResultView[] all = [.. (await results.OfCycleAsync(context, place.Id, cancellation)).Select(history => ResultView.Of(context, history.Current))];
        AnswerFormats<Page<ResultView>> formats = ResultsFormats.Of(await PrintedTerms.OfAsync(request, context, cycles, [place.Id], cancellation), place);
        if (!formats.IsFirst(request))
            return formats.Answer(request, new Page<ResultView>(all));
        Dictionary<SubjectId, int> roster = place.Subjects.Index().ToDictionary(one => one.Item.Entry.Subject, one => one.Index);
        return formats.Answer(request, ListPages.Of(page, all, result => ListPages.Order(roster[result.Subject.Id])));
    }

    [Function(nameof(GetResult))]
    [Access(Role.County, Role.Finance, Role.Meeting, Role.Township), Access(Role.Cadre, Scope = "subject")]
    [Operation("A subject's result, with those that it superseded. Before it is published only for the county and the pool's meeting.")]
    [Answers(StatusCodes.Status200OK, typeof(SubjectResult)), Problems(404)]
    public async Task<IActionResult> GetResult(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = CycleRoutes.Subject + "/result")] HttpRequest request, CancellationToken cancellation)
    {
        CycleContext context = await contexts.RequireAsync(request, cancellation);
        (SubjectId id, Caller caller) = (request.Id<SubjectId>(), request.GetCaller());
        await access.RequireAsync(context, id, caller, caller.Has(Role.Finance), cancellation);
        ResultHistory history = await results.FindAsync(context, id, cancellation)
            ?? throw new ProblemException(ProblemType.NotFound, $"The result of '{id}' is not recorded yet.");
        ResultView[] views = [.. history.Revisions.Select(result => ResultView.Of(context, result))];
        return new OkObjectResult(new SubjectResult(views[^1], views[..^1]));
    }
}

/// <summary>A recorded result as it is shown: its score as a fraction, and with two decimals.</summary>
public sealed record ResultView(SubjectLabel Subject, Period Period, int Revision, DateTimeOffset At, OutcomeKind Kind)
{
    public NotAssessedReason? Reason { get; init; }
    public GradeId? Grade { get; init; }
    public required bool Selected { get; init; }
    public int? Rank { get; init; }
    public required int PoolSize { get; init; }
    public Score? Score { get; init; }
    public string? ShownScore { get; init; }
    public required bool Adjusted { get; init; }
    public Supersession? Supersession { get; init; }

    internal static ResultView Of(CycleContext context, RecordedResult result) =>
        new(SubjectLabel.Of(context, result.Subject), result.Period, result.Revision, result.At, result.Kind)
        {
            Reason = result.Reason,
            Grade = result.Grade,
            Selected = result.Selected,
            Rank = result.Rank,
            PoolSize = result.PoolSize,
            Score = result.Score,
            ShownScore = result.Score?.Shown,
            Adjusted = result.Adjusted,
            Supersession = result.Supersession,
        };
}

/// <summary>A subject's result with those that it superseded.</summary>
/// <param name="Superseded">The ones before, the first one first.</param>
public sealed record SubjectResult(ResultView Current, IReadOnlyList<ResultView> Superseded);

internal sealed class ResultsTable : IAnswerTable<Page<ResultView>>
{
    public string ZhCn => "考核结果";

    public IReadOnlyList<Column> Columns { get; } =
    [
        .. SubjectColumns.All,
        new("kind", "结果", "kind"), new("reason", "未考核原因", "reason"), new("grade", "等次", "grade"), new("selected", "入选", "selected"),
        new("rank", "位次", "rank", Kind: ColumnKind.Number), new("poolSize", "参评人数", "poolSize", Kind: ColumnKind.Number), new("score", "得分", "shownScore", Kind: ColumnKind.Number), new("exactScore", "精确得分", "score"),
        new("adjusted", "联席会调整", "adjusted"), new("revision", "版次", "revision", Kind: ColumnKind.Number),
    ];

    public IEnumerable<IReadOnlyList<string?>> Write(Page<ResultView> document) => document.Items.Select(Fields);

    private static string?[] Fields(ResultView result) =>
    [
        .. SubjectColumns.Fields(result.Subject),
        CellValues.NameOf(result.Kind),
        result.Reason is { } reason ? CellValues.NameOf(reason) : null,
        result.Grade?.Value,
        result.Selected ? "true" : "false",
        result.Rank?.ToString(CultureInfo.InvariantCulture),
        result.PoolSize.ToString(CultureInfo.InvariantCulture),
        result.ShownScore,
        result.Score?.ToString(),
        result.Adjusted ? "true" : "false",
        result.Revision.ToString(CultureInfo.InvariantCulture),
    ];
}

/// <summary>Who a line is about, as CSV of results and ledgers begins with.</summary>
internal static class SubjectColumns
{
    public static readonly Column[] All =
    [
        new("subject", "编号", "subject.id", Kind: ColumnKind.Id), new("name", "姓名", "subject.name"), new("township", "乡镇", "subject.townshipName"),
        new("village", "村", "subject.villageName"), Column.Of<Post>("post", "职务", "subject.post", Titles.ZhCn),
    ];

    public static string?[] Fields(SubjectLabel subject) =>
        [subject.Id.Value, subject.Name, subject.TownshipName, subject.VillageName, subject.Post is { } post ? CellValues.NameOf(post) : null];

    public static IEnumerable<ListColumn<T>> Of<T>(Func<T, SubjectLabel> subject) => All.Select((column, index) => new ListColumn<T>(column, item => Fields(subject(item))[index]));
}
