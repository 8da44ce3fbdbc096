namespace Yuekao.App.Stages.Dispatch;

/// <summary>Reports as CSV, a line a report: milestones and evidence each stand in one cell, parted by semicolons.</summary>
internal sealed class DispatchReportTable : IAnswerTable<Page<DispatchReport>>
{
    public IReadOnlyList<Column> Columns { get; } =
    [
        new("township", "乡镇", "township", Kind: ColumnKind.Id), new("project", "项目编号", "project", Kind: ColumnKind.Id), new("progress", "进展", "progress"), new("done", "完成节点", "done"),
        new("evidence", "佐证", "evidence"), new("at", "报送时间", "at"), new("by", "报送人", "byName"), new("returned", "退回理由", "returned.reason"),
    ];

    // Pages in JSON, the whole list in the other.
    public static AnswerFormats<Page<DispatchReport>> Formats { get; } = TableFormats.OfAnswer(new DispatchReportTable());

    public IEnumerable<IReadOnlyList<string?>> Write(Page<DispatchReport> document) => document.Items.Select(report => new[]
    {
        report.Township.Value, report.Project.Value, report.Progress, string.Join("; ", report.Done.Select(one => $"{one.Milestone} {one.On:O}")), string.Join("; ", report.Evidence),
        report.At.ToString("O", CultureInfo.InvariantCulture), report.ByName, report.Returned?.Reason,
    });
}
