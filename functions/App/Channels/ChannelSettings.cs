using Yuekao.App.Channels.Smtp;
using Yuekao.App.Channels.WeCom;
using Yuekao.App.Settings;

namespace Yuekao.App.Channels;

/// <summary>The settings under <c>Channels</c>: which channels there are.</summary>
/// <param name="WeCom"><c>Channels:WeCom</c>; null when no robot is set.</param>
/// <param name="Smtp"><c>Channels:Smtp</c>; null when no mail server is set.</param>
internal sealed record ChannelSettings(WeComSettings? WeCom = null, SmtpSettings? Smtp = null)
{
    public static ChannelSettings Read(SettingsReader settings) => new(WeComSettings.Read(settings), SmtpSettings.Read(settings));
}
