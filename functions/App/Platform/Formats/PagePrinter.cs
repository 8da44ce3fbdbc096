using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Yuekao.App.Platform;

/// <summary>Prints components as HTML pages, each complete in itself.</summary>
public sealed class PagePrinter(IServiceProvider services, ILoggerFactory logging)
{
    public async Task<string> PrintAsync<TPage>(IDictionary<string, object?> parameters) where TPage : IComponent
    {
        // Some of what a renderer needs lives no longer than one rendering.
        await using AsyncServiceScope scope = services.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, logging);
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TPage>(ParameterView.FromDictionary(parameters))).ToHtmlString());
    }
}
