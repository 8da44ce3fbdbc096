namespace Yuekao.App.Tell;

/// <summary>The inbox of those who work on cycles, and the channels that are configured, each an <see cref="INoticeChannel"/>.</summary>
internal static class TellServices
{
    // A robot's host changes its addresses now and then.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    public static IServiceCollection AddTell(this IServiceCollection services, ChannelSettings settings)
    {
        services.AddTable(MessageStore.Table).AddSingleton<MessageStore>().AddSingleton<MessageActivities>().AddSingleton<IOutgoing, OutgoingMessages>();
        services.AddTable(OutboxStore.Table).AddSingleton<OutboxStore>().AddSingleton<Outbox>().AddSingleton<ChannelTelemetry>();
        if (settings.WeCom.Count > 0)
            services.AddSingleton<INoticeChannel>(_ => new WeComChannel(settings.WeCom, new SocketsHttpHandler { PooledConnectionLifetime = ConnectionLifetime, AllowAutoRedirect = false }));
        if (settings.Smtp.Count > 0)
            services.AddSingleton<INoticeChannel>(_ => new SmtpChannel(settings.Smtp));
        return services;
    }
}
