namespace Yuekao.App.Stages.Dispatch;

/// <summary>Reports as a list, a line a report: milestones and evidence each stand in one cell, parted by semicolons.</summary>
internal static class DispatchReportTable
{
    public static ListFormats<DispatchReport> Formats { get; } = new(
        "调度报告",
    [
        ListColumn<DispatchReport>.Id("township", "乡镇", one => one.Township.Value), ListColumn<DispatchReport>.Id("project", "项目编号", one => one.Project.Value),
        ListColumn<DispatchReport>.Text("progress", "进展", one => one.Progress),
        ListColumn<DispatchReport>.Text("done", "完成节点", one => string.Join("; ", one.Done.Select(done => $"{done.Milestone} {done.On:O}"))),
        ListColumn<DispatchReport>.Text("evidence", "佐证", one => string.Join("; ", one.Evidence)), ListColumn<DispatchReport>.Moment("at", "报送时间", one => one.At),
        ListColumn<DispatchReport>.Text("by", "报送人", one => one.ByName), ListColumn<DispatchReport>.Text("returned", "退回理由", one => one.Returned?.Reason),
    ]);
}
