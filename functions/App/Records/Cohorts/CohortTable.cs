namespace Yuekao.App.Records;

/// <summary>Who belongs to a cohort, as a list.</summary>
internal static class CohortTable
{
    public static ListFormats<CohortMember> Formats { get; } = new(
        "选育人员",
    [
        ListColumn<CohortMember>.Id("person", "编号", one => one.Person.Value), ListColumn<CohortMember>.Text("name", "姓名", one => one.Name),
        ListColumn<CohortMember>.Id("township", "乡镇", one => one.Township.Value), ListColumn<CohortMember>.Id("village", "村", one => one.Village?.Value),
        ListColumn<CohortMember>.Day("joinedOn", "入选日期", one => one.JoinedOn), ListColumn<CohortMember>.Id("scheme", "选育办法", one => one.Joined.Scheme?.Value),
        ListColumn<CohortMember>.Text("period", "周期", one => one.Joined.Period?.Value), ListColumn<CohortMember>.Number("rank", "位次", one => one.Joined.Rank),
        ListColumn<CohortMember>.Text("reason", "增补理由", one => one.Joined.Reason), ListColumn<CohortMember>.Day("leftOn", "退出日期", one => one.Left?.On),
        ListColumn<CohortMember>.Choice<LeavingReason>("leavingReason", "退出原因", one => one.Left?.Reason, LeavingReasons.ZhCn), ListColumn<CohortMember>.Text("note", "说明", one => one.Left?.Note),
    ]);
}
