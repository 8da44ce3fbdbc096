namespace Yuekao.App.Records;

/// <summary>Commendations as a list.</summary>
internal static class CommendationList
{
    public static ListFormats<Commendation> Formats { get; } = new(
        "表彰名单",
    [
        ListColumn<Commendation>.Id("id", "编号", one => one.Id), ListColumn<Commendation>.Choice<CommendedKind>("kind", "对象类别", one => one.Content.Kind, ZhCn),
        ListColumn<Commendation>.Id("recipient", "对象编号", one => one.Content.Recipient), ListColumn<Commendation>.Text("name", "受表彰对象", one => one.Name),
        ListColumn<Commendation>.Choice<CommendationLevel>("level", "级别", one => one.Content.Level, CommendationTitles.ZhCn), ListColumn<Commendation>.Text("title", "荣誉称号", one => one.Content.Title),
        ListColumn<Commendation>.Text("issuedBy", "表彰单位", one => one.Content.IssuedBy), ListColumn<Commendation>.Day("on", "表彰日期", one => one.Content.On),
        ListColumn<Commendation>.Text("document", "文号", one => one.Content.Document), ListColumn<Commendation>.Moment("at", "登记时间", one => one.At),
        ListColumn<Commendation>.Text("by", "登记人", one => one.ByName), .. WithdrawalColumns.Of<Commendation>(one => one.Withdrawn),
    ]);

    private static string ZhCn(CommendedKind kind) => kind switch
    {
        CommendedKind.Person => "个人",
        CommendedKind.Village => "村",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind."),
    };
}
