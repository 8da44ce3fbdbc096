namespace Yuekao.App.Tell;

/// <summary>The inbox of those who work on cycles, and the channels that are configured, each an <see cref="INoticeChannel"/>.</summary>
internal static class TellServices
{
    // A robot's host changes its addresses now and then.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    public static IServiceCollection AddTell(this IServiceCollection services, ChannelSettings settings)
    {
        services.AddTable(MessageStore.Table).AddSingleton<MessageStore>().AddSingleton<IOutgoing, OutgoingMessages>();
        services.AddSingleton<DeliveryStarter>().AddSingleton<ChannelTelemetry>();
        if (settings.WeCom is { } wecom)
            services.AddSingleton<INoticeChannel>(_ => new WeComChannel(wecom, new SocketsHttpHandler { PooledConnectionLifetime = ConnectionLifetime, AllowAutoRedirect = false }));
        if (settings.Smtp is { } smtp)
            services.AddSingleton<INoticeChannel>(_ => new SmtpChannel(smtp));
        return services;
    }
}

/// <summary>The settings under <c>Channels</c>: which channels there are.</summary>
/// <param name="WeCom"><c>Channels:WeCom</c>; null when no robot is set.</param>
/// <param name="Smtp"><c>Channels:Smtp</c>; null when no mail server is set.</param>
internal sealed record ChannelSettings(WeComSettings? WeCom = null, SmtpSettings? Smtp = null)
{
    public static ChannelSettings Read(SettingsReader settings) => new(WeComSettings.Read(settings), SmtpSettings.Read(settings));
}
