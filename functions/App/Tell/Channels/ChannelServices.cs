namespace Yuekao.App.Tell;

/// <summary>The channels that are configured, each an <see cref="INoticeChannel"/>.</summary>
internal static class ChannelServices
{
    // A robot's host changes its addresses now and then.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    public static IServiceCollection AddChannels(this IServiceCollection services, ChannelSettings settings)
    {
        services.AddSingleton<ChannelMetrics>();
        if (settings.WeCom is { } wecom)
        {
            services.AddSingleton(provider => new WeComChannel(
                wecom,
                new SocketsHttpHandler { PooledConnectionLifetime = ConnectionLifetime, AllowAutoRedirect = false },
                provider.GetRequiredService<TimeProvider>()));
            services.AddSingleton<INoticeChannel>(provider => Logged(provider, provider.GetRequiredService<WeComChannel>()));
        }
        if (settings.Smtp is { } smtp)
            services.AddSingleton<INoticeChannel>(provider => Logged(provider, new SmtpChannel(smtp)));
        return services;
    }

    private static LoggedChannel Logged(IServiceProvider provider, INoticeChannel channel) => new(channel, provider.GetRequiredService<ILogger<LoggedChannel>>());
}

/// <summary>The settings under <c>Channels</c>: which channels there are.</summary>
/// <param name="WeCom"><c>Channels:WeCom</c>; null when no robot is set.</param>
/// <param name="Smtp"><c>Channels:Smtp</c>; null when no mail server is set.</param>
internal sealed record ChannelSettings(WeComSettings? WeCom = null, SmtpSettings? Smtp = null)
{
    public static ChannelSettings Read(SettingsReader settings) => new(WeComSettings.Read(settings), SmtpSettings.Read(settings));
}
