namespace Yuekao.App.Stages.Settle;

/// <summary>A recorded result as it is shown.</summary>
public sealed record ResultView
{
    public required SubjectLabel Subject { get; init; }
    public required Period Period { get; init; }
    public required int Revision { get; init; }
    public required DateTimeOffset At { get; init; }
    public required OutcomeKind Kind { get; init; }
    public NotAssessedReason? Reason { get; init; }
    public GradeId? Grade { get; init; }
    public required bool Selected { get; init; }
    public int? Rank { get; init; }
    public required int PoolSize { get; init; }

    /// <summary>A fraction.</summary>
    public Score? Score { get; init; }

    /// <summary>With two decimals.</summary>
    public string? ShownScore { get; init; }
    public required bool Adjusted { get; init; }
    public Supersession? Supersession { get; init; }

    internal static ResultView Of(CycleContext context, RecordedResult result) => new()
    {
        Subject = SubjectLabel.Of(context, result.Subject),
        Period = result.Period,
        Revision = result.Revision,
        At = result.At,
        Kind = result.Kind,
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
/// <param name="Current">The one that holds.</param>
/// <param name="Superseded">The ones before, the first one first.</param>
public sealed record SubjectResult(ResultView Current, IReadOnlyList<ResultView> Superseded)
{
    internal static SubjectResult Of(CycleContext context, ResultHistory history) =>
        new(ResultView.Of(context, history.Current), [.. history.Revisions.SkipLast(1).Select(result => ResultView.Of(context, result))]);
}

internal static class ResultFormats
{
    /// <summary>Pages in JSON, the whole list in the others.</summary>
    public static AnswerFormats<Page<ResultView>> Lists { get; } = new(new JsonFormat<Page<ResultView>>(), new ResultsCsv());
}

/// <summary>Results as CSV, a line a subject.</summary>
internal sealed class ResultsCsv : IAnswerFormat<Page<ResultView>>
{
    private static readonly Column[] Columns =
    [
        .. SubjectColumns.All,
        new("kind", "结果", "kind"), new("reason", "未考核原因", "reason"), new("grade", "等次", "grade"), new("selected", "入选", "selected"),
        new("rank", "位次", "rank"), new("poolSize", "参评人数", "poolSize"), new("score", "得分", "shownScore"), new("exactScore", "精确得分", "score"),
        new("adjusted", "联席会调整", "adjusted"), new("revision", "版次", "revision"),
    ];

    public string MediaType => "text/csv";

    public byte[] Write(Page<ResultView> document) => CsvTable.Write(Columns, document.Items.Select(Fields));

    private static string?[] Fields(ResultView result) =>
    [
        .. SubjectColumns.Fields(result.Subject),
        CsvValues.NameOf(result.Kind),
        result.Reason is { } reason ? CsvValues.NameOf(reason) : null,
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
        new("subject", "编号", "subject.id"), new("name", "姓名", "subject.name"), new("township", "乡镇", "subject.townshipName"),
        new("village", "村", "subject.villageName"), new("post", "职务", "subject.post"),
    ];

    public static string?[] Fields(SubjectLabel subject) =>
        [subject.Id.Value, subject.Name, subject.TownshipName, subject.VillageName, subject.Post is { } post ? CsvValues.NameOf(post) : null];
}
