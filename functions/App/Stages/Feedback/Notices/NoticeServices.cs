namespace Yuekao.App.Stages.Feedback;

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
