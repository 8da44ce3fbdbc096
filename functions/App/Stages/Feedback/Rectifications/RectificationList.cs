namespace Yuekao.App.Stages.Feedback;

/// <summary>Rectifications as a list.</summary>
internal static class RectificationList
{
    public static ListFormats<Rectification> Formats { get; } = new(
        "整改台账",
    [
        ListColumn<Rectification>.Id("id", "编号", one => one.Id), ListColumn<Rectification>.Id("township", "乡镇", one => one.Township.Value),
        ListColumn<Rectification>.Id("scheme", "考核办法", one => one.Cycle.Scheme.Value), ListColumn<Rectification>.Text("period", "周期", one => one.Cycle.Period.ToString()),
        ListColumn<Rectification>.Choice<OwnerKind>("ownerKind", "责任对象类别", one => one.Owner.Kind, ZhCn), ListColumn<Rectification>.Id("owner", "责任对象编号", one => one.Owner.Id),
        ListColumn<Rectification>.Text("name", "责任对象", one => one.Owner.Name), ListColumn<Rectification>.Id("item", "指标编号", one => one.Item.Value),
        ListColumn<Rectification>.Text("title", "指标", one => one.Title.ZhCn), ListColumn<Rectification>.Choice<ShortfallKind>("kind", "不足", one => one.Kind, ZhCn),
        ListColumn<Rectification>.Text("obtained", "得分", one => one.Obtained?.ToString()), ListColumn<Rectification>.Text("maximum", "满分", one => one.Maximum?.ToString()),
        ListColumn<Rectification>.Choice<RectificationStatus>("status", "整改状态", one => one.Status, ZhCn), ListColumn<Rectification>.Moment("openedAt", "下达时间", one => one.OpenedAt),
        ListColumn<Rectification>.Moment("due", "整改期限", one => one.Due), ListColumn<Rectification>.Text("done", "整改情况", one => one.Report?.Done),
        ListColumn<Rectification>.Moment("reportedAt", "报送时间", one => one.Report?.At), ListColumn<Rectification>.Text("reportedBy", "报送人", one => one.Report?.ByName),
        ListColumn<Rectification>.Moment("verifiedAt", "验收时间", one => one.Verification?.At), ListColumn<Rectification>.Text("verifiedBy", "验收人", one => one.Verification?.ByName),
        ListColumn<Rectification>.Text("note", "验收意见", one => one.Verification?.Note), ListColumn<Rectification>.Moment("closedAt", "销号时间", one => one.ClosedAt),
        ListColumn<Rectification>.Choice<ClosingReason>("closedBecause", "销号原因", one => one.ClosedBecause, ZhCn), ListColumn<Rectification>.Text("continues", "接续整改编号", one => one.Continues),
    ]);

    private static string ZhCn(OwnerKind kind) => kind switch
    {
        OwnerKind.Person => "个人",
        OwnerKind.Village => "村",
        OwnerKind.Township => "乡镇",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind."),
    };

    private static string ZhCn(ShortfallKind kind) => kind switch
    {
        ShortfallKind.Baseline => "基础项未达标",
        ShortfallKind.Points => "得分偏低",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind."),
    };

    private static string ZhCn(RectificationStatus status) => status switch
    {
        RectificationStatus.Open => "待整改",
        RectificationStatus.Reported => "已报待验收",
        RectificationStatus.Closed => "已销号",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not a status."),
    };

    private static string ZhCn(ClosingReason reason) => reason switch
    {
        ClosingReason.Verified => "验收合格",
        ClosingReason.Appeal => "申诉更正",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Not a reason."),
    };
}
