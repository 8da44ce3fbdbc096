namespace Yuekao.App.Records;

/// <summary>Dissections as a list.</summary>
internal static class DissectionList
{
    public static ListFormats<Dissection> Formats { get; } = new(
        "解剖记录",
    [
        ListColumn<Dissection>.Id("id", "编号", one => one.Id), ListColumn<Dissection>.Id("township", "乡镇", one => one.Township.Value),
        ListColumn<Dissection>.Choice<DissectionReason>("reason", "解剖原因", one => one.Reason, ZhCn), ListColumn<Dissection>.Id("scheme", "排名办法", one => one.Cycle?.Scheme.Value),
        ListColumn<Dissection>.Text("period", "排名周期", one => one.Cycle?.Period.ToString()), ListColumn<Dissection>.Id("project", "项目编号", one => one.Project?.Value),
        ListColumn<Dissection>.Moment("openedAt", "启动时间", one => one.OpenedAt), ListColumn<Dissection>.Day("on", "督办日期", one => one.Visit?.On),
        ListColumn<Dissection>.Text("people", "到场人员", one => one.Visit is { } visit ? string.Join('、', visit.People) : null), ListColumn<Dissection>.Text("holes", "漏洞", one => one.Visit?.Holes),
        ListColumn<Dissection>.Text("causes", "原因", one => one.Visit?.Causes), ListColumn<Dissection>.Text("remedies", "整改要求", one => one.Visit?.Remedies),
        .. RemedyColumns.Of<Dissection>(one => one.Status, one => one.Remedy), .. WithdrawalColumns.Of<Dissection>(one => one.Withdrawn),
    ]);

    private static string ZhCn(DissectionReason reason) => reason switch
    {
        DissectionReason.RankedLow => "位次靠后",
        DissectionReason.KeyProject => "重点推进工作",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Not a reason."),
    };
}
