namespace Yuekao.App.Stages.Settle;

/// <summary>The words of a cycle's printed forms.</summary>
/// <param name="state">Whether what is printed may still change, as it is printed.</param>
internal sealed class PrintedTerms(CycleContext context, string state)
{
    public CycleContext Context => context;

    /// <summary>The terms for whoever asks: how far the cycle is stands only in what is printed.</summary>
    /// <param name="townships">Those on the form.</param>
    public static async Task<PrintedTerms> OfAsync(HttpRequest request, CycleContext context, CycleStore cycles, IReadOnlyList<TownshipId> townships, CancellationToken cancellation)
    {
        if (!TableFormats.WantsWorkbook(request))
            return new PrintedTerms(context, state: "");
        (CycleRecord Cycle, IReadOnlyList<PoolRecord> Pools)? known = await cycles.FindWithPoolsAsync(context.Key, cancellation);
        HashSet<PoolId> pools = [.. townships.Select(township => context.RequirePoolOf(township).Id)];
        bool isPublished = known?.Pools.Count(pool => pools.Contains(pool.Pool) && pool.Phase >= PoolPhase.Published) == pools.Count;
        return new PrintedTerms(context, known?.Cycle.SealedAt is { } at ? $"已于 {FileWords.ZhCn(CountyDays.Of(at))} 封存" : isPublished ? "已公布，尚未封存" : "尚未公布");
    }

    /// <summary>What stands under every title: which assessment, which period, and whether it may still change.</summary>
    public IReadOnlyList<string> Under => [$"考核办法：{context.Scheme.Document.Title.ZhCn}", $"所属期：{FileWords.ZhCn(context.Key.Period)}", state];

    public string TitleOf(GradeId? grade) => grade is { } id ? context.Scheme.Grades.FirstOrDefault(one => one.Id == id)?.Title.ZhCn ?? id.Value : "";

    public static string ZhCn(NotAssessedReason reason) => reason switch
    {
        NotAssessedReason.OnLeave => "请假",
        NotAssessedReason.Suspended => "停职",
        NotAssessedReason.ShortService => "任职时间不足",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Not a reason."),
    };

    public static string ZhCn(OutcomeKind kind) => kind switch
    {
        OutcomeKind.NotAssessed => "未参加考核",
        OutcomeKind.Gated => "基础项未达标",
        OutcomeKind.Vetoed => "一票否决",
        OutcomeKind.Scored => "已评分",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind."),
    };
}
