namespace Yuekao.App.Stages.Feedback;

/// <summary>Prints notices as HTML: one A4 page, complete in itself, with a line to sign for the talk.</summary>
public sealed class NoticePrinter(PagePrinter printer)
{
    public Task<string> PrintAsync(Notice notice, Language language, TimeZoneInfo zone) => printer.PrintAsync<NoticePage>(new Dictionary<string, object?>
    {
        [nameof(NoticePage.Notice)] = notice,
        [nameof(NoticePage.T)] = new NoticeTexts(language),
        [nameof(NoticePage.Zone)] = zone,
    });
}
