namespace Yuekao.App.Stages.Feedback;

/// <summary>The words of printed notices, in both languages side by side.</summary>
public sealed class NoticeTexts(Language language)
{
    public const string Gap = "\u3000";

    private static readonly LocalText Met = new() { ZhCn = "达标", En = "met" };
    private static readonly LocalText NotMet = new() { ZhCn = "未达标", En = "not met" };
    private static readonly LocalText NotApplicable = new() { ZhCn = "不适用", En = "not applicable" };

    public string Tag => Say("zh-CN", "en");
    public string Stop => Say("。", ". ");

    public string Say(string zhCn, string en) => language == Language.En ? en : zhCn;

    public string List(IEnumerable<string> things) => string.Join(Say("、", ", "), things);

    public string Parts(IEnumerable<string> parts) => string.Join(Say("；", "; "), parts);

    public string Remark(string text) => Say($"（{text}）", $" ({text})");

    public string Of(LocalText text) => language == Language.En ? text.En ?? text.ZhCn : text.ZhCn;

    public string Of(Period period) => period.Kind switch
    {
        PeriodKind.Month => Say($"{period.Year}年{period.Number}月", period.ToString()),
        PeriodKind.Quarter => Say($"{period.Year}年第{period.Number}季度", period.ToString()),
        PeriodKind.Year => Say($"{period.Year}年", period.ToString()),
        _ => Say($"{period.Year}年{period.FirstDay.Month}至{period.LastDay.Month}月", $"{period.FirstDay:yyyy-MM} to {period.LastDay:yyyy-MM}"),
    };

