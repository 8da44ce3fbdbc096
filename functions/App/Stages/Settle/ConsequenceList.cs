namespace Yuekao.App.Stages.Settle;

/// <summary>What follows from results, as a list.</summary>
internal static class ConsequenceList
{
    public static ListFormats<ConsequenceLine> Formats { get; } = new(
        "结果运用",
    [
        .. SubjectColumns.Of<ConsequenceLine>(one => one.Subject), ListColumn<ConsequenceLine>.Id("consequence", "结果运用编号", one => one.Consequence.Value),
        ListColumn<ConsequenceLine>.Text("title", "结果运用", one => one.Title.ZhCn), ListColumn<ConsequenceLine>.Choice<ConsequenceAction>("action", "措施", one => one.Action, ConsequenceTitles.ZhCn),
        ListColumn<ConsequenceLine>.Number("rank", "位次", one => one.Rank), ListColumn<ConsequenceLine>.Id("grade", "等次", one => one.Grade?.Value),
        ListColumn<ConsequenceLine>.Text("periods", "所涉周期", one => string.Join('；', one.Periods)), ListColumn<ConsequenceLine>.Flag("tied", "并列待定", one => one.Tied),
        ListColumn<ConsequenceLine>.Flag("superseded", "结果已更正", one => one.Superseded),
    ]);
}

internal static class ConsequenceTitles
{
    public static string ZhCn(this ConsequenceAction action) => action switch
    {
        ConsequenceAction.OnSiteSupervision => "现场督办",
        ConsequenceAction.AdmonitionTalk => "诫勉谈话",
        ConsequenceAction.RecommendAdjustment => "建议组织调整",
        ConsequenceAction.PersonnelFile => "存入干部档案",
        ConsequenceAction.Commendation => "表彰",
        ConsequenceAction.Training => "培训、帮带",
        ConsequenceAction.AnnualReview => "与述职评议考核挂钩",
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "Not an action."),
    };
}
