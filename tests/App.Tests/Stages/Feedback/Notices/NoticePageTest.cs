using System.Text.RegularExpressions;

namespace Yuekao.App.Tests.Stages.Feedback.Notices;

/// <summary>Prints notices, and reads them as whoever gets one does.</summary>
public abstract partial class NoticePageTest(AppFixture app) : NoticeTest(app)
{
    protected async Task<string> PrintAsync(Notice notice, Language language) =>
        await Services.GetRequiredService<NoticePrinter>().PrintAsync(notice, language, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));

    protected async Task<string> TextAsync(Notice notice, Language language = Language.ZhCn)
    {
        string page = await PrintAsync(notice, language);
        return WebUtility.HtmlDecode(Tags().Replace(CellEnds().Replace(page[page.IndexOf("<body>", StringComparison.Ordinal)..], "|"), ""));
    }

    protected static void AssertSays(string page, params ReadOnlySpan<string> texts)
    {
        foreach (string text in texts)
            Assert.Contains(text, page, StringComparison.Ordinal);
    }

    protected static Observation Veto(SubjectId subject) => new()
    {
        Id = "veto-1",
        Rule = RuleId.Of("falsified-readings"),
        Subject = subject,
        Source = SourceId.Of("township"),
        On = new DateOnly(2026, 10, 9),
        Evidence = "台账与现场不符",
        At = NoticeCases.IssuedAt,
    };

    [GeneratedRegex("</t[dh]>", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex CellEnds();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Tags();
}
