namespace Yuekao.App.Stages.Feedback;

/// <summary>The words of printed notices, in both languages side by side.</summary>
public sealed class NoticeTexts(NoticeLanguage language)
{
    /// <summary>The space between parts of a line.</summary>
    public const string Gap = "\u3000";

    private static readonly LocalText Met = new() { ZhCn = "达标", En = "met" };
    private static readonly LocalText NotMet = new() { ZhCn = "未达标", En = "not met" };
    private static readonly LocalText NotApplicable = new() { ZhCn = "不适用", En = "not applicable" };

    /// <summary>The page's <c>lang</c>.</summary>
    public string Tag => Say("zh-CN", "en");

    /// <summary>One of two texts.</summary>
    public string Say(string zhCn, string en) => language == NoticeLanguage.En ? en : zhCn;

    /// <summary>What ends a sentence.</summary>
    public string Stop => Say("。", ". ");

    /// <summary>Things of the same kind, one after another.</summary>
    public string List(IEnumerable<string> things) => string.Join(Say("、", ", "), things);

    /// <summary>Parts of a sentence, one after another.</summary>
    public string Parts(IEnumerable<string> parts) => string.Join(Say("；", "; "), parts);

    /// <summary>A remark in brackets.</summary>
    public string Remark(string text) => Say($"（{text}）", $" ({text})");

    /// <summary>A text of the scheme.</summary>
    public string Of(LocalText text) => language == NoticeLanguage.En ? text.En ?? text.ZhCn : text.ZhCn;

    /// <summary>A period.</summary>
    public string Of(Period period) => period.Kind switch
    {
        PeriodKind.Month => Say($"{period.Year}年{period.Number}月", period.ToString()),
        PeriodKind.Quarter => Say($"{period.Year}年第{period.Number}季度", period.ToString()),
        PeriodKind.Year => Say($"{period.Year}年", period.ToString()),
        _ => Say($"{period.Year}年{period.FirstDay.Month}至{period.LastDay.Month}月", $"{period.FirstDay:yyyy-MM} to {period.LastDay:yyyy-MM}"),
    };