    public string Day(DateTimeOffset time, TimeZoneInfo zone)
    {
        DateTimeOffset local = TimeZoneInfo.ConvertTime(time, zone);
        return Say($"{local.Year}年{local.Month}月{local.Day}日", local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    public string Time(DateTimeOffset time, TimeZoneInfo zone) => $"{Day(time, zone)} {TimeZoneInfo.ConvertTime(time, zone).ToString("HH:mm", CultureInfo.InvariantCulture)}";

    /// <summary>Money in yuan, exact to the fen.</summary>
    public string Money(Fen fen) => string.Create(CultureInfo.InvariantCulture, $"{fen.Amount / 100m:#,0.00} {Say("元", "yuan")}");

    public string Of(NoticeArrears arrears)
    {
        Fen money = arrears.DifferenceFen < Fen.Zero ? Fen.Zero - arrears.DifferenceFen : arrears.DifferenceFen;
        string what = arrears.DifferenceFen < Fen.Zero ? Say("扣回", "taken back for ") : Say("补发", "paid back for ");
        string days = Say($"，任职 {arrears.DaysBefore} 天更正为 {arrears.DaysAfter} 天", $", days in post {arrears.DaysBefore} corrected to {arrears.DaysAfter}");
        return what + Of(arrears.Period) + Say(" ", ": ") + Money(money)
            + Remark(Say($"基础职务补贴 {Money(arrears.BaseBeforeFen)} 更正为 {Money(arrears.BaseAfterFen)}", $"base post subsidy {Money(arrears.BaseBeforeFen)} corrected to {Money(arrears.BaseAfterFen)}") + days);
    }

    public string Of(Post post) => Say(post.ZhCn(), post.En());

    public string Of(NotAssessedReason reason) => reason switch
    {
        NotAssessedReason.OnLeave => Say("请假", "on leave"),
        NotAssessedReason.Suspended => Say("停职", "suspended"),
        _ => Say("任职天数不足", "too few days in post"),
    };

    public string Tie(NoticeOutcome outcome) => outcome.Boundaries.Count == 0
        ? Say(
            "与他人同分且跨入选线，均未列入选，已提请会议研究。",
            "Tied with others across the line of selection: none of them was proposed, and the meeting was told. ")
        : Say(
            "与他人同分且跨等次，均建议中间等次，已提请会议研究。",
            "Tied with others across a line between grades: the middle grade was proposed for all, and the meeting was told. ");

    public string Standing(NoticeOutcome outcome)
    {
        string? score = outcome.Score is null ? null : Say($"得分 {outcome.Score}", $"score {outcome.Score}");
        string? rank = outcome.Rank is null ? null : Say($"第 {outcome.Rank} 名，共考核 {outcome.Assessed} 个对象", $"rank {outcome.Rank} of {outcome.Assessed} assessed");
        return Join(score, rank);
    }

    public string Where(NoticeRecipient recipient)
    {
        string? village = recipient.Village == recipient.Name ? null : recipient.Village;
        return Join(recipient.Post is { } post ? Of(post) : null, recipient.Township, village);
    }

    /// <summary>Where a grade begins, and the lowest score that has it; null for a grade that nobody has by rank.</summary>
    public string? Of(NoticeBoundary boundary) => boundary switch
    {
        { From: { } from } => Of(boundary.Grade) + Say($" {from} 分起", $" from {from}"),
        { Lowest: { } lowest } => Of(boundary.Grade) + Say($"最低 {lowest} 分", $" down to {lowest}"),
        _ => null,
    };

    public string Of(NoticeShortfall shortfall) => Of(shortfall.Title) + Remark(Of(shortfall.Kind) + (shortfall.OfVillage ? Say("，由村整改", ", the village's") : ""));

    public string Of(CarriedOver owed, TimeZoneInfo zone) => Of(owed.Title) + Remark($"{Of(owed.Period)}{Say("，期限", ", due")} {Day(owed.Due, zone)}");

    public string Of(NoticeObservation one) => $"{one.On:yyyy-MM-dd} {Of(one.Title)}{Points(one)}{Say("：", ": ")}{one.Evidence}";

    /// <summary>How and until when to appeal, or what became of it.</summary>
    public string Of(NoticeAppeal appeal, TimeZoneInfo zone) => appeal switch
    {
        { Ruling: { } ruling } => Say($"您的申诉已经会议研究：{Of(ruling)}。", $"The meeting ruled on your appeal: {Of(ruling)}."),
        { Until: { } until } => Say($"如有异议，可于 {Time(until, zone)} 前", $"If you disagree, appeal before {Time(until, zone)} ") + AppealHow,
        _ => Say("如有异议，可在公布后的申诉期内", "If you disagree, appeal once the appeals window is open ") + AppealHow,
    };

    public string Of(ShortfallKind kind) => kind == ShortfallKind.Baseline ? Say("基础项未达标", "baseline not met") : Say("评分项失分较多", "many points lost");

    public string Of(AppealRuling ruling) => ruling == AppealRuling.Corrected ? Say("更正数据", "readings corrected") : Say("维持原结果", "result upheld");

    public string Outcome(NoticeOutcome outcome) => outcome switch
    {
        { Kind: OutcomeKind.NotAssessed } => Say("本期不参加考核", "not assessed this period"),
        { Grade: { } grade } => Of(grade),
        { Selected: true } => Say("入选", "selected"),
        { Rank: { } rank } => Say($"第 {rank} 名", $"rank {rank}"),
        _ => Say("未列入排名", "not ranked"),
    };

    /// <summary>The word for a check; null for a word that is no check's.</summary>
    internal static LocalText? OfCheck(ReadingValue value) =>
        value == ReadingValue.Met ? Met : value == ReadingValue.NotMet ? NotMet : value == ReadingValue.NotApplicable ? NotApplicable : null;

    private string AppealHow => Say(
        "通过考核平台提出申诉并写明理由。申诉只会使本人结果改善，不影响他人。",
        "in the portal, with your grounds. An appeal can only improve your own result and changes nobody else's.");

    private static string Join(params IEnumerable<string?> parts) => string.Join(Gap, parts.OfType<string>());
    private string Points(NoticeObservation one) => one.Points switch
    {
        null => Say(" 一票否决", " veto"),
        0 => "",
        { } points => points.ToString(" +0.##; -0.##", CultureInfo.InvariantCulture),
    };

    private static string Words(string name) =>
        string.Concat(name.Select((letter, index) => index > 0 && char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : letter.ToString()));
}

internal static class NoticeLanguages
{
    private const string Name = "lang";

    /// <summary>What <c>lang</c> says (zh-CN or en); else whichever of the two Accept-Language likes better; else Chinese.</summary>
    public static Language Read(HttpRequest request, QueryReader query)
    {
        if (query.Text(Name) is not { } text)
            return Languages.Of(request);
        if (text is not ("zh-CN" or "en"))
            query.Wrong(Name, "must be zh-CN or en.");
        return text == "en" ? Language.En : Language.ZhCn;
    }
}
