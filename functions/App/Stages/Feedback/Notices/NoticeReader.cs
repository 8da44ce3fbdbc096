using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Net.Http.Headers;

namespace Yuekao.App.Stages.Feedback;

/// <summary>Makes notices of what is recorded, and answers with them.</summary>
public sealed class NoticeReader(CycleStore cycles, PoolResults results, AppealOutcomes appeals, NoticePrinter printer)
{
    private static readonly string[] Formats = [MediaTypeNames.Application.Json, MediaTypeNames.Text.Html];

    /// <summary>A notice as JSON, or as a page for whoever asks for HTML.</summary>
    /// <param name="withGrades">Whether a village's notice counts grades: among few, a count tells everybody's.</param>
    internal async Task<IActionResult> AnswerAsync(HttpRequest request, NoticePlace place, NoticeLanguage language, bool withGrades, CancellationToken cancellation)
    {
        Notice notice = await WriteAsync(place, cancellation);
        if (!withGrades)
            notice = notice with { Grades = [] };
        request.HttpContext.Response.Headers.Vary = $"{HeaderNames.Accept}, {HeaderNames.AcceptLanguage}";
        // Whoever reads it here reads their own: no cache on the way may keep it.
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        if (AcceptedFormat.Of(request, Formats, format => format) == MediaTypeNames.Application.Json)
            return new OkObjectResult(notice);
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(place.Context.Scheme.Document.Calendar.TimeZone);
        return new ContentResult { Content = await printer.PrintAsync(notice, language, zone), ContentType = $"{MediaTypeNames.Text.Html}; charset=utf-8" };
    }

    internal async Task<Notice> WriteAsync(NoticePlace place, CancellationToken cancellation)
    {
        CycleKey key = place.Context.Key;
        CycleRecord cycle = (await cycles.FindAsync(key, cancellation))!;
        PoolResult result = await results.ReadAsync(key, place.Pool.Id, cancellation);
        var writer = new NoticeWriter(place.Context, cycle, result);
        if (place.Notice.Subject is not { } subject)
            return writer.OfVillage(place.Notice);
        AppealOutcome? appeal = place.Notice.Revision > 1 ? await appeals.FindAsync(key, subject, cancellation) : null;
        return writer.OfSubject(place.Notice, appeal);
    }
}

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
