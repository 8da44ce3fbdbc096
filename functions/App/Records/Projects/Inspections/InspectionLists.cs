namespace Yuekao.App.Records;

/// <summary>Inspections and what they found fault with, as lists.</summary>
internal static class InspectionLists
{
    public static ListFormats<Inspection> Inspections { get; } = new(
        "督查记录",
    [
        ListColumn<Inspection>.Id("id", "督查编号", one => one.Id.Value), ListColumn<Inspection>.Id("office", "督查单位", one => one.Office),
        ListColumn<Inspection>.Choice<InspectionKind>("kind", "督查类型", one => one.Kind, ZhCn), ListColumn<Inspection>.Text("title", "督查事项", one => one.Title),
        ListColumn<Inspection>.Day("from", "开始日期", one => one.From), ListColumn<Inspection>.Day("to", "结束日期", one => one.To),
        ListColumn<Inspection>.Moment("at", "登记时间", one => one.At), ListColumn<Inspection>.Text("by", "登记人", one => one.ByName),
    ]);

    public static ListFormats<Finding> Findings { get; } = new(
        "督查问题",
    [
        ListColumn<Finding>.Id("inspection", "督查编号", one => one.Inspection.Value), ListColumn<Finding>.Id("id", "问题编号", one => one.Id.Value),
        ListColumn<Finding>.Id("office", "督查单位", one => one.Office), ListColumn<Finding>.Id("township", "乡镇", one => one.Township.Value),
        ListColumn<Finding>.Id("project", "项目编号", one => one.Project.Value), ListColumn<Finding>.Text("what", "发现问题", one => one.What),
        .. RemedyColumns.Of<Finding>(one => one.Status, one => one.Remedy), ListColumn<Finding>.Moment("at", "登记时间", one => one.At),
        ListColumn<Finding>.Text("by", "登记人", one => one.ByName), .. WithdrawalColumns.Of<Finding>(one => one.Withdrawn),
    ]);

    private static string ZhCn(InspectionKind kind) => kind switch
    {
        InspectionKind.Comprehensive => "全面督察",
        InspectionKind.Special => "专项督察",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind."),
    };
}
