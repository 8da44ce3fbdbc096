using Microsoft.Extensions.DependencyInjection;
using Yuekao.App.Deliveries;
using Yuekao.App.Notices.Storage;
using Yuekao.App.Storage;

namespace Yuekao.App.Notices;

/// <summary>Feedback notices.</summary>
internal static class NoticeServices
{
    public static IServiceCollection AddNotices(this IServiceCollection services, PortalSettings settings) => services
        .AddSingleton(settings)
        .AddTable(NoticeStore.Table)
        .AddSingleton<NoticeStore>()
        .AddSingleton<NoticePlaces>()
        .AddSingleton<NoticePrinter>()
        .AddSingleton<NoticeReader>()
        .AddSingleton<IOutgoing, OutgoingNotices>();
}
