namespace Yuekao.App.Stages.Feedback;

/// <summary>What results ask people for, as a list.</summary>
internal static class DueActionList
{
    public static ListFormats<DueAction> Formats { get; } = new(
        "待办事项",
    [
        ListColumn<DueAction>.Id("id", "编号", one => one.Id), ListColumn<DueAction>.Id("scheme", "考核办法", one => one.Cycle.Scheme.Value),
        ListColumn<DueAction>.Text("period", "周期", one => one.Cycle.Period.ToString()), ListColumn<DueAction>.Id("township", "乡镇", one => one.Township.Value),
        ListColumn<DueAction>.Id("subject", "对象编号", one => one.Subject.Value), ListColumn<DueAction>.Text("name", "对象", one => one.Name),
        ListColumn<DueAction>.Text("title", "事由", one => one.Title.ZhCn), ListColumn<DueAction>.Choice<ConsequenceAction>("action", "措施", one => one.Action, ConsequenceTitles.ZhCn),
        ListColumn<DueAction>.Number("rank", "位次", one => one.Rank), ListColumn<DueAction>.Text("grade", "等次", one => one.GradeTitle?.ZhCn),
        ListColumn<DueAction>.Text("periods", "所涉周期", one => string.Join('；', one.Periods)), ListColumn<DueAction>.Id("owner", "责任单位", one => one.Owner),
        ListColumn<DueAction>.Choice<DueActionStatus>("status", "状态", one => one.Status, ZhCn), ListColumn<DueAction>.Moment("openedAt", "下达时间", one => one.OpenedAt),
        ListColumn<DueAction>.Moment("due", "办理期限", one => one.Due), ListColumn<DueAction>.Day("on", "办理日期", one => one.Report?.Content.On),
        ListColumn<DueAction>.Text("heldBy", "办理人", one => one.Report is { } report ? string.Join('、', report.Content.HeldBy) : null),
        ListColumn<DueAction>.Text("minutes", "办理情况", one => one.Report?.Content.Minutes), ListColumn<DueAction>.Text("reportedBy", "报送人", one => one.Report?.ByName),
        ListColumn<DueAction>.Moment("droppedAt", "终止时间", one => one.Dropped?.At), ListColumn<DueAction>.Text("droppedReason", "终止原因", one => one.Dropped?.Reason),
    ]);

    private static string ZhCn(DueActionStatus status) => status switch
    {
        DueActionStatus.Open => "待办",
        DueActionStatus.Done => "已办结",
        DueActionStatus.Dropped => "已终止",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not a status."),
    };
}
