using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Yuekao.App.Stages.Feedback;

/// <summary>Prints notices as HTML: one A4 page, complete in itself, with a line to sign for the talk.</summary>
public sealed class NoticePrinter(IServiceProvider services, ILoggerFactory logging)
{
    public async Task<string> PrintAsync(Notice notice, NoticeLanguage language, TimeZoneInfo zone)
    {
        // Some of what a renderer needs lives no longer than one rendering.
        await using AsyncServiceScope scope = services.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, logging);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(NoticePage.Notice)] = notice,
            [nameof(NoticePage.T)] = new NoticeTexts(language),
            [nameof(NoticePage.Zone)] = zone,
        });
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<NoticePage>(parameters)).ToHtmlString());
    }
}
