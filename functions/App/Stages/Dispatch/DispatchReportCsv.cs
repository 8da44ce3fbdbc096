namespace Yuekao.App.Stages.Dispatch;

/// <summary>Reports as CSV, a line a report: milestones and evidence each stand in one cell, parted by semicolons.</summary>
internal sealed class DispatchReportCsv : IAnswerFormat<Page<DispatchReport>>
{
    private static readonly Column[] Columns =
    [
        new("township", "乡镇", "township"), new("project", "项目编号", "project"), new("progress", "进展", "progress"), new("done", "完成节点", "done"),
        new("evidence", "佐证", "evidence"), new("at", "报送时间", "at"), new("by", "报送人", "byName"), new("returned", "退回理由", "returned.reason"),
    ];

    // Pages in JSON, the whole list in the other.
    public static AnswerFormats<Page<DispatchReport>> Formats { get; } = new(new JsonFormat<Page<DispatchReport>>(), new DispatchReportCsv());

    public string MediaType => "text/csv";

    public byte[] Write(Page<DispatchReport> document) => CsvTable.Write(Columns, document.Items.Select(report => new[]
    {
        report.Township.Value, report.Project.Value, report.Progress, string.Join("; ", report.Done.Select(one => $"{one.Milestone} {one.On:O}")), string.Join("; ", report.Evidence),
        report.At.ToString("O", CultureInfo.InvariantCulture), report.ByName, report.Returned?.Reason,
    }));
}