    /// <summary>A day in the county.</summary>
    public string Day(DateTimeOffset time, TimeZoneInfo zone)
    {
        DateTimeOffset local = TimeZoneInfo.ConvertTime(time, zone);
        return Say($"{local.Year}年{local.Month}月{local.Day}日", local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    /// <summary>A time in the county.</summary>
    public string Time(DateTimeOffset time, TimeZoneInfo zone) => $"{Day(time, zone)} {TimeZoneInfo.ConvertTime(time, zone).ToString("HH:mm", CultureInfo.InvariantCulture)}";

    /// <summary>Money in yuan, exact to the fen.</summary>
    public string Money(Fen fen) => Say($"{Yuan(fen)} 元", $"{Yuan(fen)} yuan");

    /// <summary>A post.</summary>
    public string Of(Post post) => Say(post.ZhCn(), post == Post.WomensChair ? "Women's chair" : Words(post.ToString()));

    /// <summary>Why somebody was not assessed.</summary>
    public string Of(NotAssessedReason reason) => reason switch
    {
        NotAssessedReason.OnLeave => Say("请假", "on leave"),
        NotAssessedReason.Suspended => Say("停职", "suspended"),
        _ => Say("任职天数不足", "too few days in post"),
    };

    /// <summary>What a tie across a line led to.</summary>
    public string Tie(NoticeOutcome outcome) => outcome.Boundaries.Count == 0
        ? Say("与他人同分且跨入选线，均未列入选，已提请会议研究。", "Tied with others across the line of selection: none of them was proposed, and the meeting was told. ")
        : Say("与他人同分且跨等次，均建议中间等次，已提请会议研究。", "Tied with others across a line between grades: the middle grade was proposed for all, and the meeting was told. ");

    /// <summary>The score and the rank, as far as there are any.</summary>
    public string Standing(NoticeOutcome outcome)
    {
        string? score = outcome.Score is null ? null : Say($"得分 {outcome.Score}", $"score {outcome.Score}");
        string? rank = outcome.Rank is null ? null : Say($"第 {outcome.Rank} 名，共考核 {outcome.Assessed} 个对象", $"rank {outcome.Rank} of {outcome.Assessed} assessed");
        return string.Join(Gap, ((string?[])[score, rank]).OfType<string>());
    }

    /// <summary>The recipient's post and place.</summary>
    public string Where(NoticeRecipient recipient)
    {
        string? village = recipient.Village == recipient.Name ? null : recipient.Village;
        return string.Join(Gap, ((string?[])[recipient.Post is { } post ? Of(post) : null, recipient.Township, village]).OfType<string>());
    }

    /// <summary>Where a grade begins, and the lowest score that has it; null for a grade that nobody has by rank.</summary>
    public string? Of(NoticeBoundary boundary) => boundary switch
    {
        { From: { } from } => Say($"{Of(boundary.Grade)} {from} 分起", $"{Of(boundary.Grade)} from {from}"),
        { Lowest: { } lowest } => Say($"{Of(boundary.Grade)}最低 {lowest} 分", $"{Of(boundary.Grade)} down to {lowest}"),
        _ => null,
    };

    /// <summary>Something to rectify.</summary>
    public string Of(NoticeShortfall shortfall) => Of(shortfall.Title) + Remark(Of(shortfall.Kind) + (shortfall.OfVillage ? Say("，由村整改", ", the village's") : ""));

    /// <summary>A rectification of an earlier cycle.</summary>
    public string Of(CarriedOver owed, TimeZoneInfo zone) => Of(owed.Title) + Remark(Say($"{Of(owed.Period)}，期限 {Day(owed.Due, zone)}", $"{Of(owed.Period)}, due {Day(owed.Due, zone)}"));

    /// <summary>An observation, with its points.</summary>
    public string Of(NoticeObservation one) => Say(
        $"{one.On:yyyy-MM-dd} {Of(one.Title)} {Points(one)}：{one.Evidence}", $"{one.On:yyyy-MM-dd} {Of(one.Title)} {Points(one)}: {one.Evidence}");

    /// <summary>How and until when to appeal, or what became of it.</summary>
    public string Of(NoticeAppeal appeal, TimeZoneInfo zone) => appeal switch
    {
        { Ruling: { } ruling } => Say($"您的申诉已经会议研究：{Of(ruling)}。", $"The meeting ruled on your appeal: {Of(ruling)}."),
        { Until: { } until } => Say($"如有异议，可于 {Time(until, zone)} 前", $"If you disagree, appeal before {Time(until, zone)} ") + AppealHow,
        _ => Say("如有异议，可在公布后的申诉期内", "If you disagree, appeal once the appeals window is open ") + AppealHow,
    };

    /// <summary>In which way something fell short.</summary>
    public string Of(ShortfallKind kind) => kind == ShortfallKind.Baseline ? Say("基础项未达标", "baseline not met") : Say("评分项失分较多", "many points lost");

    /// <summary>What the meeting ruled.</summary>
    public string Of(AppealRuling ruling) => ruling == AppealRuling.Corrected ? Say("更正数据", "readings corrected") : Say("维持原结果", "result upheld");

    /// <summary>An outcome in a word or two.</summary>
    public string Outcome(NoticeOutcome outcome) => outcome switch
    {
        { Kind: OutcomeKind.NotAssessed } => Say("本期不参加考核", "not assessed this period"),
        { Grade: { } grade } => Of(grade),
        { Selected: true } => Say("入选", "selected"),
        { Rank: { } rank } => Say($"第 {rank} 名", $"rank {rank}"),
        _ => Say("未列入排名", "not ranked"),
    };

    /// <summary>The word for a check; null for a word that is no check's.</summary>
    internal static LocalText? OfCheck(ReadingValue value) => value == ReadingValue.Met ? Met : value == ReadingValue.NotMet ? NotMet : value == ReadingValue.NotApplicable ? NotApplicable : null;

    private string AppealHow => Say("通过考核平台提出申诉并写明理由。申诉只会使本人结果改善，不影响他人。", "in the portal, with your grounds. An appeal can only improve your own result and changes nobody else's.");

    private string Points(NoticeObservation one) => one.Points?.ToString("+0.##;-0.##", CultureInfo.InvariantCulture) ?? Say("一票否决", "veto");

    private static string Yuan(Fen fen) => string.Create(CultureInfo.InvariantCulture, $"{fen.Amount / 100:#,0}.{fen.Amount % 100:00}");

    private static string Words(string name) => string.Concat(name.Select((letter, index) => index > 0 && char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : letter.ToString()));
}
